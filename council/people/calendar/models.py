"""The calendar's tables: a council's own days off and working days, and the years that it has filled in itself."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")


class Holiday(SQLModel, table=True):
    """One day that differs from the week or from the state's list: kind "off" or "work"; wins over both."""

    __table_args__ = (UniqueConstraint("council_id", "day"),)
    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    day: date
    kind: str
    word: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int


class CalendarYear(SQLModel, table=True):
    """A year whose holidays the secretary has filled in by hand, as long as the state's list here does not have them."""

    __table_args__ = (UniqueConstraint("council_id", "year"),)
    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    year: int
    at: datetime = Field(sa_type=Moment)
    by_id: int
