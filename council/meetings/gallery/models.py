"""The gallery's tables: the rules for strangers as they were set, and who lets their name be shown."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from council.db import Moment


class GalleryRule(SQLModel, table=True):
    """What strangers are shown of one meeting; the newest row before the opening counts. delay: minutes."""

    __personal__ = {"by_id": ("which official did it", "as long as the record of it"),
                    "contact": ("whom reporters may ask, as the desk chose to publish it", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    names: str = "none"
    delay: int = 0
    contact: str = ""
    at: datetime = Field(sa_type=Moment)
    by_id: int


class NameConsent(SQLModel, table=True):
    """Somebody lets the gallery of one meeting show their name while they speak; until they take it back."""

    __personal__ = {"person_id": ("who let the gallery show their name", "two years after the meeting")}

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    meeting_id: int = Field(index=True)
    person_id: int
    at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
