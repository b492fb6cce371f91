"""The invitations' tables: who was invited because of which grievance, and what they said."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

TALKS = "two years after the case is closed"


class Invitation(SQLModel, table=True):
    """Somebody is asked to the table because of one named grievance."""

    __table_args__ = (UniqueConstraint("case_id", "person_id"),)
    __personal__ = {"person_id": ("to know who takes part in the talk", TALKS), "by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    person_id: int = Field(index=True)
    grievance_id: int
    sector: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class InvitationAnswer(SQLModel, table=True):
    """What the invited person said; may be changed, the record keeps every turn."""

    invitation_id: int = Field(primary_key=True)
    accept: bool
    at: datetime = Field(sa_type=Moment)
