"""Where to write to people, and that they were written to: nothing of what happened itself."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

MAIL = ("to write that something happened", "until taken back, or while on the roll")


class Mailbox(SQLModel, table=True):
    """Where a person wants to be written to; confirmed_at is None until the link in the first mail was opened."""

    __keeping__ = True
    __personal__ = {"person_id": MAIL, "address": MAIL, "token": MAIL, "lang": MAIL}

    person_id: int = Field(primary_key=True)
    council_id: int = Field(index=True)
    address: str
    token: str = Field(unique=True)
    lang: str
    since: int
    at: datetime = Field(sa_type=Moment)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)


class Mailing(SQLModel, table=True):
    """One mail, claimed before it is sent. purpose: news | confirm; state: claimed | sent | failed | unsure.

    seq: the last entry that it tells of; of a question whether an address is right, the second at which it was given.
    """

    __keeping__ = True
    __table_args__ = (UniqueConstraint("person_id", "purpose", "seq"),)
    __personal__ = {"person_id": MAIL}

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(index=True)
    purpose: str
    seq: int
    state: str
    tries: int
    at: datetime = Field(sa_type=Moment)
