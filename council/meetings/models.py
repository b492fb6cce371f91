"""The meeting's tables: the meeting, its agenda, who is there, who wants to speak and who spoke; every state is a row."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment


class Meeting(SQLModel, table=True):
    """A meeting that has been called; `number` counts a council's meetings from 1. kind: open, members or press."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}
    __table_args__ = (UniqueConstraint("council_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    number: int
    title: str
    place: str
    starts_at: datetime = Field(sa_type=Moment)
    kind: str = "open"
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"meeting:{self.id}"


class MeetingOpening(SQLModel, table=True):
    """The meeting has begun."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    meeting_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class MeetingClosing(SQLModel, table=True):
    """The meeting is over."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    meeting_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class MeetingCancelling(SQLModel, table=True):
    """The meeting that was called does not take place, and why."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it"),
                    "reason": ("why, as the public entry says it", "as long as the record of it")}

    meeting_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    reason: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class Adjournment(SQLModel, table=True):
    """The meeting goes on another day: when and where, what was on, and whether the hands that were up stay so."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    resumes_at: datetime = Field(sa_type=Moment)
    place: str
    item_id: int | None = None
    hands_kept: bool = True
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class Resumption(SQLModel, table=True):
    """The meeting goes on after an adjournment."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    adjournment_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class AgendaItem(SQLModel, table=True):
    """Something to talk about; without a meeting it waits for the next one. `about` is a topic such as `grievance:3`."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int | None = Field(default=None, index=True)
    position: int = 0
    title: str
    kind: str = "topic"
    about: str = ""
    minutes: int = 10
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class SettingAside(SQLModel, table=True):
    """An item is not dealt with, and why; until somebody brings it back. meeting_id: whose agenda it stood on, None when it only waited."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it"),
                    "reason": ("why, as the public entry says it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    item_id: int = Field(index=True)
    meeting_id: int | None = Field(default=None, index=True)
    position: int = 0
    reason: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    restored_at: datetime | None = Field(default=None, sa_type=Moment)


class ItemOpening(SQLModel, table=True):
    """The item is on; it may be opened again after it was closed."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ItemClosing(SQLModel, table=True):
    """The end of one opening, with what came of it in one sentence."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    opening_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    item_id: int = Field(index=True)
    outcome: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ListClosing(SQLModel, table=True):
    """Nobody more may put up a hand for this item, until the list is opened again."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    item_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    reopened_at: datetime | None = Field(default=None, sa_type=Moment)


class Attendance(SQLModel, table=True):
    """Somebody is here: once a meeting. channel: phone (the code on the wall) or desk (helped by the secretary).

    day: 1, and more after the meeting was adjourned; what became of it since stands in attending/models.py.
    """

    __personal__ = {"person_id": ("who was there, for the quorum", "two years after the meeting")}
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    channel: str = "phone"
    day: int = 1
    at: datetime = Field(sa_type=Moment)


class Hand(SQLModel, table=True):
    """A wish to speak about one item; stand: for, against, question or nothing said; or what stands on the list otherwise (speaking.rules.ASIDES)."""

    __personal__ = {"person_id": ("who asked to speak", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    stand: str = ""
    at: datetime = Field(sa_type=Moment)


class HandLowering(SQLModel, table=True):
    """The wish is withdrawn; or the desk took it off the list, or did not grant it: then by_id says who."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    hand_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class Speech(SQLModel, table=True):
    """A hand that was called: from when, how many seconds were allowed at first, until when; its pauses stand in speaking.models.

    aside: empty, or what interrupts or replaces a speech (speaking.rules.ASIDES). within: the hand whose speech it interrupts.
    """

    __personal__ = {"person_id": ("who spoke, and how long", "two years after the meeting")}

    hand_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int
    person_id: int
    sector: str
    began_at: datetime = Field(sa_type=Moment)
    allowed: int = 180
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    aside: str = Field(default="", sa_column_kwargs={"server_default": ""})
    within: int | None = None
