"""Asking which heads there are and what each looks after."""

from sqlmodel import Session, col, select

from council.people import reads as people
from council.people.buildings.models import Building
from council.people.buildings.rules import Part

OFFICE = "building_head"


def parts(session: Session, council_id: int) -> dict[int, Part]:
    """Every building head of now, by person id, with what they look after."""
    found = {head.id or 0: Part() for head in people.holders(session, council_id, OFFICE)}
    for row in session.exec(select(Building).where(Building.council_id == council_id, col(Building.person_id).in_(found)).order_by(col(Building.id))):
        found[row.person_id] = Part(frozenset(int(each) for each in row.segments.split(",") if each), frozenset(each for each in row.doors.split(",") if each))
    return found
