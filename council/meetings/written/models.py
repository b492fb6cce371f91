"""The tables of written statements: what was handed in, with its author's consent; taken back, read out, or only filed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment

WHO = ("which official did it", "as long as the record of it")


class Paper(SQLModel, table=True):
    """A written statement about one item. how: named, unnamed or file (rules.HOW); public: its words may be shown and entered when it is read."""

    __personal__ = {"person_id": ("who wrote it, so that they can take it back", "two years after the meeting"),
                    "text": ("what somebody wrote for a meeting instead of speaking", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    item_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    text: str
    how: str
    public: bool = False
    at: datetime = Field(sa_type=Moment)


class PaperWithdrawal(SQLModel, table=True):
    """Its author took it back before it was read."""

    paper_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)


class PaperFiling(SQLModel, table=True):
    """The desk put it into the file of the meeting; it is not read out."""

    __personal__ = {"by_id": WHO}

    paper_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None


class PaperReading(SQLModel, table=True):
    """The desk read it out: its clock is that of the speech of this hand."""

    __personal__ = {"by_id": WHO}

    paper_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    hand_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
