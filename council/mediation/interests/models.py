"""The interests' tables: the lines of each side, who marked one as theirs too, and which of them a goal was made of."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

TALKS = "two years after the case is closed"


class InterestLine(SQLModel, table=True):
    """One line of a side: its demand, why, what it could live with, or what shows it. `for_them`: the desk wrote it down for the side."""

    __personal__ = {"text": ("to find what both sides share", TALKS + ", or until taken back"), "by_id": ("who wrote it down", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    sector: str
    kind: str
    text: str
    by_id: int
    for_them: bool = False
    at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"interest:{self.id}"


class InterestMark(SQLModel, table=True):
    """Somebody says of a line: mine too."""

    __table_args__ = (UniqueConstraint("line_id", "person_id"),)
    __personal__ = {"person_id": ("one mark for each person", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(index=True)
    person_id: int
    sector: str
    at: datetime = Field(sa_type=Moment)


class GoalInterest(SQLModel, table=True):
    """A line that a shared goal was made of."""

    goal_id: int = Field(primary_key=True)
    line_id: int = Field(primary_key=True)
