"""What the forms of statements may carry."""

from typing import Literal

from pydantic import field_validator

from council.forms import Form, PressForm
from council.mediation.statements import rules
from council.text import clean_line, why_not_text
from council.words import Sentence, _


class SeedsForm(Form):
    """The desk's wizard: statements for each side, and whether new ones are looked at first."""

    resident: list[str] = []
    merchant: list[str] = []
    premoderated: Literal["yes", "no"] = "yes"
    says = {"premoderated": _("请选新写的要不要先看。")}

    @field_validator("resident", "merchant")
    @classmethod
    def short(cls, value: list[str]) -> list[str]:
        """Each one line; empty ones are left out."""
        written = [clean_line(each) for each in value if clean_line(each)]
        if len(written) > rules.MOST_SEEDS:
            raise ValueError(str(Sentence(_("一边最多先写 {n} 句。"), n=rules.MOST_SEEDS)))
        for each in written:
            if why := rules.why_not_letters(each):
                raise ValueError(str(why))
        return written


class WordsForm(Form):
    """One statement as written; anyway: those that come near have been shown."""

    text: str = ""
    anyway: str = ""

    @field_validator("text")
    @classmethod
    def lawful(cls, value: str) -> str:
        """One line, short."""
        if why := rules.why_not_letters(clean_line(value)):
            raise ValueError(str(why))
        return clean_line(value)


class NoteForm(PressForm):
    """A press with a few words beside it."""

    note: str = ""

    @field_validator("note")
    @classmethod
    def brief(cls, value: str) -> str:
        """A short line."""
        if len(clean_line(value)) > rules.MOST_NOTE:
            raise ValueError(str(why_not_text(value) or Sentence(_("请留在 {n} 个字以内。"), n=rules.MOST_NOTE)))
        return clean_line(value)


class RefusalForm(NoteForm):
    """Why a statement is not let in."""

    code: Literal["duplicate", "two", "name", "insult", "off", "unclear"]
    says = {"code": _("请选一条理由，写的人要知道为什么。")}


class DecisionForm(NoteForm):
    """What the second person decides."""

    let_in: Literal["yes", "no"]
    says = {"let_in": _("请点“放出来”或者“还是不放”。")}


class StandForm(PressForm):
    """One tap."""

    stand: Literal["agree", "disagree", "pass"]
    says = {"stand": _("没有看懂您的回答。请点同意、不同意或者不好说。")}
