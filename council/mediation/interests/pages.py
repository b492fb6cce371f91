"""The interests' doors: writing a line, marking it, taking it back, making a goal; they are shown on the case's page."""

from typing import Annotated

from flask import Blueprint, Response, url_for
from pydantic import Field

from council.forms import Form, read_form
from council.mediation.interests import acts, reads
from council.mediation.interests.models import InterestLine
from council.people.session import must_be_member, must_hold
from council.record.acting import Act, acting
from council.words import _

bp = Blueprint("interests", __name__)

Id = Annotated[int, Field(ge=1, le=reads.LARGEST_ID)]


class LineForm(Form):
    """A line of a side; sector only when the desk writes it down for one."""

    kind: str = ""
    text: str = ""
    sector: str = ""


class GoalForm(Form):
    """A goal, and the shared lines it is made of."""

    text: str = ""
    lines: list[Id] = []
    says = {"lines": _("没有这一条。请从列出的里面选。")}


@bp.post("/cases/<int:id>/interests")
def note(id: int) -> Response:
    """Write a line down."""
    me, form = must_be_member(), read_form(LineForm)
    with acting(me, once=form.once) as act:
        row = acts.note(act, id, form.kind, form.text, form.sector)
        act.answer(to=f"{url_for('cases.one', id=id)}#sides", id=row.id)
    return act.response()


@bp.post("/interests/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Take a line back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        _back(act, acts.withdraw(act, id))
    return act.response()


@bp.post("/interests/<int:id>/mark")
def mark(id: int) -> Response:
    """Mine too."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        _back(act, acts.mark(act, id))
    return act.response()


@bp.post("/interests/<int:id>/unmark")
def unmark(id: int) -> Response:
    """Not mine after all."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        _back(act, acts.unmark(act, id))
    return act.response()


@bp.post("/cases/<int:id>/goal")
def compose(id: int) -> Response:
    """Make a shared goal of what both sides share."""
    me, form = must_hold("secretary", "deputy"), read_form(GoalForm)
    with acting(me, once=form.once) as act:
        row = acts.compose_goal(act, id, form.text, form.lines)
        act.answer(to=url_for("cases.one", id=id), id=row.id)
    return act.response()


def _back(act: Act, row: InterestLine) -> None:
    act.answer(to=f"{url_for('cases.one', id=row.case_id)}#sides")
