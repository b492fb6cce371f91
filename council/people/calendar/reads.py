"""Asking the calendar: which days this council works, and what a year looks like."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from council.people.calendar.models import CalendarYear, Holiday
from council.people.calendar.rules import WorkTime, monday_to_friday
from council.people.calendar.statutory import published


@dataclass(frozen=True)
class Day:
    """One special day of a year: off or worked, its name, and whether the council entered it itself (then its row's id)."""

    day: date
    kind: str
    name: str
    id: int | None = None


@dataclass(frozen=True)
class Year:
    """A year as its page shows it; known: published, or filled in by the secretary."""

    year: int
    known: bool
    days: tuple[Day, ...]

    @property
    def own(self) -> int:
        """How many days the council entered."""
        return sum(each.id is not None for each in self.days)


def work_time(session: Session, council_id: int) -> WorkTime:
    """The office hours of this council: its own table first, then the published holidays, then the plain week."""
    own = {row.day: row.kind == "work" for row in _own(session, council_id)}
    filled = set(session.exec(select(CalendarYear.year).where(CalendarYear.council_id == council_id)))

    def works(day: date) -> bool:
        told = published(day.year)
        return own.get(day, day in told.work or (monday_to_friday(day) and day not in told.off))

    return WorkTime(works, lambda year: published(year).known or year in filled)


def year(session: Session, council_id: int, number: int) -> Year:
    """The special days of one year in their order."""
    told = published(number)
    days = {day: Day(day, "off", name) for day, name in told.off.items()} | {day: Day(day, "work", "") for day in told.work}
    days |= {row.day: Day(row.day, row.kind, row.word, row.id) for row in _own(session, council_id) if row.day.year == number}
    return Year(number, work_time(session, council_id).known(number), tuple(days[day] for day in sorted(days)))


def own_day(session: Session, council_id: int, day: date) -> Holiday | None:
    """What the council itself has entered for a day."""
    return session.exec(select(Holiday).where(Holiday.council_id == council_id, Holiday.day == day)).first()


def _own(session: Session, council_id: int) -> list[Holiday]:
    return list(session.exec(select(Holiday).where(Holiday.council_id == council_id).order_by(col(Holiday.day))))
