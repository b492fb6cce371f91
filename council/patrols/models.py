"""The patrols' tables: rounds and what was seen on them, violations, putting right, disputes and how they ended."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("to ask back when a report is contested", "as long as the violation")


class Round(SQLModel, table=True):
    """One look at one stretch of the lane by a volunteer."""

    __personal__ = {"person_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int
    segment_id: int | None = None
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"round:{self.id}"


class Observation(SQLModel, table=True):
    """What a round found for one clause: kept, broken or unseen. Missing is not zero."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    round_id: int = Field(index=True)
    clause_id: int = Field(index=True)
    seen: str
    at: datetime = Field(sa_type=Moment)


class Violation(SQLModel, table=True):
    """A breach of a clause as a volunteer saw it; `party_id` is the shop or household, if known."""

    __personal__ = {"person_id": WHO, "party_id": ("so that the party can answer", "two years, or until struck"), "note": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    round_id: int | None = None
    clause_id: int = Field(index=True)
    party_id: int | None = Field(default=None, index=True)
    segment_id: int | None = None
    person_id: int
    note: str = ""
    reminded: bool = False
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"violation:{self.id}"


class PutRight(SQLModel, table=True):
    """The breach was put right, on the spot or later, as seen by the volunteer or said by the party."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    violation_id: int = Field(primary_key=True)
    by_id: int
    on_the_spot: bool = False
    at: datetime = Field(sa_type=Moment)


class Dispute(SQLModel, table=True):
    """The party contests; it stands on the next agenda by itself."""

    __table_args__ = (UniqueConstraint("violation_id"),)
    __personal__ = {"reason": ("to be heard at the council", "two years after it is settled"), "by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    violation_id: int
    reason: str
    by_id: int
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"dispute:{self.id}"


class Settlement(SQLModel, table=True):
    """How the council ended a dispute: the violation stands, or it is struck from every count but not from the log."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    dispute_id: int = Field(primary_key=True)
    struck: bool
    words: str = ""
    meeting_id: int | None = None
    by_id: int
    at: datetime = Field(sa_type=Moment)
