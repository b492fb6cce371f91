"""Whose the two keys of a closing are, which are turned, and who may say that it is not over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from council.grievances import reads as grievances
from council.grievances import rules as words
from council.grievances.handling import rules
from council.grievances.handling.models import Closing, ClosingEnd, ClosingKey, Contest
from council.grievances.models import Grievance, Step
from council.people.reads import Me
from council.people.rules import DESK

BY_KEYS = frozenset({"closing", "solved", "agreed_limit", "unconfirmed"})
"""States that came of a proposal to close: what is contested is the proposal."""


@dataclass(frozen=True)
class Contesting:
    """What the rule asks of somebody who says that it is not over; `homes` have said so about the same step."""

    role: str | None
    again: bool
    since: timedelta | None
    step_id: int
    homes: frozenset[int]


def holders(session: Session, row: Grievance) -> set[int]:
    """The people of the party who can turn the second key: those concerned, if the lamp lets them see the grievance at all."""
    return grievances.concerned(session, [row.id or 0])[row.id or 0] if row.circle != "secretary" else set()


def second(session: Session, row: Grievance) -> str:
    """Who has the second key of a new proposal: the party, or the desk when nobody knows the party or it cannot see the grievance."""
    return "party" if holders(session, row) else "desk"


def proposer(session: Session, seen: grievances.Seen, me: Me) -> str | None:
    """As which side somebody proposes to close."""
    if seen.mine:
        return "suffering"
    if me.id in holders(session, seen.grievance):
        return "party"
    return "desk" if me.offices & DESK else None


def side(session: Session, seen: grievances.Seen, closing: Closing, me: Me) -> str | None:
    """Whose key somebody holds for this proposal."""
    of_party = closing.second == "party" and me.id in holders(session, seen.grievance)
    return rules.side_of(seen.mine, of_party, bool(me.offices & DESK), closing.second)


def open_closing(session: Session, grievance_id: int) -> Closing | None:
    """The proposal that waits for its keys."""
    return open_closings(session, [grievance_id]).get(grievance_id)


def open_closings(session: Session, ids: Collection[int]) -> dict[int, Closing]:
    """The proposals that wait for their keys, by grievance."""
    rows = session.exec(select(Closing).join(ClosingEnd, col(ClosingEnd.closing_id) == col(Closing.id), isouter=True)
                        .where(col(Closing.grievance_id).in_(ids), col(ClosingEnd.closing_id).is_(None)))
    return {row.grievance_id: row for row in rows}


def waiting_for(session: Session, me: Me) -> list[grievances.Seen]:
    """The grievances whose proposal waits for the key of `me`; the desk's own stand on its board."""
    rows = list(session.exec(select(Closing, Grievance).join(ClosingEnd, col(ClosingEnd.closing_id) == col(Closing.id), isouter=True).join(
        Grievance, col(Grievance.id) == Closing.grievance_id).where(col(ClosingEnd.closing_id).is_(None), grievances.within_reach(me))))
    said = {(key.closing_id, key.side) for key in session.exec(select(ClosingKey).where(
        col(ClosingKey.closing_id).in_([closing.id for closing, _row in rows])))}
    others = [row.id or 0 for closing, row in rows if row.person_id != me.id and closing.second == "party" and (closing.id, "party") not in said]
    of_party = {number for number, persons in grievances.concerned(session, others).items() if me.id in persons} if others else set()
    wanted = [row for closing, row in rows if row.id in of_party or (row.person_id == me.id and (closing.id, "suffering") not in said)]
    return [seen for seen in grievances.shown(session, wanted, me) if seen.state == "closing"] if wanted else []


def overdue(session: Session, now: datetime) -> list[Closing]:
    """The proposals whose seven days are over."""
    return list(session.exec(select(Closing).join(ClosingEnd, col(ClosingEnd.closing_id) == col(Closing.id), isouter=True)
                             .where(col(ClosingEnd.closing_id).is_(None), Closing.due_at <= now).order_by(col(Closing.id))))


def turned(session: Session, closing_id: int) -> dict[str, int]:
    """Which sides have turned their key, each by whom."""
    return {row.side: row.by_id for row in session.exec(select(ClosingKey).where(ClosingKey.closing_id == closing_id))}


def why_not_lapse(session: Session, closing: Closing, now: datetime) -> str | None:
    """Why the clock may not end a proposal: it has been faster already, somebody else was, or it is not time."""
    return rules.why_not_lapse(session.get(ClosingEnd, closing.id) is not None, now >= closing.due_at)


def standing(session: Session, grievance_id: int) -> str:
    """Where a grievance stands by its steps alone, whether or not it is on an agenda."""
    last = _last(session, grievance_id)
    return last.state if last else "filed"


def contesting(session: Session, seen: grievances.Seen, me: Me, now: datetime) -> Contesting:
    """As whom `me` would contest, whether they did already, and who else has."""
    step, closing = _last(session, seen.id), _newest(session, seen.id)
    by_keys = closing is not None and seen.state in BY_KEYS
    about = closing.step_id if closing is not None and by_keys else step.id if step else None
    said = list(session.exec(select(Contest).where(Contest.step_id == about)))
    holds = closing is not None and by_keys and side(session, seen, closing, me) == "party"
    member = seen.grievance.circle == "lane" and bool(me.capacities)
    since = now - step.at if step and step.state in words.ENDED else None
    return Contesting(rules.role_of(seen.mine, seen.i_joined, holds, member), me.id in {each.person_id for each in said}, since,
                      about or 0, frozenset(each.household for each in said))


def household(me: Me) -> int:
    """What counts once: the household or shop of whoever speaks, or the person who has none."""
    mine = me.capacity()
    return (mine.premises_id if mine else None) or -me.id


def _last(session: Session, grievance_id: int) -> Step | None:
    return session.exec(select(Step).where(Step.grievance_id == grievance_id).order_by(col(Step.id).desc())).first()


def _newest(session: Session, grievance_id: int) -> Closing | None:
    return session.exec(select(Closing).where(Closing.grievance_id == grievance_id).order_by(col(Closing.id).desc())).first()
