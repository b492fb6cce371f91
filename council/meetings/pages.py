"""Before and at the door: the notice on paper, the code on the wall, checking in; calling and chairing stand beside."""

from flask import Blueprint, Response, render_template, request
from pydantic import Field, field_validator
from sqlmodel import Session

from council import clock, qr
from council.db import reading
from council.forms import PressForm, read_form
from council.i18n import say
from council.limits import limit
from council.meetings import acts, calling, chair, reads, rules, wall
from council.meetings.attending import reads as hall
from council.meetings.attending.rules import HERE, LEFT
from council.meetings.models import Meeting
from council.paths import whole
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.refusal import Absent, refuse
from council.words import _

bp = Blueprint("meetings", __name__)
bp.register_blueprint(calling.bp)
bp.register_blueprint(chair.bp)

TRIES = "20/minute"
"""How often one person may try a code."""


class CheckInForm(PressForm):
    """I am here: the code on the wall; or, from the desk, who has no phone."""

    code: str = Field(default="", max_length=20)
    person_id: int | None = Field(default=None, le=2**31 - 1)
    says = {"person_id": _("还没选是谁来了。从名册里点一位。")}

    @field_validator("person_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None


@bp.get("/meetings/<int:id>/notice")
def notice(id: int) -> str:
    """The notice for the lane's board: time, place, agenda, what will be voted, the way in for the gallery."""
    with reading() as session:
        meeting = _open_to_all(session, id)
        lines = reads.agenda(session, id)
    ballot = [line for line in lines if line.kind in ("clause", "vote")]
    at = whole(f"/meetings/{id}/gallery")
    way = qr.svg(at, say(_("旁听的网页")), "m")
    return render_template("meetings/notice.html", meeting=meeting, lines=lines, ballot=ballot, qr=way, kinds=rules.KINDS,
                           address=at, times=rules.planned(meeting.starts_at, [line.minutes for line in lines]))


@bp.get("/meetings/<int:id>/here")
def here(id: int) -> str:
    """Where the code on the wall leads: one form, one button."""
    with reading() as session:
        meeting = reads.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        found, state = hall.standing(session, id, me.id), reads.state(session, id)
    already = found.at if found and found.standing == HERE else None
    why = rules.why_not_check_in(state, f"{clock.local(already):%H:%M}" if already else None)
    code = request.args.get("code", "")[:20]
    return render_template("meetings/here.html", meeting=meeting, why=why, code=code, already=already,
                           gone=state != "closed" and found is not None and found.standing == LEFT)


@bp.post("/meetings/<int:id>/check-in")
def check_in(id: int) -> Response:
    """I am here; the desk says it for somebody without a phone."""
    with reading() as session:
        meeting = reads.meeting(session, id)
    me = must_be_member(meeting.council_id)
    form = read_form(CheckInForm)
    by_desk = form.person_id is not None and (form.person_id != me.id or me.holds(*DESK))
    if not by_desk:
        limit(TRIES, "check-in", str(me.id))
    with acting(me, once=form.once) as act:
        refuse(rules.why_not_code(by_desk or wall.fits(id, form.code)))
        acts.check_in(act, id, form.person_id)
        act.answer(to=form.next or f"/meetings/{id}", said=_("记下了，您到会了。") if not by_desk else _("帮着报到了，记的是书记代报。"))
    return act.response()


@bp.get("/meetings/<int:id>/code")
def wall_code(id: int) -> str:
    """The code as the projector shows it, fetched again and again; only for the desk's own browser."""
    with reading() as session:
        must_hold(*DESK, council_id=reads.meeting(session, id).council_id)
    return wall.door(id)


def _open_to_all(session: Session, meeting_id: int) -> Meeting:
    meeting, me = reads.meeting(session, meeting_id), current()
    if meeting.kind == "members" and (me is None or me.council_id != meeting.council_id):
        raise Absent
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting
