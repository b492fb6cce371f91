"""Finding people: always through the council, never by a bare id from outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from council.people.models import Council, Device, Door, Office, Person, Premises, RollEntry, Segment
from council.people.rules import SIDES, STAGE_SLUG, public_name
from council.refusal import Absent


@dataclass(frozen=True)
class Capacity:
    """One roll entry of a person: in which sector, for which door or shop."""

    entry_id: int
    sector: str
    premises_id: int | None
    door: str
    shop: str


@dataclass(frozen=True)
class Me:
    """The person who asks, as pages, rules and acts need them."""

    id: int
    council_id: int
    slug: str
    council: str
    name: str
    capacities: tuple[Capacity, ...]
    offices: frozenset[str] = field(default_factory=frozenset)
    device_id: int | None = None
    proved: bool = False
    unproved: frozenset[str] = field(default_factory=frozenset)

    @property
    def sector(self) -> str:
        """The first capacity's sector."""
        return self.capacities[0].sector if self.capacities else "organisation"

    @property
    def door(self) -> str:
        return self.capacities[0].door if self.capacities else ""

    @property
    def public(self) -> str:
        """What the record calls this person."""
        return public_name(self.sector, self.offices)

    def holds(self, *offices: str) -> bool:
        """True if the person has one of these offices."""
        return bool(self.offices & set(offices))

    def capacity(self, sector: str | None = None) -> Capacity | None:
        """The capacity in a sector, or the first one."""
        return next((each for each in self.capacities if sector in (None, each.sector)), None)


def council(session: Session, slug: str) -> Council:
    """The council of that name, or Absent."""
    found = session.exec(select(Council).where(Council.slug == slug)).first()
    if found is None:
        raise Absent
    return found


def council_by_id(session: Session, council_id: int) -> Council:
    """The council, or Absent."""
    found = session.get(Council, council_id)
    if found is None:
        raise Absent
    return found


def councils(session: Session) -> list[Council]:
    """All councils of this installation; stages of rehearsals are none."""
    return list(session.exec(select(Council).where(~col(Council.slug).startswith(STAGE_SLUG)).order_by(col(Council.id))))


_held = columns(func.aggregate_strings(col(Office.office), ",")).where(
    col(Office.person_id) == col(Person.id), col(Office.ended_at).is_(None)).scalar_subquery()
_asked: Any = (
    columns(col(Person.id), col(Person.council_id), col(Person.name), col(Council.slug), col(Council.name).label("council"), _held.label("held"),
            col(RollEntry.id).label("entry_id"), col(RollEntry.sector), col(RollEntry.premises_id),
            col(Door.number), col(Premises.kind), col(Premises.name).label("shop"))
    .join(Council, col(Council.id) == col(Person.council_id))
    .join(RollEntry, (col(RollEntry.person_id) == col(Person.id)) & col(RollEntry.ended_at).is_(None), isouter=True)
    .join(Premises, col(Premises.id) == col(RollEntry.premises_id), isouter=True)
    .join(Door, col(Door.id) == col(Premises.door_id), isouter=True)
    .order_by(col(RollEntry.id)))
"""A person with every live roll entry. Every request of everybody who is signed in asks it: built once, read without objects."""

_by_id = _asked.where(col(Person.id) == bindparam("person"))
_by_device = _asked.add_columns(col(Device.id).label("device_id"), col(Device.seen_at), col(Device.password_ok)).join(
    Device, col(Device.person_id) == col(Person.id)).where(col(Device.token_hash) == bindparam("hash"), col(Device.ended_at).is_(None))


def me(session: Session, person_id: int) -> Me | None:
    """A person as an actor; None when there is no such person."""
    rows = session.connection().execute(_by_id, {"person": person_id}).all()
    return _me(rows) if rows else None


def me_at(connection: Connection, token_hash: str, since: datetime) -> Me | None:
    """The person signed in on a device that was seen since then; None for any other token."""
    rows = connection.execute(_by_device, {"hash": token_hash}).all()
    if not rows or rows[0].seen_at < since:
        return None
    return _me(rows, rows[0].device_id, rows[0].password_ok)


def _me(rows: Sequence[Row[Any]], device_id: int | None = None, proved: bool = False) -> Me:
    first = rows[0]
    return Me(id=first.id, council_id=first.council_id, slug=first.slug, council=first.council, name=first.name,
              capacities=tuple(_capacity(row) for row in rows if row.entry_id is not None),
              offices=frozenset(first.held.split(",")) if first.held else frozenset(), device_id=device_id, proved=proved)


def _capacity(row: Row[Any]) -> Capacity:
    return Capacity(row.entry_id, row.sector, row.premises_id, row.number or "", row.shop if row.kind == "shop" else "")


def capacities(session: Session, person_id: int) -> list[Capacity]:
    """The live roll entries of a person, oldest first."""
    return [_capacity(row) for row in session.connection().execute(_by_id, {"person": person_id}) if row.entry_id is not None]


def offices(session: Session, person_id: int) -> frozenset[str]:
    """The offices a person holds now."""
    return frozenset(session.exec(select(Office.office).where(Office.person_id == person_id, col(Office.ended_at).is_(None))))


def roll(session: Session, council_id: int, rehearsal: bool = False) -> list[tuple[RollEntry, Person, Premises | None, Door | None]]:
    """The live roll in the order of its numbers; rehearsal entries only when asked for."""
    rows = session.exec(
        select(RollEntry, Person, Premises, Door)
        .join(Person, col(Person.id) == col(RollEntry.person_id))
        .join(Premises, col(Premises.id) == col(RollEntry.premises_id), isouter=True)
        .join(Door, col(Door.id) == col(Premises.door_id), isouter=True)
        .where(RollEntry.council_id == council_id, col(RollEntry.ended_at).is_(None))
        .order_by(col(RollEntry.id)))
    return [(entry, person, home, door) for entry, person, home, door in rows if rehearsal or not entry.rehearsal]


def roll_count(session: Session, council_id: int) -> dict[str, int]:
    """How many entries each sector has."""
    counted: dict[str, int] = {}
    for entry, *_rest in roll(session, council_id):
        counted[entry.sector] = counted.get(entry.sector, 0) + 1
    return counted


def on_sides(session: Session, council_id: int) -> dict[str, set[int]]:
    """Who stands on which side of the lane by the roll, each person once, where they were entered first; rehearsal entries left out."""
    rows = session.execute(columns(col(RollEntry.person_id), col(RollEntry.sector)).where(
        col(RollEntry.council_id) == council_id, col(RollEntry.ended_at).is_(None), col(RollEntry.rehearsal).is_(False),
        col(RollEntry.sector).in_(SIDES)).order_by(col(RollEntry.id).desc()))
    side_of = {row.person_id: row.sector for row in rows}
    return {side: {person_id for person_id, sector in side_of.items() if sector == side} for side in SIDES}


def sectors(session: Session, council_id: int, persons: Collection[int]) -> list[tuple[int, str]]:
    """In which sectors these people are on the live roll, in its order: person, sector; rehearsal entries left out."""
    rows = session.execute(columns(col(RollEntry.person_id), col(RollEntry.sector)).where(
        col(RollEntry.council_id) == council_id, col(RollEntry.person_id).in_(persons), col(RollEntry.ended_at).is_(None),
        col(RollEntry.rehearsal).is_(False)).order_by(col(RollEntry.id))) if persons else ()
    return [(row.person_id, row.sector) for row in rows]


def places(session: Session, council_id: int) -> list[tuple[str, int | None, str, int]]:
    """Who is on the live roll where, in its order: sector, premises, door, person; rehearsal entries left out. Rows only, at a tenth of the roll's cost."""
    rows = session.execute(columns(col(RollEntry.sector), col(RollEntry.premises_id), col(Door.number), col(RollEntry.person_id))
                           .join(Premises, col(Premises.id) == col(RollEntry.premises_id), isouter=True)
                           .join(Door, col(Door.id) == col(Premises.door_id), isouter=True)
                           .where(col(RollEntry.council_id) == council_id, col(RollEntry.ended_at).is_(None), col(RollEntry.rehearsal).is_(False))
                           .order_by(col(RollEntry.id)))
    return [(row.sector, row.premises_id, row.number or "", row.person_id) for row in rows]


def holders(session: Session, council_id: int, office: str) -> list[Person]:
    """Who holds an office now."""
    return list(session.exec(select(Person).join(Office, col(Office.person_id) == col(Person.id)).where(
        Office.council_id == council_id, Office.office == office, col(Office.ended_at).is_(None))))


def segments(session: Session, council_id: int) -> list[Segment]:
    """The stretches of the lane from its mouth."""
    return list(session.exec(select(Segment).where(Segment.council_id == council_id).order_by(col(Segment.position))))


def doors(session: Session, council_id: int) -> list[Door]:
    """All doors in the order they were drawn."""
    return list(session.exec(select(Door).where(Door.council_id == council_id).order_by(col(Door.id))))


def shops(session: Session, council_id: int) -> list[Premises]:
    """The shops of the lane."""
    return list(session.exec(select(Premises).where(Premises.council_id == council_id, Premises.kind == "shop").order_by(col(Premises.id))))


def shop_names(session: Session, council_id: int, premises_ids: Collection[int | None]) -> dict[int | None, str]:
    """What these shops of the lane are called."""
    rows = session.execute(columns(col(Premises.id), col(Premises.name)).where(
        col(Premises.council_id) == council_id, col(Premises.kind) == "shop", col(Premises.id).in_(premises_ids))) if premises_ids else ()
    return {row.id: row.name for row in rows}


def premises(session: Session, premises_id: int, council_id: int) -> Premises:
    """One household or shop of this council, or Absent."""
    found = session.get(Premises, premises_id)
    if found is None or found.council_id != council_id:
        raise Absent
    return found


def names(session: Session, person_ids: set[int]) -> dict[int, str]:
    """Names for members' eyes."""
    return {person.id or 0: person.name for person in session.exec(select(Person).where(col(Person.id).in_(person_ids)))}


def signed_in(session: Session, council_id: int) -> set[int]:
    """Who has a device that is signed in."""
    return set(session.exec(select(Device.person_id).join(Person, col(Person.id) == col(Device.person_id)).where(
        Person.council_id == council_id, col(Device.ended_at).is_(None))))
