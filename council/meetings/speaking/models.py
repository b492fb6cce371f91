"""What happens to a speech while it is on, to its place on the list before, and how long one may speak: each a row."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")


class SpeechPause(SQLModel, table=True):
    """The clock of a speech stood still from `at` until `until`. by_hand: the question or point of order that interrupted it; None: the desk."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    hand_id: int = Field(index=True)
    by_hand: int | None = None
    at: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    by_id: int | None = None


class SpeechExtension(SQLModel, table=True):
    """Somebody who speaks was given more time."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    hand_id: int = Field(index=True)
    seconds: int
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class HandPlace(SQLModel, table=True):
    """Where the desk put a hand on the list; the last row counts. Hands that were never moved stand at the number of their own id."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    item_id: int = Field(index=True)
    hand_id: int
    place: int
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class SpeakingTime(SQLModel, table=True):
    """How many seconds a speech may last, in a meeting (item_id None) or about one item; the last row counts."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int | None = Field(default=None, index=True)
    seconds: int
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
