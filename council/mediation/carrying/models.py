"""The table of what was carried: the file of a dossier as it was when its matter climbed."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment


class Carried(SQLModel, table=True):
    """The dossier that one climb of a grievance carries. told: title and sections as JSON, for paper; sha256: of the file."""

    __table_args__ = (UniqueConstraint("climb_id"),)
    __personal__ = {
        "file": ("what the next rung needs to go on; may describe what people suffer", "two years after the case is closed"),
        "told": ("the same, to be printed", "two years after the case is closed")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    case_id: int
    grievance_id: int = Field(index=True)
    climb_id: int
    level: str
    file: bytes
    told: str
    sha256: str
    at: datetime = Field(sa_type=Moment)
