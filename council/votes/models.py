"""The votes' tables: the question with its frozen roll, the ballots, the closing with its verdict."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary
from sqlmodel import Field, SQLModel

from council.db import Moment


class Vote(SQLModel, table=True):
    """A question as it was opened; nothing of it changes afterwards, `hash` binds it all.

    `subject` is what is decided (`clause:7`), `venue` where (`meeting:12`), `text` the exact words voted on.
    `key` makes the ballots' pseudonyms (`rules.mark`): the same voter has the same mark in one vote, and another in the next.
    """

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    question: str
    text: str = ""
    subject: str = Field(default="", index=True)
    venue: str = Field(default="", index=True)
    rule: dict[str, Any] = Field(sa_type=JSON)
    mode: str = "open"
    show: str = "split"
    rehearsal: bool = False
    electorate: dict[str, int] = Field(sa_type=JSON)
    roll_hash: str
    hash: str
    key: bytes = Field(sa_type=LargeBinary)
    entry: int = 0
    opened_at: datetime = Field(sa_type=Moment)
    closes_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"vote:{self.id}"


class Elector(SQLModel, table=True):
    """One person who may vote for one side, as the roll stood when the vote was opened."""

    __personal__ = {"person_id": ("who may vote, once", "as long as the convention it decided")}

    vote_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    sector: str = Field(primary_key=True)
    entry_id: int


class Ballot(SQLModel, table=True):
    """What one person voted, for which side; one a person and vote, the last one counts. `seq` is its entry in the record."""

    __table_args__ = (Index("ballot_count", "vote_id", "sector", "choice"),)
    __personal__ = {
        "person_id": ("one ballot for each elector", "as long as the convention it decided"),
        "choice": ("to count, and to show members who voted what in an open vote", "as long as the convention it decided")}

    vote_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    sector: str
    entry_id: int
    choice: str
    rev: int = 1
    at: datetime = Field(sa_type=Moment)
    seq: int
    channel: str = "phone"


class VoteClosing(SQLModel, table=True):
    """When and by whom a vote was ended, with the count and the verdict exactly as they were announced."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    vote_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    seq: int = 0
    tally: dict[str, Any] = Field(sa_type=JSON)
    verdict: dict[str, Any] = Field(sa_type=JSON)
