"""The buttons pressed during a meeting: the desk opens, closes and calls; members put a hand up and down."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template
from pydantic import Field

from council.db import reading
from council.forms import PressForm, read_form
from council.meetings import acts, reads, rules
from council.meetings.models import Hand
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import Act, acting
from council.refusal import refuse
from council.text import clean_line
from council.words import _

bp = Blueprint("chair", __name__)


class OutcomeForm(PressForm):
    """The end of an item, with what came of it."""

    outcome: str = Field(default="", max_length=300)


class ListForm(PressForm):
    """Close the speakers' list, or open it again."""

    closed: bool = True


class SecondsForm(PressForm):
    """Calling somebody, and for how long, if not as long as everybody."""

    seconds: int | None = Field(default=None, ge=30, le=1800)
    says = {"seconds": _("发言请给 30 秒到 30 分钟。")}


class HandForm(PressForm):
    """A wish to speak, and for which side of the question."""

    stand: str = Field(default="", pattern="^(for|against|question)?$")
    says = {"stand": _("没有看懂您想怎么说。请再点一次。")}


@bp.post("/meetings/<int:id>/open")
def open_meeting(id: int) -> Response:
    """Begin."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.open_meeting(act, id))


@bp.post("/meetings/<int:id>/close")
def close_meeting(id: int) -> Response:
    """End; the record of the evening is where this leads."""
    form = read_form(PressForm)
    return at_the_desk(id, form, lambda act: acts.close_meeting(act, id), to=f"/meetings/{id}/record")


@bp.get("/meetings/<int:id>/closing")
def closing(id: int) -> str:
    """Before the end: what it brings, and two verbs."""
    with reading() as session:
        meeting = reads.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        lines = reads.agenda(session, id)
    return render_template("meetings/closing.html", meeting=meeting, left=[line for line in lines if line.state == "waiting"])


@bp.post("/meetings/<int:id>/item/close")
def close_what_is_on(id: int) -> Response:
    """Be done with whatever item is on."""
    form = read_form(OutcomeForm)

    def close(act: Act) -> None:
        on = reads.current_item(act.session, id)
        refuse(rules.why_not_close_item(on is not None, False))
        acts.close_item(act, on.id if on and on.id else 0, clean_line(form.outcome))

    return at_the_desk(id, form, close)


@bp.post("/meetings/<int:id>/speech/end")
def end_speech(id: int) -> Response:
    """The speech is over; the desk or the speaker says so."""
    with reading() as session:
        me = must_be_member(reads.meeting(session, id).council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.end_speech(act, id)
        act.answer(to=form.next or f"/meetings/{id}")
    return act.response()


@bp.post("/items/<int:id>/open")
def open_item(id: int) -> Response:
    """Turn to an item."""
    return at_the_desk(_meeting_of(id), read_form(PressForm), lambda act: acts.open_item(act, id))


@bp.post("/items/<int:id>/close")
def close_item(id: int) -> Response:
    """Be done with an item."""
    form = read_form(OutcomeForm)
    return at_the_desk(_meeting_of(id), form, lambda act: acts.close_item(act, id, clean_line(form.outcome)))


@bp.post("/items/<int:id>/list")
def turn_list(id: int) -> Response:
    """Close the speakers' list of an item, or open it again."""
    form = read_form(ListForm)
    return at_the_desk(_meeting_of(id), form, lambda act: acts.close_list(act, id, form.closed))


@bp.post("/hands/<int:id>/call")
def call_speaker(id: int) -> Response:
    """Give somebody the floor."""
    with reading() as session:
        meeting_id = reads.find(session, Hand, id).meeting_id
    form = read_form(SecondsForm)
    return at_the_desk(meeting_id, form, lambda act: acts.call_speaker(act, id, form.seconds))


@bp.post("/meetings/<int:id>/hand")
def raise_hand(id: int) -> Response:
    """Ask to speak."""
    with reading() as session:
        me = must_be_member(reads.meeting(session, id).council_id)
    form = read_form(HandForm)
    with acting(me, once=form.once) as act:
        acts.raise_hand(act, id, form.stand)
        act.answer(to=form.next or f"/meetings/{id}", said=_("您在名单上了。轮到您，书记会请您。"))
    return act.response()


@bp.post("/meetings/<int:id>/hand/down")
def lower_hand(id: int) -> Response:
    """Take the hand down again."""
    with reading() as session:
        me = must_be_member(reads.meeting(session, id).council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.lower_hand(act, id)
        act.answer(to=form.next or f"/meetings/{id}", said=_("手放下了。想说还可以再举。"))
    return act.response()


def _meeting_of(item_id: int) -> int:
    with reading() as session:
        return reads.item(session, item_id).meeting_id or 0


def at_the_desk(meeting_id: int, form: PressForm, deed: Callable[[Act], object], to: str = "") -> Response:
    """One press of the desk: who it is, the deed, and back."""
    with reading() as session:
        me = must_hold(*DESK, council_id=reads.meeting(session, meeting_id).council_id)
    with acting(me, once=form.once) as act:
        deed(act)
        act.answer(to=form.next or to or f"/meetings/{meeting_id}/desk")
    return act.response()
