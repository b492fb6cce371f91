"""How far somebody has read their notices."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class NoticeMark(SQLModel, table=True):
    """Up to which entry of the record a person has seen their notices."""

    __keeping__ = True
    __personal__ = {"person_id": ("to tell what is new from what was read", "while on the roll")}

    person_id: int = Field(primary_key=True)
    seq: int
    at: datetime = Field(sa_type=Moment)
