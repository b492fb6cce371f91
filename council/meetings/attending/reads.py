"""Reading the hall: who is in it now, who came at all, late or left again, and how it changed over the evening."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from council.i18n import say
from council.meetings import adjourning
from council.meetings.attending import rules
from council.meetings.attending.models import DoorPassage
from council.meetings.models import Attendance, Meeting, MeetingClosing
from council.meetings.rules import quorum
from council.people import reads as people
from council.people.rules import SECTORS
from council.words import Sentence, _


@dataclass(frozen=True)
class Standing:
    """One check-in as it stands on the meeting's present day. at: since when; came: when they came that day; both None before."""

    row: Attendance
    standing: str
    at: datetime | None
    came: datetime | None


@dataclass(frozen=True)
class Row:
    """One sector in the hall: here now, on the roll, who came today at all, late, and gone again."""

    sector: str
    word: str
    here: int
    roll: int
    came: int
    late: int
    left: int


@dataclass(frozen=True)
class Hall:
    """The hall now; enough: whether each side has its half here, and the sentence that says so. day: 2 and more after an adjournment."""

    id: int
    rows: list[Row]
    enough: bool
    said: str
    day: int = 1
    began: bool = False

    @property
    def here(self) -> int:
        """Everybody in the hall."""
        return sum(row.here for row in self.rows)


@dataclass(frozen=True)
class Entry:
    """One person of the roll as the desk finds them at the door."""

    person_id: int
    name: str
    where: str
    sector: str
    standing: str
    at: datetime | None
    late: bool = False
    rank: int = 3

    @property
    def word(self) -> str:
        """Where they stand, in words."""
        return rules.STANDINGS[self.standing]


def standings(session: Session, meeting_id: int) -> dict[int, Standing]:
    """Every check-in of a meeting as it stands now, by person."""
    today, since = adjourning.day(session, meeting_id), dict[int, list[DoorPassage]]()
    for passage in session.exec(select(DoorPassage).where(DoorPassage.meeting_id == meeting_id).order_by(col(DoorPassage.id))):
        since.setdefault(passage.attendance_id, []).append(passage)
    rows = session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(col(Attendance.id)))
    return {row.person_id: _standing(row, since.get(row.id or 0, []), today) for row in rows}


def _standing(row: Attendance, ways: list[DoorPassage], today: int) -> Standing:
    found = Standing(row, rules.HERE, row.at, row.at) if row.day == today else Standing(row, rules.NEVER, None, None)
    for way in (each for each in ways if each.day == today):
        came = way.at if way.way == "noted" else found.came
        found = Standing(row, rules.AFTER[way.way], way.at, None if way.way == "withdrawn" else came)
    return found


def standing(session: Session, meeting_id: int, person_id: int) -> Standing | None:
    """How one person's check-in stands, or None when there is none."""
    row = session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)).first()
    if row is None:
        return None
    ways = session.exec(select(DoorPassage).where(DoorPassage.attendance_id == row.id).order_by(col(DoorPassage.id)))
    return _standing(row, list(ways), adjourning.day(session, meeting_id))


def present(session: Session, meeting_id: int, person_id: int) -> Attendance | None:
    """The check-in of somebody who is in the hall now, or None."""
    found = standing(session, meeting_id, person_id)
    return found.row if found and found.standing == rules.HERE else None


def attended(session: Session, meeting_id: int, person_id: int) -> Attendance | None:
    """The check-in of somebody who came at all, on any day, whether they stayed or not; not one that was a mistake."""
    row = session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)).first()
    ways = list(session.exec(select(DoorPassage).where(DoorPassage.attendance_id == row.id).order_by(col(DoorPassage.id)))) if row else []
    return row if row and _came(row, ways) else None


def _came(row: Attendance, ways: list[DoorPassage]) -> bool:
    last = {row.day: "noted"} | {way.day: way.way for way in ways}
    return any(way != "withdrawn" for way in last.values())


def in_hall(session: Session, meeting_id: int) -> dict[str, int]:
    """How many of each sector are in the hall now; of a meeting that is over, how many came at all."""
    if session.get(MeetingClosing, meeting_id):
        return came(session, meeting_id)
    if session.exec(select(DoorPassage.id).where(DoorPassage.meeting_id == meeting_id).limit(1)).first() or adjourning.day(session, meeting_id) > 1:
        return _by_sector([each.row for each in standings(session, meeting_id).values() if each.standing == rules.HERE])
    counted = dict(session.exec(select(Attendance.sector, func.count()).where(Attendance.meeting_id == meeting_id).group_by(Attendance.sector)).all())
    return {sector: counted[sector] for sector in SECTORS if sector in counted}


def came(session: Session, meeting_id: int) -> dict[str, int]:
    """How many of each sector came at all."""
    ways: dict[int, list[DoorPassage]] = {}
    for passage in session.exec(select(DoorPassage).where(DoorPassage.meeting_id == meeting_id).order_by(col(DoorPassage.id))):
        ways.setdefault(passage.attendance_id, []).append(passage)
    rows = session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id))
    return _by_sector([row for row in rows if _came(row, ways.get(row.id or 0, []))])


def _by_sector(rows: list[Attendance]) -> dict[str, int]:
    counted = Counter(row.sector for row in rows)
    return {sector: counted[sector] for sector in SECTORS if counted[sector]}


def hall(session: Session, meeting: Meeting) -> Hall:
    """The hall as the desk counts it: quorum is of those who are in it now."""
    id = meeting.id or 0
    roll, here, today = people.roll_count(session, meeting.council_id), in_hall(session, id), adjourning.day(session, id)
    began = adjourning.began(session, id).get(today)
    there = [each for each in standings(session, id).values() if each.came]
    came, left = (Counter(each.row.sector for each in there if keep(each)) for keep in (lambda each: True, lambda each: each.standing == rules.LEFT))
    late = Counter(each.row.sector for each in there if each.came and rules.late(each.came, began))
    rows = [Row(side, SECTORS[side], here.get(side, 0), roll.get(side, 0), came[side], late[side], left[side])
            for side in SECTORS if came[side] or roll.get(side)]
    return Hall(id, rows, *quorum(here, roll), day=today, began=began is not None)


def door(session: Session, meeting: Meeting, wanted: str = "") -> list[Entry]:
    """The roll as the desk sees it at the door, filtered by what was typed: who fits best first, then who is not here yet."""
    id = meeting.id or 0
    known, began = standings(session, id), adjourning.began(session, id).get(adjourning.day(session, id))
    found: dict[int, Entry] = {}
    for entry, person, home, at_door in people.roll(session, meeting.council_id):
        shop = home.name if home and home.kind == "shop" else ""
        number = say(Sentence(_("{door} 号"), door=at_door.number)) if at_door else ""
        ranks = [rank for place in (shop, at_door.number if at_door else "") if (rank := rules.rank(wanted, person.name, place)) is not None]
        if entry.person_id not in found and ranks:
            state = known.get(entry.person_id)
            found[entry.person_id] = Entry(
                entry.person_id, person.name, " ".join(filter(None, (number, shop))), entry.sector, state.standing if state else rules.NEVER,
                state.at if state else None, bool(state and state.came and rules.late(state.came, began)), min(ranks))
    return sorted(found.values(), key=lambda each: (each.rank, each.standing == rules.HERE))


def over_time(session: Session, meeting_id: int) -> list[tuple[datetime, dict[str, int]]]:
    """How the hall filled and emptied: at every ten minutes in which somebody came or went, how many of each sector were in it after."""
    moves = [(row.at, row.sector, 1, row.day, row.id or 0) for row in session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id))]
    sectors = {of: sector for _at, sector, _step, _day, of in moves}
    ways = session.exec(select(DoorPassage).where(DoorPassage.meeting_id == meeting_id).order_by(col(DoorPassage.id)))
    moves += [(way.at, sectors.get(way.attendance_id, ""), 1 if way.way in ("noted", "returned") else -1, way.day, way.attendance_id) for way in ways]
    return _filled(sorted(moves, key=lambda move: move[0]))


def _filled(moves: list[tuple[datetime, str, int, int, int]]) -> list[tuple[datetime, dict[str, int]]]:
    here: dict[int, str] = {}
    points: dict[datetime, dict[str, int]] = {}
    today = 1
    for at, sector, step, day, of in moves:
        if day != today:
            here, today = {}, day
        if step > 0:
            here[of] = sector
        else:
            here.pop(of, None)
        slot = at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0)
        counted = Counter(here.values())
        points[slot] = {each: counted[each] for each in SECTORS if counted[each]}
    return sorted(points.items())


