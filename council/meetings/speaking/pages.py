"""Speaking, pressed: the desk's clock and list, points of order from the hall; the desk's page of times and of hands put up for others."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field, field_validator

from council.db import reading
from council.forms import PressForm, read_form
from council.meetings import reads as meetings
from council.meetings import rules as words
from council.meetings.chair import at_the_desk
from council.meetings.models import Hand
from council.meetings.speaking import acts, rules
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("speaking", __name__)


class MoveForm(PressForm):
    """One place up, or down."""

    up: bool = True


class PointForm(PressForm):
    """The answer to a point of order."""

    granted: bool
    says = {"granted": _("还没选请不请这一位说。点一个。")}


class TimeForm(PressForm):
    """How long one may speak, in the meeting or about one item."""

    seconds: int = Field(ge=rules.LEAST, le=rules.MOST)
    item_id: int | None = None
    says = {"seconds": _("发言请给 30 秒到 30 分钟。"), "item_id": _("没有看懂是哪一项。请再选一次。")}

    @field_validator("item_id", mode="before")
    @classmethod
    def none_for_all(cls, value: object) -> object:
        """The whole meeting sends an empty string."""
        return value or None


class ForForm(PressForm):
    """A hand put up for somebody in the hall; now: they are called at once."""

    person_id: int
    stand: str = Field(default="", pattern="^(for|against|question)?$")
    now: bool = False
    says = {"person_id": _("还没选是谁。从到会的人里点一位。"), "stand": _("没有看懂是赞成还是反对。请再点一次。")}


@bp.post("/meetings/<int:id>/speech/pause")
def pause(id: int) -> Response:
    """Stop the clock."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.pause(act, id))


@bp.post("/meetings/<int:id>/speech/go-on")
def go_on(id: int) -> Response:
    """Let it run on."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.go_on(act, id))


@bp.post("/meetings/<int:id>/speech/extend")
def extend(id: int) -> Response:
    """One more minute."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.extend(act, id))


@bp.post("/meetings/<int:id>/speech/answer")
def let_answer(id: int) -> Response:
    """The question is put; whoever was asked answers."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.let_answer(act, id))


@bp.post("/hands/<int:id>/ask")
def let_ask(id: int) -> Response:
    """Let somebody put a question to whoever speaks."""
    return at_the_desk(_meeting_of(id), read_form(PressForm), lambda act: acts.let_ask(act, id))


@bp.post("/hands/<int:id>/move")
def move(id: int) -> Response:
    """One place up or down the list."""
    meeting_id, form = _meeting_of(id), read_form(MoveForm)
    return at_the_desk(meeting_id, form, lambda act: acts.move_hand(act, id, form.up))


@bp.post("/hands/<int:id>/remove")
def remove(id: int) -> Response:
    """Off the list."""
    return at_the_desk(_meeting_of(id), read_form(PressForm), lambda act: acts.remove_hand(act, id))


@bp.post("/hands/<int:id>/point")
def answer_point(id: int) -> Response:
    """Answer a point of order."""
    meeting_id, form = _meeting_of(id), read_form(PointForm)
    return at_the_desk(meeting_id, form, lambda act: acts.answer_point(act, id, form.granted))


@bp.post("/meetings/<int:id>/point")
def raise_point(id: int) -> Response:
    """Raise a point of order."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.raise_point(act, id)
        act.answer(to=form.next or f"/meetings/{id}", said=_("提上去了，在名单最上面。请等书记答复。"))
    return act.response()


@bp.post("/meetings/<int:id>/point/withdraw")
def withdraw_point(id: int) -> Response:
    """Take it back."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.withdraw_point(act, id)
        act.answer(to=form.next or f"/meetings/{id}", said=_("收回了。"))
    return act.response()


@bp.get("/meetings/<int:id>/speaking")
def speaking(id: int) -> str:
    """For the desk: how long one may speak, a hand for somebody without a phone, who spoke how long."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        facts = {"state": meetings.state(session, id), "on": meetings.current_item(session, id), "seconds": meetings.allowance(session, id),
                 "arrived": meetings.arrivals(session, id), "spoken": meetings.spoken(session, id), "by": meetings.spoken_by(session, id)}
    return render_template("speaking/speaking.html", meeting=meeting, rules=rules, stands=words.STANDS, **facts)


@bp.post("/meetings/<int:id>/speaking/time")
def set_time(id: int) -> Response:
    """Say how long one may speak from now on."""
    form = read_form(TimeForm)
    return at_the_desk(id, form, lambda act: acts.set_time(act, id, form.seconds, form.item_id), url_for("speaking.speaking", id=id))


@bp.post("/meetings/<int:id>/hand/for")
def raise_for(id: int) -> Response:
    """Put up a hand for somebody in the hall, or call them at once."""
    form = read_form(ForForm)
    if form.now:
        return at_the_desk(id, form, lambda act: acts.call_for(act, id, form.person_id))
    return at_the_desk(id, form, lambda act: acts.raise_for(act, id, form.person_id, form.stand))


def _meeting_of(hand_id: int) -> int:
    with reading() as session:
        return meetings.find(session, Hand, hand_id).meeting_id
