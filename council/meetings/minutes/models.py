"""The minutes' tables: who does what until when, remarks, the text as it was put up, objections and answers, the final text."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")


class Decision(SQLModel, table=True):
    """Something that a meeting gave somebody to do. who: `office:property`, `sector:resident` or `shop:12`."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int
    what: str
    who: str
    until: date
    at: datetime = Field(sa_type=Moment)
    by_id: int


class DecisionStrike(SQLModel, table=True):
    """It was noted by mistake, and struck out before the minutes were put up."""

    __personal__ = {"by_id": WHO}

    decision_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int


class DecisionDone(SQLModel, table=True):
    """It is done; until somebody says that it is not after all."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    decision_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class MinutesPublication(SQLModel, table=True):
    """The minutes as they were put up: the exact text, its SHA-256, the last entry they tell, until when one may object."""

    __personal__ = {"by_id": WHO}

    meeting_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    text: str
    sha256: str
    upto: int
    seq: int = 0
    days: int
    until: datetime = Field(sa_type=Moment, index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int


class MinutesObjection(SQLModel, table=True):
    """What somebody who was there finds wrong; the words are public by side, the person is known to nobody but the house."""

    __personal__ = {"person_id": ("who objected to the minutes, so that one person does not flood them", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int
    seq: int = 0
    at: datetime = Field(sa_type=Moment)


class MinutesAnswer(SQLModel, table=True):
    """The secretary's answer to an objection: accepted, then its words are the correction; or not, then they are the reason."""

    __personal__ = {"by_id": WHO}

    objection_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    accepted: bool
    at: datetime = Field(sa_type=Moment)
    by_id: int


class MinutesFinal(SQLModel, table=True):
    """The window is over: the final text with its objections and answers, and its SHA-256."""

    meeting_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    text: str
    sha256: str
    seq: int = 0
    at: datetime = Field(sa_type=Moment)
