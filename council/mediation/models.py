"""Mediation's tables: shared goals, what they are about, and who stands by them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment


class SharedGoal(SQLModel, table=True):
    """One sentence that both sides might accept, noted by the desk after talks with both; of a case, or of the whole lane."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    case_id: int | None = Field(default=None, index=True)
    text: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"goal:{self.id}"


class GoalGrievance(SQLModel, table=True):
    """A grievance that a goal answers."""

    goal_id: int = Field(primary_key=True)
    grievance_id: int = Field(primary_key=True)


class GoalStand(SQLModel, table=True):
    """Whether one person of a side stands by a goal; may be changed, the record keeps every turn."""

    __table_args__ = (UniqueConstraint("goal_id", "person_id"),)
    __personal__ = {
        "person_id": ("one stand for each person", "two years after the meeting"),
        "accept": ("to see who of each side stands by the goal", "as long as the convention it led to"),
        "why": ("to learn what is still missing", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(index=True)
    person_id: int
    sector: str
    accept: bool
    why: str = ""
    at: datetime = Field(sa_type=Moment)
