"""The tables of options: what is weighed on a case, each person's sheet, the end with its result."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from council.db import Moment

OFFICIAL = ("which official did it", "as long as the record of it")
TALKS = "two years after the case is closed"


class OptionSet(SQLModel, table=True):
    """Some ways out of a case that are weighed together; who may weigh them stands here as it was when they were put up."""

    __personal__ = {"by_id": OFFICIAL}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    case_id: int = Field(index=True)
    circle: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"options:{self.id}"


class Option(SQLModel, table=True):
    """One way out; stay: leaving things as they are, always one of them."""

    id: int | None = Field(default=None, primary_key=True)
    set_id: int = Field(index=True)
    position: int
    text: str
    stay: bool = False


class Resistance(SQLModel, table=True):
    """How hard one person finds one option to bear, 0 to 10; None where they left it blank."""

    __table_args__ = (Index("resistance_count", "set_id", "option_id", "sector"), Index("resistance_mine", "set_id", "person_id"))
    __personal__ = {"person_id": ("one sheet for each person", TALKS), "value": ("to weigh what each side can bear", TALKS)}

    option_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True)
    set_id: int
    sector: str
    value: int | None = None
    at: datetime = Field(sa_type=Moment)


class OptionSetClosing(SQLModel, table=True):
    """The end of a weighing with its result exactly as it was announced."""

    __personal__ = {"by_id": OFFICIAL}

    set_id: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    roster: dict[str, Any] = Field(sa_type=JSON)
    verdict: str
    option_id: int | None = None
