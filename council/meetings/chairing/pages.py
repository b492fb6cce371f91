"""The chair's buttons beside the agenda: words to the room, breaks, another day, who chairs, the last step taken back."""

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template
from pydantic import Field, field_validator
from sqlmodel import Session

from council import clock
from council.clock import SHANGHAI
from council.db import reading
from council.forms import PressForm, read_form
from council.meetings import reads as meetings
from council.meetings.chair import at_the_desk
from council.meetings.chairing import acts, another_day, reads, rules, undoing
from council.meetings.models import Meeting
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import enter_council, must_hold
from council.record.acting import acting
from council.text import clean_line
from council.words import _

bp = Blueprint("chairing", __name__)


class WordsForm(PressForm):
    """A word to the room, and for how many minutes; nothing: until it is taken back."""

    words: str = Field(default="", max_length=200)
    minutes: int | None = Field(default=None, ge=1, le=120)
    says = {"minutes": _("请写几分钟，1 到 120；不写就一直在，直到收回。")}

    @field_validator("minutes", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An empty field."""
        return value or None


class BreakForm(PressForm):
    """How long a break lasts."""

    minutes: int = Field(ge=1, le=rules.LONGEST_BREAK)
    says = {"minutes": _("休息请写几分钟，1 到 120。")}


class AnotherDayForm(PressForm):
    """When and where the meeting goes on, and what becomes of the hands."""

    starts: str
    place: str = Field(min_length=1, max_length=80)
    keep_hands: bool = True
    says = {"starts": _("时间没有看懂。请选哪一天、几点。"), "place": _("还没写在哪里开。例如“弄口活动室”。")}

    @field_validator("place")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        if not clean_line(value):
            raise ValueError(cls.says["place"])
        return clean_line(value)

    @field_validator("starts")
    @classmethod
    def a_time(cls, value: str) -> str:
        """As a browser's date field sends it, on Shanghai's clock."""
        try:
            when = datetime.fromisoformat(value)
        except ValueError as wrong:
            raise ValueError(cls.says["starts"]) from wrong
        if when.tzinfo is not None or not 2000 < when.year < 2200:
            raise ValueError(cls.says["starts"])
        return value

    @property
    def to(self) -> another_day.Continuation:
        """In UTC, as acts take it."""
        return another_day.Continuation(datetime.fromisoformat(self.starts).replace(tzinfo=SHANGHAI).astimezone(UTC), self.place, self.keep_hands)


class HandForm(PressForm):
    """To whom the chair goes."""

    person_id: int = Field(ge=1, le=2**31 - 1)
    says = {"person_id": _("还没选交给谁。点一位。")}


class UndoForm(PressForm):
    """Which step, by the number of its entry; so that nobody takes back what they have not seen."""

    seq: int = Field(ge=0, le=2**31 - 1)
    says = {"seq": _("没有看懂要撤回哪一步。请再点一次。")}


@bp.get("/meetings/<int:id>/room")
def room(id: int) -> str:
    """Everything the chair can do beside the agenda, on one page."""
    with reading() as session:
        meeting, me = _of_desk(session, id)
        news, state = reads.news(session, meeting), meetings.state(session, id)
        others = [each for each in reads.officials(session, meeting.council_id) if not news.chair or each.id != news.chair.person_id]
        why = {"say": rules.why_not_say(state, "…", len(news.words)), "press": rules.why_not_in_session(state) or reads.why_not_chair(session, id, me)}
    return render_template("chairing/room.html", meeting=meeting, news=news, state=state, others=others, why=why, rules=rules, me_id=me.id,
                           now=int(clock.now().timestamp() * 1000))


@bp.post("/meetings/<int:id>/words")
def say_to_room(id: int) -> Response:
    """Show a word to the room."""
    form = read_form(WordsForm)
    return at_the_desk(id, form, lambda act: acts.say_to_room(act, id, form.words, form.minutes))


@bp.post("/words/<int:id>/end")
def take_back_words(id: int) -> Response:
    """Take it back."""
    with reading() as session:
        meeting_id = reads.word(session, id).meeting_id
    return at_the_desk(meeting_id, read_form(PressForm), lambda act: acts.take_back_words(act, id))


@bp.post("/meetings/<int:id>/break")
def rest(id: int) -> Response:
    """A break."""
    form = read_form(BreakForm)
    return at_the_desk(id, form, lambda act: acts.rest(act, id, form.minutes))


@bp.post("/meetings/<int:id>/go-on")
def go_on(id: int) -> Response:
    """The break is over."""
    return at_the_desk(id, read_form(PressForm), lambda act: acts.go_on(act, id))


@bp.get("/meetings/<int:id>/adjourn")
def another(id: int) -> str:
    """Before going on another day: when, where, and what that brings."""
    with reading() as session:
        meeting, me = _of_desk(session, id)
        state, hands, on = meetings.state(session, id), len(meetings.queue(session, id)), meetings.current_item(session, id)
        why = rules.why_not_in_session(state) or reads.why_not_chair(session, id, me)
    return render_template("chairing/adjourn.html", meeting=meeting, hands=hands, on=on, why=why)


@bp.post("/meetings/<int:id>/adjourn")
def adjourn(id: int) -> Response:
    """Go on another day."""
    form = read_form(AnotherDayForm)
    return at_the_desk(id, form, lambda act: another_day.adjourn(act, id, form.to))


@bp.post("/meetings/<int:id>/resume")
def resume(id: int) -> Response:
    """Go on, on that day."""
    return at_the_desk(id, read_form(PressForm), lambda act: another_day.resume(act, id))


@bp.get("/meetings/<int:id>/chair")
def chair(id: int) -> str:
    """Before taking the chair: who has it, and one button."""
    with reading() as session:
        meeting, me = _of_desk(session, id)
        now = reads.chair(session, id)
        why = rules.why_not_take_chair(meetings.state(session, id), now is not None and now.person_id == me.id)
    return render_template("chairing/take.html", meeting=meeting, now=now, why=why)


@bp.post("/meetings/<int:id>/chair/take")
def take_chair(id: int) -> Response:
    """I chair from here on."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.take_chair(act, id)
        act.answer(to=form.next or f"/meetings/{id}/desk", said=_("现在由您主持。"))
    return act.response()


@bp.post("/meetings/<int:id>/chair/hand")
def hand_chair(id: int) -> Response:
    """Somebody else chairs from here on."""
    form = read_form(HandForm)
    return at_the_desk(id, form, lambda act: acts.hand_chair(act, id, form.person_id))


@bp.post("/meetings/<int:id>/undo")
def undo(id: int) -> Response:
    """Take the last step back."""
    form = read_form(UndoForm)
    return at_the_desk(id, form, lambda act: undoing.undo(act, id, form.seq))


def _of_desk(session: Session, id: int) -> tuple[Meeting, Me]:
    meeting = meetings.meeting(session, id)
    me = must_hold(*DESK, council_id=meeting.council_id)
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting, me
