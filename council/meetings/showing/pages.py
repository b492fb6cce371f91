"""The desk's buttons for the screens of the hall."""

from flask import Blueprint, Response
from pydantic import Field, field_validator

from council.db import reading
from council.forms import PressForm, read_form
from council.meetings import reads as meetings
from council.meetings.showing import acts, rules
from council.people.rules import DESK
from council.people.session import must_hold
from council.record.acting import acting
from council.text import clean_line
from council.words import _

bp = Blueprint("showing", __name__)


class ShowForm(PressForm):
    """Which page, on which screen."""

    page: str = Field(pattern=f"^({'|'.join(rules.PAGES)})$")
    screen: str = Field(default=rules.MAIN, max_length=rules.LONGEST_NAME)
    says = {"page": _("还没选放什么。点一个。"), "screen": _("屏幕的名字请短一点，比如“门口”。")}

    @field_validator("screen")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line breaks and spaces around it."""
        return clean_line(value)


@bp.post("/meetings/<int:id>/show")
def show(id: int) -> Response:
    """Turn a screen."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    form = read_form(ShowForm)
    with acting(me, once=form.once) as act:
        acts.show(act, id, form.page, form.screen)
        act.answer(to=form.next or f"/meetings/{id}/desk")
    return act.response()
