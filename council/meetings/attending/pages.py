"""At the door: helping people in, out and back, taking a mistake back, one's own one tap; guests count themselves without an account."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from flask import session as cookie
from pydantic import Field, field_validator
from sqlmodel import Session

from council import clock
from council.db import keeping, reading
from council.forms import PressForm, read_form, respond
from council.limits import limit
from council.meetings import reads as meetings
from council.meetings.attending import acts, guests, reads, rules
from council.meetings.models import Meeting
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import Act, acting
from council.refusal import Absent, refuse
from council.words import _

bp = Blueprint("attending", __name__)

GUESTS_A_MINUTE = "120/minute"
"""How many guests of one meeting can be counted; nobody is asked who they are, so a script must run into something."""

MOST_SHOWN = 60
"""On the desk's list at the door; who is further down is typed."""


class WhoForm(PressForm):
    """Oneself; or, from the desk, somebody of the roll."""

    person_id: int | None = Field(default=None, ge=1, le=2**31 - 1)
    says = {"person_id": _("还没选是谁。从名册里点一位。")}

    @field_validator("person_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None


class SomebodyForm(PressForm):
    """Somebody of the roll."""

    person_id: int = Field(ge=1, le=2**31 - 1)
    says = {"person_id": _("还没选是谁。从名册里点一位。")}


class KindForm(PressForm):
    """How somebody is there without an account."""

    kind: str
    says = {"kind": _("还没选您怎么来的。点一个。")}

    @field_validator("kind")
    @classmethod
    def known(cls, value: str) -> str:
        """One of those offered."""
        if value not in rules.GUESTS:
            raise ValueError(cls.says["kind"])
        return value


class CountForm(KindForm):
    """One guest more, or one fewer, as the desk sees them."""

    more: bool = True


class ByeForm(PressForm):
    """At which meeting: open to all, its number is no secret, and no address of a member's."""

    meeting: int = Field(ge=1, le=2**31 - 1)
    says = {"meeting": _("没有看懂是哪一次会。请从旁听的网页再点一次。")}


class GuestForm(KindForm, ByeForm):
    """I am here as a guest."""

    says = {**KindForm.says, **ByeForm.says}


@bp.get("/meetings/<int:id>/door")
def at_the_door(id: int) -> str:
    """The roll at the door: who is here, who is not; one big button each. `?q=` finds by a name, one character of it, or a door."""
    with reading() as session:
        meeting = _of_desk(session, id)
        wanted = request.args.get("q", "")[:40]
        hall, found = reads.hall(session, meeting), reads.door(session, meeting, wanted)
        over_time, there = reads.over_time(session, id), guests.there(session, id)
        state = meetings.state(session, id)
    return render_template("attending/door.html", meeting=meeting, hall=hall, found=found[:MOST_SHOWN], hidden_n=max(0, len(found) - MOST_SHOWN), wanted=wanted,
                           over_time=over_time, guests=there, state=state, rules=rules)


@bp.post("/meetings/<int:id>/leave")
def leave(id: int) -> Response:
    """I am going; or somebody has gone."""
    return _through(id, lambda act, who: acts.leave(act, id, who), _("记下了，您先走了。回来了再点一下。"), _("记下了，先走了。"))


@bp.post("/meetings/<int:id>/back")
def come_back(id: int) -> Response:
    """I am back; or somebody is."""
    return _through(id, lambda act, who: acts.come_back(act, id, who), _("记下了，您回来了。"), _("记下了，回来了。"))


def _through(id: int, deed: Callable[[Act, int | None], object], mine: str, desk: str) -> Response:
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(WhoForm)
    with acting(me, once=form.once) as act:
        deed(act, form.person_id)
        own = form.person_id in (None, me.id)
        act.answer(to=form.next or f"/meetings/{id}", said=mine if own else desk)
    return act.response()


@bp.post("/meetings/<int:id>/mistake")
def withdraw(id: int) -> Response:
    """That check-in was a mistake."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    form = read_form(SomebodyForm)
    with acting(me, once=form.once) as act:
        acts.withdraw(act, id, form.person_id)
        act.answer(to=form.next or f"/meetings/{id}/door", said=_("撤回了，这一位不算到会。"))
    return act.response()


@bp.get("/meetings/<int:id>/guest")
def guest(id: int) -> str:
    """Being counted as a guest: one tap, no name."""
    with reading() as session:
        meeting = _open_to_all(session, id)
        visit = guests.find(session, id, cookie.get(_name(id), ""))
        there, state = guests.there(session, id), meetings.state(session, id)
        why = rules.why_not_guest(state, "hall", sum(there.values()))
    return render_template("attending/guest.html", meeting=meeting, visit=visit, there=there, rules=rules, why=why)


@bp.post("/guest")
def come() -> Response:
    """I am here as a guest. Nothing is kept but the kind, the time, and a random mark that only this browser has."""
    form = read_form(GuestForm)
    id = form.meeting
    with reading() as session:
        _open_to_all(session, id)
        there, state = sum(guests.there(session, id).values()), meetings.state(session, id)
        known = next((mark for mark in (cookie.get(_name(id), ""), str(form.once)) if mark and guests.find(session, id, mark)), "")
    refuse(rules.why_not_guest(state, form.kind, there))
    if known:
        cookie[_name(id)] = known
    else:
        limit(GUESTS_A_MINUTE, "guest", str(id))
        with keeping() as session:
            cookie[_name(id)] = guests.come(session, id, form.kind, clock.now(), str(form.once))
    return _answered(id, form, _("记上了，您是旁听的一位。不记名字。"))


@bp.post("/guest/bye")
def bye() -> Response:
    """I am going, as a guest."""
    form = read_form(ByeForm)
    with reading() as session:
        _open_to_all(session, form.meeting)
    with keeping() as session:
        refuse(None if guests.go(session, form.meeting, cookie.pop(_name(form.meeting), ""), clock.now()) else rules.NOT_COUNTED)
    return _answered(form.meeting, form, _("记下了。谢谢您来听。"))


@bp.post("/meetings/<int:id>/guests")
def count(id: int) -> Response:
    """One guest without a phone more or fewer, as the desk sees them."""
    with reading() as session:
        must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
        there, state = sum(guests.there(session, id).values()), meetings.state(session, id)
    form = read_form(CountForm)
    refuse(rules.why_not_guest(state, form.kind, there if form.more else 0))
    with keeping() as session:
        if form.more:
            guests.add(session, id, form.kind, clock.now(), str(form.once))
        else:
            refuse(None if guests.take_away(session, id, form.kind, str(form.once)) else _("您没有数过这样的一位。自己点的，他们自己会走。"))
    return _answered(id, form, _("记上了。"), f"/meetings/{id}/door")


def _answered(id: int, form: PressForm, said: str, to: str = "") -> Response:
    """What keeps no entry answers with a sentence, and the way back."""
    return respond({"to": form.next or to or url_for("attending.guest", id=id), "said": said})


def _name(id: int) -> str:
    return f"guest-{id}"


def _of_desk(session: Session, id: int) -> Meeting:
    meeting = meetings.meeting(session, id)
    must_hold(*DESK, council_id=meeting.council_id)
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting


def _open_to_all(session: Session, id: int) -> Meeting:
    meeting, me = meetings.meeting(session, id), current()
    if meeting.kind == "members" and (me is None or me.council_id != meeting.council_id):
        raise Absent
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting
