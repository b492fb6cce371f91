"""The rehearsals' one table. It is kept privately: a rehearsal leaves no entry in the record of the council that rehearses."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class Rehearsal(SQLModel, table=True):
    """One rehearsal of one meeting. `running_for` is the meeting while it lasts: one at a time, a second tap finds the first."""

    __keeping__ = True
    __personal__ = {"by_id": ("which official rehearses", "as long as the row of the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    running_for: int | None = Field(default=None, unique=True)
    stage_id: int | None = Field(default=None, unique=True)
    """The council of invented people; None in the moment in which it is being founded."""
    stage_meeting_id: int | None = None
    token: str = Field(unique=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
