"""The fact sheets' tables: a claim and its versions, what members asked the desk to look into, and how that ended."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")


class FactSheet(SQLModel, table=True):
    """One claim that goes round; what is said of it stands in its versions. meeting_id: which meeting it came up in."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int | None = Field(default=None, index=True)
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"sheet:{self.id}"


class FactVersion(SQLModel, table=True):
    """What was said of a claim at one moment; n counts from 1. evidence: numbers of entries, divided by commas; seq: its own entry."""

    __personal__ = {"by_id": WHO, "reason": ("why, as the public entry says it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    sheet_id: int = Field(index=True)
    n: int
    claim: str
    known: str
    unknown: str = ""
    state: str
    evidence: str = ""
    reason: str = ""
    seq: int = 0
    at: datetime = Field(sa_type=Moment)
    by_id: int

    @property
    def numbers(self) -> list[int]:
        """The entries that show it."""
        return [int(each) for each in self.evidence.split(",") if each]


class FactQuestion(SQLModel, table=True):
    """A member heard something and asks the desk to look into it; nobody but the desk and the member reads it."""

    __personal__ = {"person_id": ("who asked, for the answer", "two years after the question"),
                    "words": ("what they heard, for the desk alone", "two years after the question")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    words: str
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"question:{self.id}"


class FactAnswer(SQLModel, table=True):
    """The end of a question: a fact sheet, or the reason why none is written."""

    __personal__ = {"by_id": WHO, "reason": ("why there is no fact sheet, for the one who asked", "two years after the question")}

    question_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    sheet_id: int | None = None
    reason: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int
