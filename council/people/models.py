"""The people's tables: councils, the lane's doors, premises, persons, the roll, offices, cards, devices."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment
from council.people.rules import STAGE_SLUG


class Council(SQLModel, table=True):
    """One council for one or two adjoining compounds; its id is also `council_id` everywhere else."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    committee: str = ""
    demo: bool = False
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"council:{self.id}"

    @property
    def rehearsal(self) -> bool:
        """True for the stage of a rehearsal: invented people, a log of its own that nobody signs."""
        return self.slug.startswith(STAGE_SLUG)


class Compound(SQLModel, table=True):
    """A lane, garden, village or block that the council serves."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    name: str


class Segment(SQLModel, table=True):
    """A stretch of the lane, in order from its mouth."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    position: int
    name: str


class Door(SQLModel, table=True):
    """A numbered door; `side` is home or shop: two sides, one passage."""

    __table_args__ = (UniqueConstraint("council_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    segment_id: int | None = None
    number: str
    side: str = "home"


class Premises(SQLModel, table=True):
    """A household (户) or a shop (家) behind a door. A shop's name is public, a household has none."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    door_id: int
    kind: str
    name: str = ""


class Person(SQLModel, table=True):
    """One human being as one council knows them; may hold several roll entries, votes in one capacity at a time."""

    __personal__ = {"name": ("to know who takes part", "while on the roll, then one year")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    name: str


class RollEntry(SQLModel, table=True):
    """A person in a household or at a shop, in one sector. `number` is the entry's lasting key in the roll file."""

    __table_args__ = (UniqueConstraint("council_id", "number"),)
    __personal__ = {
        "person_id": ("to know who takes part", "while on the roll, then one year"),
        "number": ("to update the roll without doubling", "while on the roll")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    number: str
    sector: str
    premises_id: int | None = None
    rehearsal: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Office(SQLModel, table=True):
    """An office held by a person from a day until a day."""

    __personal__ = {
        "person_id": ("who holds the office", "while in office, then two years"),
        "by_id": ("which official did it", "as long as the record of it")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    office: str
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class Card(SQLModel, table=True):
    """An invitation: one person, one code (kept as a hash), single use, expiring, revocable."""

    __keeping__ = True
    __personal__ = {
        "person_id": ("whose card it is", "until used, or one month"),
        "code_hash": ("to let the right person in", "until used, or one month")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    code_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class Device(SQLModel, table=True):
    """A signed-in phone or laptop; ending the row signs it out at once."""

    __keeping__ = True
    __personal__ = {
        "person_id": ("whose device it is", "until signed out, then 200 days"),
        "label": ("to recognise one's own devices", "until signed out, then 200 days")}

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(index=True)
    token_hash: str = Field(unique=True)
    label: str = ""
    at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    password_ok: bool = False


class Password(SQLModel, table=True):
    """An official's password, argon2."""

    __keeping__ = True
    __personal__ = {"person_id": ("whose password it is", "while in office"), "hash": ("a second proof for officials", "while in office")}

    person_id: int = Field(primary_key=True)
    hash: str
    at: datetime = Field(sa_type=Moment)


class Failure(SQLModel, table=True):
    """A failed try to sign in, counted by what was tried, so that others are not locked out."""

    __keeping__ = True

    id: int | None = Field(default=None, primary_key=True)
    what: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)


class Taste(SQLModel, table=True):
    """How a person likes to read: type size 1 to 3, theme, language."""

    __personal__ = {"person_id": ("whose reading size it is", "while on the roll")}
    __keeping__ = True

    person_id: int = Field(primary_key=True)
    size: int = 1
    theme: str = ""
    lang: str = ""


class RollDraft(SQLModel, table=True):
    """A roll file that was read and waits for the secretary's yes; gone once answered."""

    __keeping__ = True
    __personal__ = {
        "person_id": ("whose import it is", "until confirmed, or one day"),
        "rows": ("to show what an import would change", "until confirmed, or one day")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int
    rows: str
    at: datetime = Field(sa_type=Moment)
