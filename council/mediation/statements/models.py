"""The statements' tables: a round on a case, its sentences, each step of a sentence as a row, who answered what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from council.db import Moment

OFFICIAL = ("which official did it", "as long as the record of it")
TALKS = "two years after the case is closed"


class StatementRound(SQLModel, table=True):
    """A round of statements on a case; how it is moderated and who may answer stands here as it was when it opened."""

    __personal__ = {"by_id": OFFICIAL}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    case_id: int = Field(index=True)
    circle: str
    premoderated: bool = True
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"statements:{self.id}"


class StatementRoundClosing(SQLModel, table=True):
    """The end of a round, with the rosters that its shares are counted against."""

    __personal__ = {"by_id": OFFICIAL}

    round_id: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    roster: dict[str, Any] = Field(sa_type=JSON)


class Statement(SQLModel, table=True):
    """One sentence. side: for whom the desk wrote it, empty for all others; origin: who wrote it, as everybody reads it."""

    __personal__ = {"author_id": ("to tell the author what became of it", TALKS), "text": ("to be answered by both sides", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    round_id: int = Field(index=True)
    text: str
    origin: str
    side: str = ""
    author_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"statement:{self.id}"


class StatementStep(SQLModel, table=True):
    """One step on a sentence's way: admitted, refused (with its code), appealed, upheld, reworded, withdrawn."""

    __personal__ = {"by_id": ("who did it, so that an appeal is decided by another", "as long as the record of it"),
                    "note": ("to say why to the author, or to the second person", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(index=True)
    state: str
    code: str = ""
    note: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class StatementVoice(SQLModel, table=True):
    """Somebody who answers in a round, for one side and no other."""

    __personal__ = {"person_id": ("for which side somebody answers", TALKS)}

    round_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    sector: str
    at: datetime = Field(sa_type=Moment)


class StatementAnswer(SQLModel, table=True):
    """How one person answered one sentence; may be changed until the round is closed. Counted by the index, without names."""

    __table_args__ = (Index("statement_count", "round_id", "statement_id", "sector", "stand"), Index("statement_mine", "round_id", "person_id"))
    __personal__ = {"person_id": ("one answer for each person", TALKS), "stand": ("to count how each side answers", TALKS)}

    statement_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    round_id: int
    sector: str
    stand: str
    at: datetime = Field(sa_type=Moment)


class StatementTally(SQLModel, table=True):
    """How often a side gave an answer to a statement: written in the act that answers, compared with the answers themselves by agreement.py."""

    round_id: int = Field(primary_key=True)
    statement_id: int = Field(primary_key=True)
    sector: str = Field(primary_key=True)
    stand: str = Field(primary_key=True)
    n: int
