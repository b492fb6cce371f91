"""The dossier's table: that one was taken, for what, and the fingerprint of the file; its content is nowhere kept."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment


class Dossier(SQLModel, table=True):
    """The n-th dossier of a case; sha256 is of the file as it was handed out."""

    __table_args__ = (UniqueConstraint("case_id", "n"),)
    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    case_id: int = Field(index=True)
    n: int
    purpose: str
    sha256: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
