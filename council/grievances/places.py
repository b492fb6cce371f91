"""Where in the lane: a tapped stretch or a door number, each finding the other."""

import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import Session

from council.grievances import rules
from council.people import reads as people


@dataclass(frozen=True)
class Place:
    """A place as it is kept; `why` says what is wrong with what was given."""

    segment_id: int | None
    name: str
    door: str
    why: str | None = None


def place(session: Session, council_id: int, segment_id: int | None, door: str) -> Place:
    """The stretch that was tapped, or the one along which the door is."""
    doors = {each.number: each.segment_id for each in people.doors(session, council_id)}
    names = {each.id: each.name for each in people.segments(session, council_id)}
    number = plain_door(door, doors)
    along = doors.get(number) or segment_id
    why = rules.why_not_place(number, not doors or not number or number in doors, segment_id is None or segment_id in names)
    if why is None and segment_id is not None and along != segment_id:
        why = rules.why_not_both(number, names.get(along, ""), names[segment_id])
    return Place(along, names.get(along, ""), number, why)


def plain_door(written: str, known: dict[str, int | None]) -> str:
    """A door's number as the plan writes it, however it was written: “12号”, “１２ 号门”."""
    number = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))
    return number if number in known else re.sub(r"(?:号|號)?(?:门口|门牌|楼|门)?$", "", number)  # data
