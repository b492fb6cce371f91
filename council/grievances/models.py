"""The grievances' tables: what was filed, who joined, and each step of its way as a row."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WORDS = ("to understand and settle what someone suffers", "two years after it is closed, or until withdrawn by its author")


class Grievance(SQLModel, table=True):
    """What someone suffers and asks for; three parts kept apart, and how far the lamp reaches."""

    __personal__ = {"happened": WORDS, "hurt": WORDS, "ask": WORDS, "door": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    happened: str
    hurt: str
    ask: str
    impact: int
    category: str
    segment_id: int | None = None
    door: str = ""
    party_id: int | None = Field(default=None, index=True)
    circle: str
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"grievance:{self.id}"


class Joining(SQLModel, table=True):
    """A neighbour who says "me too", with what it does to them; never erases the first."""

    __table_args__ = (UniqueConstraint("grievance_id", "person_id"),)
    __personal__ = {"hurt": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(index=True)
    person_id: int
    sector: str
    hurt: str
    impact: int
    at: datetime = Field(sa_type=Moment)


class Step(SQLModel, table=True):
    """One state on a grievance's way: which, by whom, when, with what words."""

    __personal__ = {
        "by_id": ("which official did it", "as long as the record of it"),
        "note": ("to tell those concerned what was done", "two years after it is settled")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    state: str
    note: str = ""
    by_id: int
    at: datetime = Field(sa_type=Moment)
