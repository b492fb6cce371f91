"""Finding grievances: only through the eyes of the one who asks."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.grievances import rules
from council.grievances.models import Grievance, Joining, Step
from council.meetings import reads as meetings
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.refusal import Absent


@dataclass(frozen=True)
class Seen:
    """A grievance as one person may see it; `who` is a pseudonym unless it is one's own."""

    grievance: Grievance
    state: str
    joined: int
    mine: bool
    i_joined: bool
    place: str
    who: str
    party: str

    @property
    def id(self) -> int:
        return self.grievance.id or 0

    @property
    def topic(self) -> str:
        return self.grievance.topic


def grievance(session: Session, grievance_id: int, me: Me) -> Seen:
    """One grievance if the lamp reaches `me`; otherwise it is not there."""
    found = session.get(Grievance, grievance_id)
    if found is None or found.council_id != me.council_id or not _reaches(found, me):
        raise Absent
    return _seen(session, [found], me)[0]


def visible(session: Session, me: Me) -> list[Seen]:
    """All grievances that the lamp lets `me` see, newest first."""
    rows = session.exec(select(Grievance).where(Grievance.council_id == me.council_id).order_by(col(Grievance.id).desc()))
    return _seen(session, [row for row in rows if _reaches(row, me)], me)


def counts(session: Session, council_id: int) -> dict[str, int]:
    """How many grievances of each category there are: all that the public is told."""
    counted: dict[str, int] = {}
    for category in session.exec(select(Grievance.category).where(Grievance.council_id == council_id)):
        counted[category] = counted.get(category, 0) + 1
    return counted


def open_ones(session: Session, me: Me) -> list[Seen]:
    """What still waits for an answer."""
    return [seen for seen in visible(session, me) if seen.state not in rules.ENDED]


def steps(session: Session, grievance_id: int) -> list[Step]:
    """The way it went, oldest first."""
    return list(session.exec(select(Step).where(Step.grievance_id == grievance_id).order_by(col(Step.id))))


def joinings(session: Session, grievance_id: int) -> list[Joining]:
    """The neighbours who said "me too"."""
    return list(session.exec(select(Joining).where(Joining.grievance_id == grievance_id).order_by(col(Joining.id))))


def state(session: Session, row: Grievance) -> str:
    """The present state, read from the steps and from the agenda."""
    return _states(session, [row])[row.id or 0]


def _reaches(row: Grievance, me: Me) -> bool:
    party = any(each.premises_id == row.party_id and each.sector == "merchant" for each in me.capacities)
    return rules.may_see(row.circle, row.person_id == me.id, bool(me.offices & DESK), party, bool(me.capacities))


def _seen(session: Session, rows: list[Grievance], me: Me) -> list[Seen]:
    states = _states(session, rows)
    joined: dict[int, set[int]] = {}
    for joining in session.exec(select(Joining).where(col(Joining.grievance_id).in_([row.id for row in rows]))):
        joined.setdefault(joining.grievance_id, set()).add(joining.person_id)
    places = {segment.id: segment.name for segment in people.segments(session, me.council_id)}
    shops = {shop.id: shop.name for shop in people.shops(session, me.council_id)}
    return [Seen(row, states[row.id or 0], len(joined.get(row.id or 0, ())), row.person_id == me.id, me.id in joined.get(row.id or 0, ()),
                 places.get(row.segment_id, ""), row.sector, shops.get(row.party_id, "")) for row in rows]


def _states(session: Session, rows: Collection[Grievance]) -> dict[int, str]:
    last: dict[int, str] = {row.id or 0: "filed" for row in rows}
    for step in session.exec(select(Step).where(col(Step.grievance_id).in_(list(last))).order_by(col(Step.id))):
        last[step.grievance_id] = step.state
    waiting = meetings.tabled(session, {f"grievance:{number}" for number, name in last.items() if name not in (*rules.ENDED, "agreed")})
    return {number: "agenda" if f"grievance:{number}" in waiting else name for number, name in last.items()}
