"""The table of what a clause answers."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class ClauseGrievance(SQLModel, table=True):
    """A clause answers a grievance: chosen by the desk, public by number."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    clause_id: int = Field(primary_key=True)
    grievance_id: int = Field(primary_key=True, index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int
