"""What the forms of handling send."""

from pydantic import Field, field_validator

from council.forms import Day, Form, PressForm
from council.words import _


class MoveForm(PressForm):
    """The desk's next step."""

    to: str
    note: str = Field(default="", max_length=1000)
    says = {"to": _("还没选下一步。")}


class WordsForm(Form):
    """A reason in one's own words."""

    note: str = Field(min_length=1, max_length=1000)
    says = {"note": _("请写一句为什么，说这件事的人会看到。")}


class ReceiptForm(Form):
    """A handing over."""

    to: str = Field(min_length=1, max_length=80)
    day: Day
    reference: str = Field(default="", max_length=80)
    contact: str = Field(default="", max_length=120)
    note: str = Field(default="", max_length=1000)
    says = {"to": _("还没写转给谁。写单位的名字，例如“城管中队”。"), "day": _("还没写哪一天转的。")}


class NumberForm(Form):
    """What the other office has said since."""

    reference: str = Field(default="", max_length=80)
    contact: str = Field(default="", max_length=120)


class ClosingForm(Form):
    """A proposal to close."""

    outcome: str
    words: str = Field(default="", max_length=1000)
    says = {"outcome": _("还没选怎么结束。点一个：解决了，还是谈好限度。")}


class ContestForm(Form):
    """Saying that it is not over; somebody new also says what it does to them."""

    reason: str = Field(min_length=1, max_length=1000)
    impact: int | None = Field(default=None, ge=1, le=5)
    says = {"reason": _("请写一句哪里没有好，例如“昨晚又排到门口”。"), "impact": _("还没选对您影响多大。点一个最像的。")}

    @field_validator("impact", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None


class TriageForm(Form):
    """Three answers, a type, and a reason where it is not the recommended one."""

    clash: bool
    one_sector: bool
    two_way: bool
    chosen: str
    reason: str = Field(default="", max_length=1000)
    says = {"clash": _("第一问还没答。"), "one_sector": _("第二问还没答。"), "two_way": _("第三问还没答。"), "chosen": _("还没选走哪一条路。")}
