"""The calendar's page: which days are worked, and the secretary's own table."""

from datetime import date

from flask import Blueprint, Response, abort, render_template, request, url_for
from pydantic import Field

from council import clock
from council.db import reading
from council.forms import Form, read_form
from council.i18n import say
from council.people import reads as people
from council.people.calendar import acts, reads, rules
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member
from council.record.acting import acting
from council.words import _

bp = Blueprint("calendar", __name__)


class DayForm(Form):
    """One day of the council's table."""

    day: date
    kind: str = "off"
    name: str = Field(default="", max_length=30)
    says = {"day": _("还没写是哪一天。"), "kind": _("还没选上班还是放假。")}


class YearForm(Form):
    """A year that is filled in."""

    year: int = Field(ge=rules.FIRST_YEAR, le=rules.LAST_YEAR)
    says = {"year": _("还没写是哪一年。")}


@bp.get("/c/<slug>/calendar")
def calendar(slug: str) -> str:
    """One year: what is off, what is worked, and what nobody has published yet."""
    asked = request.args.get("year", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else clock.local(clock.now()).year
    if not rules.FIRST_YEAR <= wanted <= rules.LAST_YEAR:
        abort(404)
    with reading() as session:
        council = enter_council(people.council(session, slug))
        year = reads.year(session, council.id or 0, wanted)
    me = current()
    desk = me is not None and me.council_id == council.id and bool(me.offices & DESK)
    return render_template("people/calendar.html", year=year, desk=desk, rules=rules, kinds=[(kind, say(word)) for kind, word in rules.KINDS.items()],
                           why_not_confirm=rules.why_not_confirm(year.known, year.own), tab="me" if desk else "say")


@bp.post("/c/<slug>/calendar")
def set_day(slug: str) -> Response:
    """Enter a day."""
    me, form = must_be_member(_council_id(slug)), read_form(DayForm)
    with acting(me, once=form.once) as act:
        acts.set_day(act, form.day, form.kind, form.name)
        act.answer(to=url_for("calendar.calendar", slug=slug, year=form.day.year))
    return act.response()


@bp.post("/c/<slug>/calendar/remove")
def remove_day(slug: str) -> Response:
    """Take a day out again."""
    me, form = must_be_member(_council_id(slug)), read_form(DayForm)
    with acting(me, once=form.once) as act:
        acts.remove_day(act, form.day)
        act.answer(to=url_for("calendar.calendar", slug=slug, year=form.day.year))
    return act.response()


@bp.post("/c/<slug>/calendar/filled")
def confirm_year(slug: str) -> Response:
    """The year is complete."""
    me, form = must_be_member(_council_id(slug)), read_form(YearForm)
    with acting(me, once=form.once) as act:
        acts.confirm_year(act, form.year)
        act.answer(to=url_for("calendar.calendar", slug=slug, year=form.year))
    return act.response()


def _council_id(slug: str) -> int:
    with reading() as session:
        return people.council(session, slug).id or 0
