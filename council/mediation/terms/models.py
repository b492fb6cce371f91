"""The terms' tables: offers, facts with who agrees to them, signed agreements."""

import datetime as dates
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

TALKS = "two years after the case is closed"
WORDS = ("to settle the case and to show how it was settled", TALKS)


class Offer(SQLModel, table=True):
    """What one side is ready to do."""

    __personal__ = {"text": WORDS, "by_id": ("who wrote it down", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    sector: str
    text: str
    by_id: int
    for_them: bool = False
    at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"offer:{self.id}"


class Fact(SQLModel, table=True):
    """Something that happened or is so, for both sides to tick."""

    __personal__ = {"text": WORDS, "by_id": ("who wrote it down", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    text: str
    by_id: int
    at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"fact:{self.id}"


class FactTick(SQLModel, table=True):
    """Somebody of a side says: so it is."""

    __table_args__ = (UniqueConstraint("fact_id", "person_id"),)
    __personal__ = {"person_id": ("one tick for each person", TALKS)}

    id: int | None = Field(default=None, primary_key=True)
    fact_id: int = Field(index=True)
    person_id: int
    sector: str
    at: datetime = Field(sa_type=Moment)


class Agreement(SQLModel, table=True):
    """What both sides signed, and on which day: from then on the 30 days for a court's confirmation run."""

    __personal__ = {"text": WORDS, "by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    signed_on: dates.date
    text: str
    by_id: int | None = None
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"agreement:{self.id}"
