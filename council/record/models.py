"""The record's tables: leaves and their heads, the numbered news, openings of commitments, first answers, checkpoints."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from council.db import Moment


class LogHead(SQLModel, table=True):
    """One row a council: how long its log is and the right edge of its tree. Locked first by every act."""

    council_id: int = Field(primary_key=True)
    slug: str = Field(unique=True)
    size: int = 0
    edge: bytes = Field(default=b"", sa_type=LargeBinary)


class Leaf(SQLModel, table=True):
    """One entry: the exact bytes that the log holds, and what is needed to find them."""

    __table_args__ = (Index("leaf_by_topic", "council_id", "topic", "topic_seq"),)

    council_id: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    topic: str
    topic_seq: int
    at: datetime = Field(sa_type=Moment)
    data: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class Stream(SQLModel, table=True):
    """The heads of one topic or room: its last leaf and the number of its last piece of news."""

    name: str = Field(primary_key=True)
    council_id: int = Field(index=True)
    topic_seq: int = 0
    prev: bytes | None = Field(default=None, sa_type=LargeBinary)
    news: int = 0


class News(SQLModel, table=True):
    """The n-th thing heard in a stream: which leaf it was. Numbers have no gaps."""

    stream: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    council_id: int
    seq: int
    kind: str


class Opening(SQLModel, table=True):
    """The value and key behind one commitment; erasing this row erases the person's data and leaves the log whole."""

    __personal__ = {"value": ("to show a member who acted", "until the person asks, or the council ends")}

    council_id: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    field: str = Field(primary_key=True)
    value: str
    key: bytes = Field(sa_type=LargeBinary)


class Once(SQLModel, table=True):
    """The first answer to a form; the same form sent again gets this answer and changes nothing."""

    who: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    body: str
    answer: str
    at: datetime = Field(sa_type=Moment)


class Checkpoint(SQLModel, table=True):
    """A signed head, exactly as published (C2SP tlog-checkpoint)."""

    __keeping__ = True

    council_id: int = Field(primary_key=True)
    size: int = Field(primary_key=True)
    note: str
    at: datetime = Field(sa_type=Moment)
