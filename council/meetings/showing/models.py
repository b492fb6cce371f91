"""One turn of one screen: the last row of a screen is what it shows."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class Showing(SQLModel, table=True):
    """The desk turned a screen to a page; screen "" is the first one of the hall."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    screen: str = ""
    page: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
