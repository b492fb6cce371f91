"""The tables of handling: proposals to close with their keys and ends, contests, triage, receipts of handing over."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

BY = ("which official did it", "as long as the record of it")
SAID = ("to tell those concerned what was done and why", "two years after the grievance is closed")
WHO = ("to know whose key was turned, once for each side", "two years after the grievance is closed")


class Closing(SQLModel, table=True):
    """A proposal to close. `side` proposes (suffering, party or desk); `second` has the other key (party or desk); `back` is where it stood."""

    __personal__ = {"words": SAID, "by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    grievance_id: int = Field(index=True)
    step_id: int
    outcome: str
    words: str = ""
    side: str
    second: str
    back: str
    by_id: int
    at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)


class ClosingKey(SQLModel, table=True):
    """One side's yes. Each side has one, and no one person turns both."""

    __table_args__ = (UniqueConstraint("closing_id", "side"), UniqueConstraint("closing_id", "by_id"))
    __personal__ = {"by_id": WHO}

    id: int | None = Field(default=None, primary_key=True)
    closing_id: int = Field(index=True)
    side: str
    by_id: int
    at: datetime = Field(sa_type=Moment)


class ClosingEnd(SQLModel, table=True):
    """How a proposal ended, once: confirmed, lapsed, contested, taken_back or withdrawn."""

    closing_id: int = Field(primary_key=True)
    how: str
    at: datetime = Field(sa_type=Moment)


class Contest(SQLModel, table=True):
    """Somebody affected says: it is not over. `step_id` is the step that is contested; households count, not persons.

    household: premises id, or minus the person id of whoever has none.
    """

    __table_args__ = (UniqueConstraint("step_id", "person_id"),)
    __personal__ = {
        "person_id": ("to let each contest once", "two years after the grievance is closed"),
        "household": ("to count two households, not two voices of one", "two years after the grievance is closed"),
        "reason": SAID}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    step_id: int = Field(index=True)
    person_id: int
    household: int
    role: str
    sector: str
    reason: str
    at: datetime = Field(sa_type=Moment)


class Triage(SQLModel, table=True):
    """The three answers, the type they recommend, the type that was chosen and, where they differ, why."""

    __personal__ = {"by_id": BY, "reason": SAID}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    clash: bool
    one_sector: bool
    two_way: bool
    recommended: str
    chosen: str
    reason: str = ""
    by_id: int
    at: datetime = Field(sa_type=Moment)


class Handover(SQLModel, table=True):
    """The receipt of a handing over: to whom, their number for it, on which day, where to ask."""

    __personal__ = {"note": SAID, "contact": ("where the one who filed it can ask", "two years after the grievance is closed"), "by_id": BY}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    step_id: int
    to: str
    reference: str = ""
    day: date
    contact: str = ""
    note: str = ""
    by_id: int
    at: datetime = Field(sa_type=Moment)
