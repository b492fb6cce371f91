"""The conventions' tables: conventions, clauses and their wordings, soundings, votes on wordings, versions in force."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment


class Convention(SQLModel, table=True):
    """An agreement of the lane, drafted or in force; an interim agreement (临时约定) is one too."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    title: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"convention:{self.id}"


class Clause(SQLModel, table=True):
    """One article. Its id is for ever; its number is its position."""

    __table_args__ = (UniqueConstraint("convention_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    convention_id: int = Field(index=True)
    position: int
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"clause:{self.id}"


class Wording(SQLModel, table=True):
    """One revision of a clause's text (Markdown); the last one is what is being talked about."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}
    __table_args__ = (UniqueConstraint("clause_id", "rev"),)

    id: int | None = Field(default=None, primary_key=True)
    clause_id: int = Field(index=True)
    rev: int
    title: str
    text: str
    reason: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class Sounding(SQLModel, table=True):
    """A question on the spot (征询): how does everybody see this wording? It binds nobody."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    clause_id: int = Field(index=True)
    wording_id: int
    venue: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None

    @property
    def topic(self) -> str:
        return f"sounding:{self.id}"


class SoundingAnswer(SQLModel, table=True):
    """What one person says to a sounding; may be changed while it runs. `why` is public, without a name."""

    __personal__ = {"person_id": ("one answer for each person", "two years after the sounding")}
    __table_args__ = (UniqueConstraint("sounding_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    sounding_id: int = Field(index=True)
    person_id: int
    sector: str
    stand: str
    why: str = ""
    at: datetime = Field(sa_type=Moment)


class SoundingClosing(SQLModel, table=True):
    """The end of a sounding."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}

    sounding_id: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class ClauseVote(SQLModel, table=True):
    """Which wording of a clause a vote is about."""

    vote_id: int = Field(primary_key=True)
    clause_id: int = Field(index=True)
    wording_id: int
    at: datetime = Field(sa_type=Moment)


class Version(SQLModel, table=True):
    """A convention as adopted: in force from then on, until its next version."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it")}
    __table_args__ = (UniqueConstraint("convention_id", "n"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    convention_id: int = Field(index=True)
    n: int
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class VersionClause(SQLModel, table=True):
    """One clause of a version, in the wording that both sides passed."""

    version_id: int = Field(primary_key=True)
    clause_id: int = Field(primary_key=True)
    wording_id: int
    position: int
