"""What the forms of grievances send."""

from typing import Annotated, Any

from pydantic import Field, field_validator

from council.forms import LARGEST, Form
from council.grievances import rules
from council.text import MOST, why_not_text
from council.words import _

MOST_LETTERS = MOST // 3
"""Chinese characters that surely fit into the bytes of one text."""

Id = Annotated[int, Field(ge=1, le=LARGEST)]


def fits(value: str) -> str:
    """The text, if it is not too long."""
    if why := why_not_text(value):
        raise ValueError(str(why))
    return value


class PlaceForm(Form):
    """Where it is: a tapped stretch, a door number."""

    segment_id: int | None = None
    door: str = Field(default="", max_length=20)

    @field_validator("segment_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None


class ComplaintForm(PlaceForm):
    """What the page "say something" sends."""

    happened: str = Field(min_length=1)
    since: str = Field(default="", max_length=60)
    often: str = ""
    hurt: str = ""
    ask: str = Field(min_length=1)
    impact: int = Field(ge=1, le=5)
    category: str
    shops: list[Id] = Field(default=[], max_length=6)
    building: str = Field(default="", max_length=20)
    unknown: bool = False
    circle: str = "secretary"
    says = {
        "happened": _("还没写出了什么事。写一句就行，例如“周末排队排到我家门口”。"),
        "ask": _("还没写您想要什么。写一句就行，例如“门口留条路”。"),
        "impact": _("还没选对您影响多大。点一个最像的。"),
        "often": _("还没选多久一次。点一个最像的。"),
        "category": _("还没选是哪一类。点一个最像的。"),
        "circle": _("还没选谁看得见。"),
        "segment_id": _("没有这一段弄堂。请在图上点一段。"),
        "shops": _("没有这家店。请从列出的店里选，最多六家；不知道是谁就选“不知道是谁”。"),
        "unknown": _("请点选，或者空着。"),
    }

    _fits = field_validator("happened", "hurt", "ask")(fits)

    @field_validator("shops", mode="before")
    @classmethod
    def without_blanks(cls, value: Any) -> Any:
        """A choice left alone sends an empty string."""
        return [each for each in value if each not in ("", None)] if isinstance(value, list) else value

    @field_validator("unknown", mode="before")
    @classmethod
    def false_when_blank(cls, value: object) -> object:
        """An untouched tick sends nothing."""
        return value or False

    @field_validator("often")
    @classmethod
    def known_often(cls, value: str) -> str:
        """Only the listed ones."""
        return one_of(value, ("", *rules.OFTEN), cls.says["often"])

    @field_validator("circle")
    @classmethod
    def known_circle(cls, value: str) -> str:
        """Only the three circles."""
        return one_of(value, rules.CIRCLES, cls.says["circle"])


def one_of(value: str, allowed: tuple[str, ...], why: str) -> str:
    """The value, if it is one of the allowed."""
    if value not in allowed:
        raise ValueError(why)
    return value


class JoinForm(Form):
    """A "me too"."""

    hurt: str = ""
    impact: int = Field(ge=1, le=5)
    says = {"impact": _("还没选对您影响多大。点一个最像的。")}

    _fits = field_validator("hurt")(fits)


class QuickForm(PlaceForm):
    """A picture and one tap."""

    category: str
    says = {"category": _("还没选是哪一类。点一个最像的。"), "segment_id": _("没有这一段弄堂。请在图上点一段。")}


class CompleteForm(Form):
    """One's own words, written anew."""

    happened: str = Field(min_length=1)
    since: str = Field(default="", max_length=60)
    often: str = ""
    hurt: str = ""
    ask: str = ""
    impact: int = Field(ge=1, le=5)
    says = {"happened": ComplaintForm.says["happened"], "impact": ComplaintForm.says["impact"], "often": ComplaintForm.says["often"]}

    _fits = field_validator("happened", "hurt", "ask")(fits)

    @field_validator("often")
    @classmethod
    def known_often(cls, value: str) -> str:
        """Only the listed ones."""
        return one_of(value, ("", *rules.OFTEN), cls.says["often"])


class WordsForm(Form):
    """Some words more."""

    words: str = Field(min_length=1)
    says = {"words": _("还没写。写一句就行。")}

    _fits = field_validator("words")(fits)


class CircleForm(Form):
    """How far the lamp shall reach."""

    circle: str
    says = {"circle": _("还没选谁看得见。")}

    @field_validator("circle")
    @classmethod
    def known_circle(cls, value: str) -> str:
        """Only the three circles."""
        return one_of(value, rules.CIRCLES, cls.says["circle"])


class ElderForm(ComplaintForm):
    """What somebody writes down for a neighbour, and for whom: one of the household, or a name and a door as on the roll."""

    elder: int | None = None
    elder_name: str = Field(default="", max_length=40)
    elder_door: str = Field(default="", max_length=20)
    read_back: bool = False
    says = {**ComplaintForm.says, "elder": _("名册上没有对上这个人。请核对姓名和门牌，都照名册写。"), "read_back": _("请点选，或者空着。")}

    @field_validator("elder", mode="before")
    @classmethod
    def nobody_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None

    @field_validator("read_back", mode="before")
    @classmethod
    def not_yet_when_blank(cls, value: object) -> object:
        """An untouched tick sends nothing."""
        return value or False


class SlipForm(Form):
    """The four words of a slip."""

    slip: str = Field(default="", max_length=64)


class KindForm(Form):
    """A class of the council's own."""

    word: str = Field(default="", max_length=40)
    parent: str = ""


class RetireForm(Form):
    """Whether a class goes, or comes back."""

    back: bool = False

    @field_validator("back", mode="before")
    @classmethod
    def gone_when_blank(cls, value: object) -> object:
        """An untouched tick sends nothing."""
        return value or False
