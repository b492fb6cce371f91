"""The table of what building heads look after."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class Building(SQLModel, table=True):
    """What a building head looks after from this moment on: stretches by id and doors by number, as lists with commas; the last row of a person holds."""

    __personal__ = {
        "person_id": ("who looks after which doors", "while in office, then two years"),
        "by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    segments: str = ""
    doors: str = ""
    by_id: int | None = None
    at: datetime = Field(sa_type=Moment)
