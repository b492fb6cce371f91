"""Calling a meeting and setting its agenda: what the secretary's forms send. The form with all choices is story's."""

import re
from datetime import UTC, datetime

from flask import Blueprint, Response
from pydantic import Field, field_validator

from council.clock import SHANGHAI
from council.db import reading
from council.forms import Form, read_form
from council.meetings import acts, reads, rules
from council.meetings.acts import Calling, Item
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import must_hold
from council.record.acting import acting
from council.text import clean_line
from council.words import _

bp = Blueprint("calling", __name__)

ABOUT = re.compile(r"(grievance|clause|convention|violation):([1-9][0-9]{0,9}) (\S.{0,79})")
"""A choice of the calling page: the topic, a space, and the title under which it stands on the agenda."""
KIND_OF = {"grievance": "grievance", "clause": "clause", "convention": "clause", "violation": "dispute"}


class ItemForm(Form):
    """One item as it is put down."""

    title: str = Field(min_length=1, max_length=80)
    kind: str = "topic"
    about: str = Field(default="", pattern=r"^((grievance|clause|convention|violation):[1-9][0-9]{0,9})?$")
    minutes: int = Field(default=10, ge=1, le=240)
    says = {"title": _("还没写议什么。写一句就行。"), "minutes": _("请写几分钟，1 到 240。"), "kind": _("还没选是哪一种。点一个最像的。")}

    @field_validator("title")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        return _there(clean_line(value), cls.says["title"])

    @field_validator("kind")
    @classmethod
    def known_kind(cls, value: str) -> str:
        """Only kinds that the agenda knows."""
        return _there(value if value in rules.ITEM_KINDS else "", cls.says["kind"])


class TakeUpForm(Form):
    """Which of what waits is drawn in."""

    items: list[int] = Field(default=[], max_length=rules.MOST_ITEMS)


class CallingForm(TakeUpForm):
    """A meeting as the calling page sends it: waiting items, chosen topics, further lines."""

    title: str = Field(min_length=1, max_length=80)
    place: str = Field(min_length=1, max_length=80)
    starts: str
    kind: str = "open"
    chosen: list[str] = Field(default=[], max_length=rules.MOST_ITEMS)
    lines: str = Field(default="", max_length=2000)
    says = {"title": _("还没写叫什么会。写一句就行，例如“外摆和排队，一起定”。"), "place": _("还没写在哪里开。例如“弄口活动室”。"),
            "starts": _("时间没有看懂。请选哪一天、几点。"), "kind": _("还没选是哪一种会。点一个。"), "chosen": _("有一项议程没有看懂，请再选一次。")}

    @field_validator("title", "place")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        return clean_line(value)

    @field_validator("starts")
    @classmethod
    def a_time(cls, value: str) -> str:
        """As a browser's date field sends it, on Shanghai's clock."""
        try:
            when = datetime.fromisoformat(value)
        except ValueError as wrong:
            raise ValueError(cls.says["starts"]) from wrong
        return _there(value if when.tzinfo is None and 2000 < when.year < 2200 else "", cls.says["starts"])

    @field_validator("kind")
    @classmethod
    def known_kind(cls, value: str) -> str:
        """Only kinds of meetings that there are."""
        return _there(value if value in rules.KINDS else "", cls.says["kind"])

    @field_validator("chosen")
    @classmethod
    def known_topics(cls, value: list[str]) -> list[str]:
        """Each a topic with its title."""
        return value if all(ABOUT.fullmatch(each) for each in value) else [_there("", cls.says["chosen"])]

    @property
    def calling(self) -> Calling:
        return Calling(self.title, self.place, datetime.fromisoformat(self.starts).replace(tzinfo=SHANGHAI).astimezone(UTC), self.kind)

    @property
    def further(self) -> list[Item]:
        """Chosen topics, then the lines written by hand."""
        topics = [match for each in self.chosen if (match := ABOUT.fullmatch(each))]
        lines = [clean_line(line)[:80] for line in self.lines.splitlines() if line.strip()][:rules.MOST_ITEMS]
        return [Item(match[3], KIND_OF[match[1]], f"{match[1]}:{match[2]}") for match in topics] + [Item(line) for line in lines]


def _there(value: str, why: str) -> str:
    if not value:
        raise ValueError(why)
    return value


@bp.post("/c/<slug>/meetings")
def call(slug: str) -> Response:
    """Call a meeting with its agenda, all in one act."""
    with reading() as session:
        me = must_hold(*DESK, council_id=people.council(session, slug).id)
    form = read_form(CallingForm)
    with acting(me, once=form.once) as act:
        meeting = acts.call_meeting(act, form.calling)
        if form.items:
            acts.take_up(act, meeting.id or 0, form.items)
        for item in form.further:
            acts.add_item(act, meeting.id or 0, item)
        act.answer(to=f"/meetings/{meeting.id}/agenda", id=meeting.id, said=_("召集好了。看一眼议程，再去印通知。"))
    return act.response()


@bp.post("/meetings/<int:id>/items")
def add(id: int) -> Response:
    """Put one item down."""
    with reading() as session:
        me = must_hold(*DESK, council_id=reads.meeting(session, id).council_id)
    form = read_form(ItemForm)
    with acting(me, once=form.once) as act:
        row = acts.add_item(act, id, Item(form.title, form.kind, form.about, form.minutes))
        act.answer(to=f"/meetings/{id}/agenda", id=row.id)
    return act.response()


@bp.post("/meetings/<int:id>/inbox")
def take_up(id: int) -> Response:
    """Draw in what waits."""
    with reading() as session:
        me = must_hold(*DESK, council_id=reads.meeting(session, id).council_id)
    form = read_form(TakeUpForm)
    with acting(me, once=form.once) as act:
        acts.take_up(act, id, form.items)
        act.answer(to=f"/meetings/{id}/agenda")
    return act.response()
