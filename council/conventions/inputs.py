"""What the forms of conventions may carry."""

from pydantic import Field, field_validator

from council.conventions import rules
from council.conventions.acts import ClauseText
from council.forms import Form, PressForm
from council.text import clean, clean_line, why_not_text


class TitleForm(Form):
    """The name of a convention."""

    title: str = ""

    @field_validator("title")
    @classmethod
    def short(cls, value: str) -> str:
        """One line."""
        return _checked(clean_line(value), rules.why_not_title(clean_line(value)))


class ClauseForm(Form):
    """A wording as written."""

    title: str = ""
    text: str = ""
    reason: str = ""

    @field_validator("title")
    @classmethod
    def short(cls, value: str) -> str:
        """One line."""
        return _checked(clean_line(value), rules.why_not_title(clean_line(value)))

    @field_validator("text")
    @classmethod
    def lawful(cls, value: str) -> str:
        """There, and at most 8 KiB."""
        tidy = clean(value).strip()
        return _checked(tidy, rules.why_not_empty(tidy) or why_not_text(tidy))

    @field_validator("reason")
    @classmethod
    def brief(cls, value: str) -> str:
        """A short paragraph."""
        return _checked(clean_line(value), why_not_text(value, rules.MOST_REASON))

    @property
    def written(self) -> ClauseText:
        return ClauseText(self.title, self.text, self.reason)


class AnswerForm(PressForm):
    """A member's answer to a sounding."""

    stand: str = ""
    why: str = Field(default="", max_length=100)


def _checked(value: str, why: str | None) -> str:
    if why:
        raise ValueError(str(why))
    return value
