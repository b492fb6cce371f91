"""Who has read a grievance: kept when it is opened, told to the one who filed it by office, shop or number."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from council import clock
from council.db import keeping, reading
from council.grievances import rules
from council.grievances.models import Alias, Grievance, GrievanceReading
from council.grievances.parties import about
from council.people import reads as people
from council.people.reads import Me

AGAIN = timedelta(minutes=10)
"""A second look within this time is the same reading."""


@dataclass(frozen=True)
class ReadBy:
    """Who has read: `word` is an office, a party, or a side with `many` people; `last_at` the last time that one of them did."""

    word: str
    many: int
    last_at: datetime


def note_reading(grievance_id: int, me: Me) -> None:
    """Keep that somebody opened a grievance; opens a door of its own, and only when there is something to write.

    When the same person opens it twice at once, the second finds the first one's row in the way: one is enough.
    """
    mine = select(GrievanceReading).where(GrievanceReading.grievance_id == grievance_id, GrievanceReading.person_id == me.id)
    now = clock.now()
    with reading() as session:
        known = session.exec(mine).first()
    if known is not None and now - known.last_at < AGAIN:
        return
    with suppress(IntegrityError), keeping() as session:
        row = session.exec(mine).first() or GrievanceReading(grievance_id=grievance_id, person_id=me.id, first_at=now, last_at=now)
        row.last_at = now
        session.add(row)


def only_desk_has_read(session: Session, row: Grievance) -> bool:
    """True while nobody but the desk has opened it or said anything in it."""
    desk = _desk(session, row.council_id)
    others = [*session.exec(select(GrievanceReading.person_id).where(GrievanceReading.grievance_id == row.id)),
              *session.exec(select(Alias.person_id).where(Alias.grievance_id == row.id, Alias.n > 1))]
    return all(person in desk for person in others)


def read_by(session: Session, ids: Collection[int]) -> dict[int, list[ReadBy]]:
    """Who has read each grievance: the desk by office, parties by shop or building, all others only as a number of their side."""
    rows = {row.id or 0: row for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    found: dict[int, list[ReadBy]] = {number: [] for number in ids}
    for council_id in {row.council_id for row in rows.values()}:
        of_council = [number for number, row in rows.items() if row.council_id == council_id]
        parties, desk, readers = about(session, council_id, of_council), _desk(session, council_id), _readers(session, of_council)
        for number in of_council:
            told: dict[str, list[datetime]] = {}
            for me, last_at in readers.get(number, []):
                party = next((each.word for each in parties[number] if each.is_mine(me)), "")
                told.setdefault(desk.get(me.id) or party or rules.side_word(me.sector), []).append(last_at)
            found[number] = [ReadBy(word, len(times), max(times)) for word, times in told.items()]
    return found


def _readers(session: Session, ids: Collection[int]) -> dict[int, list[tuple[Me, datetime]]]:
    known: dict[int, Me | None] = {}
    found: dict[int, list[tuple[Me, datetime]]] = {}
    for row in session.exec(select(GrievanceReading).where(col(GrievanceReading.grievance_id).in_(ids)).order_by(col(GrievanceReading.id))):
        if row.person_id not in known:
            known[row.person_id] = people.me(session, row.person_id)
        if me := known[row.person_id]:
            found.setdefault(row.grievance_id, []).append((me, row.last_at))
    return found


def _desk(session: Session, council_id: int) -> dict[int, str]:
    """person id → office, of those who run the council."""
    return {person.id or 0: rules.office_word(office) for office in ("deputy", "secretary") for person in people.holders(session, council_id, office)}
