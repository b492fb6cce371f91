"""Ways through the door of the hall after the first check-in, and guests counted without knowing who they are."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class DoorPassage(SQLModel, table=True):
    """What became of a check-in; the last row says how it stands. way: left, returned, withdrawn (a mistake) or noted (again).

    channel: phone (by themselves) or desk. day: which day of the meeting.
    """

    __personal__ = {"by_id": ("who did it, themselves or an official", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    attendance_id: int = Field(index=True)
    day: int
    way: str
    channel: str = "phone"
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class GuestVisit(SQLModel, table=True):
    """One guest of one meeting, as they said themselves: no name, no address; `mark` is random for each visit and known to that browser alone."""

    __keeping__ = True

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(index=True)
    kind: str
    mark: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    left_at: datetime | None = Field(default=None, sa_type=Moment)
