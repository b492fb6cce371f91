"""Where grievances stand and how often they were taken up, read from their steps and from the agenda."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from council.grievances.models import Grievance, Step
from council.grievances.rules import ENDED
from council.meetings import reads as meetings


@dataclass(frozen=True)
class Cycle:
    """One time that a grievance was taken up; ended_at and outcome (a state of ENDED) are None and "" while it is open."""

    began_at: datetime
    ended_at: datetime | None = None
    outcome: str = ""


def states(session: Session, rows: Collection[Grievance]) -> dict[int, str]:
    """The present state of each: the last step, or "agenda" while it stands on one."""
    found = steps_say(session, [row.id or 0 for row in rows])
    waiting = meetings.tabled(session, {f"grievance:{number}" for number, name in found.items() if name not in (*ENDED, "agreed", "closing")})
    return {number: "agenda" if f"grievance:{number}" in waiting else name for number, name in found.items()}


def steps_say(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The last step of each, whatever agendas say; "filed" where there is none."""
    found = dict.fromkeys(ids, "filed")
    last = select(func.max(Step.id)).where(col(Step.grievance_id).in_(ids)).group_by(col(Step.grievance_id))
    found.update(session.exec(select(Step.grievance_id, Step.state).where(col(Step.id).in_(last))).all())
    return found


def not_ended() -> Any:
    """The condition on a row of Grievance under which its last step has not ended it."""
    last = select(Step.state).where(col(Step.grievance_id) == col(Grievance.id)).order_by(col(Step.id).desc()).limit(1).correlate(Grievance)
    return func.coalesce(last.scalar_subquery(), "filed").not_in(ENDED)


def cycles(session: Session, ids: Collection[int]) -> dict[int, list[Cycle]]:
    """Every time each grievance was taken up, oldest first; reopening begins a new one."""
    found = {row.id or 0: [Cycle(row.at)] for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    for step in session.exec(select(Step).where(col(Step.grievance_id).in_(ids)).order_by(col(Step.id))):
        turns = found[step.grievance_id]
        if step.state in ENDED and not turns[-1].ended_at:
            turns[-1] = Cycle(turns[-1].began_at, step.at, step.state)
        elif step.state not in ENDED and turns[-1].ended_at:
            turns.append(Cycle(step.at))
    return found


def outcomes(session: Session, council_id: int) -> dict[str, int]:
    """How many grievances ended how, and how many are open ("open"): what the public is told. Only "solved" is solved."""
    last = select(func.max(Step.id)).where(Step.council_id == council_id).group_by(col(Step.grievance_id))
    ended = dict(session.exec(select(Step.state, func.count()).where(col(Step.id).in_(last), col(Step.state).in_(ENDED)).group_by(Step.state)).all())
    total = session.exec(select(func.count()).select_from(Grievance).where(Grievance.council_id == council_id)).one()
    return ended | {"open": total - sum(ended.values())}
