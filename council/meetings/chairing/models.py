"""What the chair does beside the agenda, each a row: words to the room, breaks, who chairs, a step taken back."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class RoomWord(SQLModel, table=True):
    """A short word to the room, on every screen until it is taken back or its time is over."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    text: str
    until: datetime | None = Field(default=None, sa_type=Moment)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class RoomWordEnd(SQLModel, table=True):
    """The word is gone again; by_id is None when its time was over."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    word_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class MeetingBreak(SQLModel, table=True):
    """A break of an announced length."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    minutes: int
    until: datetime = Field(sa_type=Moment)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class MeetingBreakEnd(SQLModel, table=True):
    """The meeting goes on; a break never ends by itself."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    break_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ChairChange(SQLModel, table=True):
    """The chair of a meeting passed to an official: handed over by whoever had it, or taken."""

    __personal__ = {"person_id": ("who chaired", "as long as the record of it"), "from_id": ("who chaired before", "as long as the record of it"),
                    "by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int
    from_id: int | None = None
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class StepUndone(SQLModel, table=True):
    """A step of the chair that was a mistake: its entry's number and kind; `ref` is the opening it made, if it made one."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    seq: int
    kind: str
    ref: int | None = Field(default=None, index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
