"""What the secretary does with the calendar: entering a day, taking it out, saying that a year is filled in."""

from datetime import date

from council.people.calendar import reads, rules
from council.people.calendar.models import CalendarYear, Holiday
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


def set_day(act: Act, day: date, kind: str, name: str = "") -> Holiday:
    """Say that a day is worked or free here; saying it again changes it."""
    refuse(why_not_desk(act.me.offices))
    refuse(rules.why_not_day(day, kind))
    row = reads.own_day(act.session, act.council_id, day) or Holiday(council_id=act.council_id, day=day, kind=kind, at=act.at, by_id=act.me.id)
    row.kind, row.word, row.at, row.by_id = kind, clean_line(name), act.at, act.me.id
    act.add(row)
    _enter(act, day=day.isoformat(), kind=kind, name=row.word)
    return row


def remove_day(act: Act, day: date) -> None:
    """Take a day out of the council's table: the published list and the week hold again."""
    refuse(why_not_desk(act.me.offices))
    row = reads.own_day(act.session, act.council_id, day)
    refuse(rules.why_not_remove(row is not None))
    act.session.delete(row)
    _enter(act, day=day.isoformat(), kind="", name="")


def confirm_year(act: Act, year: int) -> CalendarYear:
    """Say that a year that nobody has published here is filled in by hand."""
    refuse(why_not_desk(act.me.offices))
    now = reads.year(act.session, act.council_id, year)
    refuse(rules.why_not_confirm(now.known, now.own))
    row = act.add(CalendarYear(council_id=act.council_id, year=year, at=act.at, by_id=act.me.id))
    _enter(act, year=year, kind="filled")
    return row


def _enter(act: Act, **body: str | int) -> None:
    act.enter("calendar.changed", topic=f"council:{act.council_id}", body=body)
