"""The desk's page of the strongest demands, and its form that invites."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field, field_validator

from council.db import reading
from council.forms import Form, read_form
from council.mediation.demands import acts, reads
from council.meetings import reads as meetings
from council.meetings.planning.rules import why_not_plan
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_hold
from council.record.acting import acting
from council.refusal import refuse
from council.words import Sentence, _

bp = Blueprint("demands", __name__)

NOBODY = _("还没选请谁。")


class InviteForm(Form):
    """Whom, each because of which grievance: `person:grievance`."""

    chosen: list[str] = Field(default=[], max_length=200)
    says = {"chosen": _("请人要有一件跟他有关的诉求。请从列出的人里选。")}

    @field_validator("chosen")
    @classmethod
    def pairs(cls, value: list[str]) -> list[str]:
        """Two numbers each."""
        for each in value:
            person, _colon, grievance = each.partition(":")
            if not (_number(person) and _number(grievance)):
                raise ValueError(cls.says["chosen"])
        return value

    @property
    def pairs_chosen(self) -> list[tuple[int, int]]:
        return [(int(person), int(grievance)) for person, _colon, grievance in (each.partition(":") for each in self.chosen)]


@bp.get("/meetings/<int:id>/demands")
def strongest(id: int) -> str:
    """Whom to invite, and why them."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        found, why = reads.wanted(session, id, me), why_not_plan(meetings.state(session, id))
    return render_template("demands/strongest.html", meeting=meeting, found=found, why=why, tab="now")


@bp.post("/meetings/<int:id>/demands")
def invite(id: int) -> Response:
    """Invite those ticked."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    form = read_form(InviteForm)
    refuse(None if form.chosen else NOBODY)
    with acting(me, once=form.once) as act:
        many = acts.invite(act, id, form.pairs_chosen)
        act.answer(to=url_for("planning.guests.inviting", id=id), said=Sentence(_("请了 {n} 位。有手机的马上看得到，没有手机的印一张请条。"), n=many))
    return act.response()


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9 and text != "0" and not text.startswith("0")
