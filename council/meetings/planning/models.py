"""The tables of what happens before a meeting: what was changed, who was invited and what they said, who was reminded, notes for the chair."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")
EVENING = "two years after the meeting"


class MeetingChange(SQLModel, table=True):
    """Title, place and time as they stood before somebody changed them, and why they did."""

    __personal__ = {"by_id": WHO, "reason": ("why, as the public entry says it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    title: str
    place: str
    starts_at: datetime = Field(sa_type=Moment)
    reason: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ItemChange(SQLModel, table=True):
    """An item as it read before somebody changed it."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    item_id: int = Field(index=True)
    title: str
    kind: str
    minutes: int
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ChairNote(SQLModel, table=True):
    """What the chair wants to remember at an item. Only the desk reads it: it enters no record, no paper, no other screen."""

    __keeping__ = True
    __personal__ = {"text": ("the chair's own reminder", EVENING), "by_id": ("who wrote it", EVENING)}

    item_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    text: str
    at: datetime = Field(sa_type=Moment)
    by_id: int


class MeetingInvitation(SQLModel, table=True):
    """Somebody is invited to a meeting. about, reason: the topic because of which, and its public name; both empty when it is by the roll."""

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    __personal__ = {"person_id": ("to tell them, to remind them, to print their slip", EVENING), "by_id": WHO,
                    "reason": ("why just they were asked, for them and the desk", EVENING)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    about: str = ""
    reason: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class MeetingReply(SQLModel, table=True):
    """What somebody said about coming: yes, no, or word; `words` are then to be read out. The last row counts."""

    __personal__ = {"person_id": ("to know who comes", EVENING), "words": ("to be read out for somebody who cannot come", EVENING)}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    coming: str
    words: str = ""
    at: datetime = Field(sa_type=Moment)


class MeetingReminder(SQLModel, table=True):
    """People were reminded so many hours before the meeting began, as it was planned then."""

    __table_args__ = (UniqueConstraint("meeting_id", "hours", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    hours: int
    starts_at: datetime = Field(sa_type=Moment)
    at: datetime = Field(sa_type=Moment)
