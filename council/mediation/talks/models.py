"""The talks' tables: each line sealed, who has read it, and that it crossed."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

UNTIL = "two years after the case is closed, or until taken back by its speaker"


class TalkLine(SQLModel, table=True):
    """One line that somebody told the secretary, sealed under a key outside the database; until it crosses the record knows nothing of it.

    mark: "secretary", "tell" or "publish", by the speaker's own tap at `marked_at`, None while only the secretary noted it.
    reach: how far it has gone, "secretary", "party" or "public"; it is part of the seal.
    """

    __keeping__ = True
    __table_args__ = (UniqueConstraint("by_id", "once"),)
    __personal__ = {
        "speaker_id": ("whose line it is: only they can let it cross", UNTIL),
        "sealed": ("to understand what lies behind a demand; sealed, the key is not in the database", UNTIL),
        "by_id": ("who wrote it down", UNTIL)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    speaker_id: int = Field(index=True)
    sector: str
    mark: str = "secretary"
    marked_at: datetime | None = Field(default=None, sa_type=Moment)
    reach: str = "secretary"
    sealed: str = ""
    key_id: str = ""
    by_id: int
    once: str
    at: datetime = Field(sa_type=Moment)


class TalkCrossing(SQLModel, table=True):
    """The speaker let a line cross, to the other side ("party") or to everybody ("public")."""

    __table_args__ = (UniqueConstraint("line_id", "reach"),)

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(index=True)
    reach: str
    at: datetime = Field(sa_type=Moment)


class TalkReading(SQLModel, table=True):
    """Somebody has read a line: the speaker sees from which side and when. side: "secretary", or the reader's."""

    __keeping__ = True
    __table_args__ = (UniqueConstraint("line_id", "person_id"),)
    __personal__ = {"person_id": ("to count a reader once", UNTIL)}

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(index=True)
    person_id: int
    side: str
    at: datetime = Field(sa_type=Moment)
