"""The clocks' tables: only events; what they mean is computed when somebody looks."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")
NOTE = ("to tell those concerned what was done", "two years after it is settled")


class Contact(SQLModel, table=True):
    """Somebody of the council spoke with the filer or the party: whom, how (phone, door, desk), when."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    whom: str
    how: str
    by_id: int
    office: str
    at: datetime = Field(sa_type=Moment)


class Plan(SQLModel, table=True):
    """A moment that was promised, with a word about what will have been done by then; the last one holds."""

    __personal__ = {"by_id": WHO, "words": NOTE}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    until: datetime = Field(sa_type=Moment)
    words: str = ""
    by_id: int
    at: datetime = Field(sa_type=Moment)


class Waiting(SQLModel, table=True):
    """The matter waits for somebody's answer; ended_at when the desk goes on without it. An answer that comes ends it by itself."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    whom: str
    by_id: int
    at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Climb(SQLModel, table=True):
    """One rung up the ladder: by the clock (by_id None), or by hand with a reason. The last one says who owns the matter now."""

    __personal__ = {"by_id": WHO, "reason": NOTE}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    was: str
    level: str
    reason: str = ""
    by_id: int | None = None
    at: datetime = Field(sa_type=Moment)


class Measure(SQLModel, table=True):
    """How long one clock of a due class may take from now on, in working days or, where every hour counts, in hours; the last one before a clock begins
    holds for it."""

    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    due: str
    clock: str
    amount: int
    by_id: int
    at: datetime = Field(sa_type=Moment)


class ClockStep(SQLModel, table=True):
    """What a clock has done by itself, once: reminded, climbed, overdue. `due` is the moment it was due, `at` when it was noticed."""

    __table_args__ = (UniqueConstraint("grievance_id", "clock", "cycle", "step"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    grievance_id: int = Field(index=True)
    clock: str
    cycle: int
    step: str
    due: datetime = Field(sa_type=Moment)
    at: datetime = Field(sa_type=Moment)
