"""The grievances' tables: what was filed and whom it is about, who joined, answered and read it, and each step of its way as a row."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from council.db import Moment

WORDS = ("to understand and settle what someone suffers", "two years after it is closed, or until withdrawn by its author")
WHOSE = ("who speaks in a case, known to the desk only", "two years after it is closed")
ABOUT = ("who can answer for what it is about", "two years after it is closed, or until withdrawn by its author")
SEEN = ("to tell the one who filed who has read it", "two years after it is closed, or until withdrawn by its author")


class Grievance(SQLModel, table=True):
    """What someone suffers and asks for; three parts kept apart, and how far the lamp reaches.

    impact: 1 to 5, 0 while it has not been said (a quick report). category: a code of the council's tree. often: a code of rules.OFTEN.
    """

    __table_args__ = (Index("grievance_at_door", "council_id", "door"), Index("grievance_on_stretch", "council_id", "segment_id", "at"))
    __personal__ = {"happened": WORDS, "since": WORDS, "hurt": WORDS, "ask": WORDS, "door": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    person_id: int = Field(index=True)
    sector: str
    happened: str
    since: str = ""
    often: str = ""
    hurt: str
    ask: str
    impact: int
    category: str
    segment_id: int | None = None
    door: str = ""
    circle: str
    at: datetime = Field(sa_type=Moment)

    @property
    def topic(self) -> str:
        return f"grievance:{self.id}"


class Concern(SQLModel, table=True):
    """Whom a grievance is about: a shop (premises_id), a building by its door number, or somebody whom nobody knows."""

    __personal__ = {"premises_id": ABOUT, "door": ABOUT}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    kind: str
    premises_id: int | None = Field(default=None, index=True)
    door: str = ""


class Alias(SQLModel, table=True):
    """Who speaks in a case under which letter: the n-th to appear in it, with the roll entry and the household that stand behind."""

    __table_args__ = (UniqueConstraint("grievance_id", "person_id"), UniqueConstraint("grievance_id", "n"))
    __personal__ = {"person_id": WHOSE, "entry_id": WHOSE, "premises_id": WHOSE}

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(index=True)
    person_id: int
    entry_id: int | None = None
    premises_id: int | None = None
    sector: str
    n: int


class Joining(SQLModel, table=True):
    """A neighbour who says "me too", with what it does to them; never erases the first."""

    __table_args__ = (UniqueConstraint("grievance_id", "person_id"),)
    __personal__ = {"hurt": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(index=True)
    person_id: int
    sector: str
    hurt: str
    impact: int
    at: datetime = Field(sa_type=Moment)


class Step(SQLModel, table=True):
    """One state on a grievance's way: which, by whom (None: the clock; `public` is what the record calls them), when, with what words."""

    __personal__ = {
        "by_id": ("which official did it", "as long as the record of it"),
        "note": ("to tell those concerned what was done", "two years after it is settled")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    state: str
    note: str = ""
    by_id: int | None = None
    public: str = ""
    at: datetime = Field(sa_type=Moment)


class Answer(SQLModel, table=True):
    """What a party says, in its own words, to a grievance that is about it."""

    __personal__ = {"words": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    concern_id: int
    person_id: int
    sector: str
    words: str
    at: datetime = Field(sa_type=Moment)


class Addition(SQLModel, table=True):
    """What its author said later, beside words that others had read already."""

    __personal__ = {"words": WORDS, "person_id": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    person_id: int
    words: str
    at: datetime = Field(sa_type=Moment)


class OldWording(SQLModel, table=True):
    """How the three parts read until their author wrote them anew, while nobody but the desk had seen them."""

    __personal__ = {"happened": WORDS, "since": WORDS, "hurt": WORDS, "ask": WORDS}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    happened: str
    since: str
    hurt: str
    ask: str
    at: datetime = Field(sa_type=Moment)


class CircleChange(SQLModel, table=True):
    """The lamp was turned up or down: how far it reached before, and from then on."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int
    grievance_id: int = Field(index=True)
    before: str
    after: str
    at: datetime = Field(sa_type=Moment)


class GrievanceReading(SQLModel, table=True):
    """Somebody other than its author has opened a grievance: for the first and the last time."""

    __keeping__ = True
    __table_args__ = (UniqueConstraint("grievance_id", "person_id"),)
    __personal__ = {"person_id": SEEN}

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(index=True)
    person_id: int
    first_at: datetime = Field(sa_type=Moment)
    last_at: datetime = Field(sa_type=Moment)


class Proxy(SQLModel, table=True):
    """A grievance that somebody wrote down for a neighbour without a phone and read back; and that the neighbour took it back, by which way."""

    __personal__ = {"helper_id": ("who wrote it down for a neighbour", "two years after it is closed")}

    grievance_id: int = Field(primary_key=True)
    council_id: int
    helper_id: int
    at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_by: str = ""


class Slip(SQLModel, table=True):
    """Four words on paper with which a neighbour takes back, without an account, what was written down for them; kept as a hash."""

    __keeping__ = True
    __personal__ = {"code_hash": ("so that a neighbour without a phone can take it back", "until a new slip, or until taken back")}

    grievance_id: int = Field(primary_key=True)
    code_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Moment)


class Category(SQLModel, table=True):
    """A class of the council's own, or its change to one of rules.TREE: another word, place or parent, or retired."""

    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    code: str
    parent: str = ""
    word: str
    position: int
    retired_at: datetime | None = Field(default=None, sa_type=Moment)
