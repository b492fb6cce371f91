"""The tables of likeness: a sketch of each text, what people answered, and which grievances are one thing."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from council.db import Moment
from council.grievances.models import WORDS


class Sketch(SQLModel, table=True):
    """One of the few hashes that stand for a grievance's words; gone with the words."""

    __table_args__ = {"sqlite_with_rowid": False}
    __personal__ = {"hash": WORDS}

    council_id: int = Field(primary_key=True)
    hash: int = Field(primary_key=True, sa_type=BigInteger)
    grievance_id: int = Field(primary_key=True, index=True)


class LikenessAnswer(SQLModel, table=True):
    """What somebody said of something that was offered: the same thing or not; how alike it was, and on which day, nothing else."""

    __keeping__ = True

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    same: bool
    words: float
    place: float
    time: float
    photo: float
    on: date


class Kinship(SQLModel, table=True):
    """A grievance is the same thing as an earlier one: linked by the desk, and linked no more once `ended_at` is set."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it"), "ended_by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    child_id: int = Field(index=True)
    parent_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by_id: int | None = None
