"""The forms of planning."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import Field, field_validator

from council.clock import SHANGHAI
from council.forms import LARGEST, Form, PressForm
from council.meetings import rules as meetings
from council.meetings.planning import rules
from council.text import clean_line
from council.words import _


class ReasonForm(Form):
    """Why."""

    reason: str = Field(default="", max_length=rules.MOST_REASON)

    @field_validator("reason")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        return clean_line(value)


class ChangeForm(ReasonForm):
    """A meeting's title, place and time."""

    title: str = Field(min_length=1, max_length=80)
    place: str = Field(min_length=1, max_length=80)
    starts: str
    says = {"title": _("还没写叫什么会。写一句就行，例如“外摆和排队，一起定”。"), "place": _("还没写在哪里开。例如“弄口活动室”。"),
            "starts": _("时间没有看懂。请选哪一天、几点。")}

    @field_validator("title", "place")
    @classmethod
    def a_line(cls, value: str) -> str:
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
        if when.tzinfo is not None or not 2000 < when.year < 2200:
            raise ValueError(cls.says["starts"])
        return value

    @property
    def starts_at(self) -> datetime:
        return datetime.fromisoformat(self.starts).replace(tzinfo=SHANGHAI).astimezone(UTC)


class ItemForm(Form):
    """An item as it shall read."""

    title: str = Field(min_length=1, max_length=80)
    kind: str
    minutes: int = Field(ge=1, le=240)
    says = {"title": _("还没写议什么。写一句就行。"), "minutes": _("请写几分钟，1 到 240。"), "kind": _("还没选是哪一种。点一个最像的。")}

    @field_validator("title")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends, and not empty."""
        if not clean_line(value):
            raise ValueError(cls.says["title"])
        return clean_line(value)

    @field_validator("kind")
    @classmethod
    def known_kind(cls, value: str) -> str:
        """Only kinds that the agenda knows."""
        if value not in meetings.ITEM_KINDS:
            raise ValueError(cls.says["kind"])
        return value


class MoveForm(PressForm):
    """To which place, from 1."""

    to: int
    says = {"to": _("请写要放到第几项。")}


class NoteForm(Form):
    """A note for the chair."""

    note: str = Field(default="", max_length=rules.MOST_NOTE)


class OffForm(ReasonForm):
    """Off the agenda: back among what waits, or dropped with a reason."""

    how: Literal["later", "never"]
    says = {"how": _("还没选放到下一次，还是不议了。点一个。")}


class CopyForm(Form):
    """Whose agenda is taken over."""

    meeting: int = Field(ge=1, le=LARGEST)


class InviteForm(Form):
    """Whom: everybody, one sector, or the people ticked."""

    whom: Literal["all", "sector", "people"]
    sector: str = Field(default="", max_length=20)
    people: list[int] = Field(default=[], max_length=2000)
    says = {"whom": _("还没选请谁。点一个。"), "people": _("名单没有看懂。请再选一次。")}


class ReplyForm(PressForm):
    """I come, I cannot, or I cannot and send a word."""

    coming: Literal["yes", "no", "word"]
    words: str = Field(default="", max_length=rules.MOST_WORDS)
    says = {"coming": _("还没选来不来。点一个。")}

    @field_validator("words")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        return clean_line(value)
