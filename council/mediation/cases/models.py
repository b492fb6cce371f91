"""The cases' tables: a case, the grievances it gathers, and who was asked in beyond those whom they concern."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

OFFICIAL = ("which official did it", "as long as the record of it")
TALKS = "two years after the case is closed"


class Case(SQLModel, table=True):
    """A conflict that is talked about; its title is public, `circle` says who sees the rest: "parties" or "lane"."""

    __personal__ = {"by_id": OFFICIAL}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    title: str
    circle: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"case:{self.id}"


class CaseGrievance(SQLModel, table=True):
    """A grievance that belongs to a case."""

    __personal__ = {"by_id": OFFICIAL}
    __table_args__ = (UniqueConstraint("case_id", "grievance_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(index=True)
    grievance_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class CaseParty(SQLModel, table=True):
    """Somebody who came in by invitation: on a side (role "party"), or between the sides (role "mediator")."""

    __personal__ = {"person_id": ("to know who takes part in the talk", TALKS), "by_id": OFFICIAL}
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    role: str = "party"
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class CaseOutcome(SQLModel, table=True):
    """How a round of talks ended: "agreed", "council", or "talk" when both sides go on talking; the last one counts."""

    __personal__ = {"note": ("to tell both sides how it ended", TALKS), "by_id": OFFICIAL}

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(index=True)
    outcome: str
    note: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
