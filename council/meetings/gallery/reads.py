"""What may be read of a meeting's gallery: its rules, how far it has come behind the hall, how a speaker is called there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from council import clock, rooms
from council.meetings.gallery.models import GalleryRule, NameConsent
from council.meetings.models import Meeting, MeetingOpening, Speech
from council.people import reads as people
from council.people.rules import OFFICES


@dataclass(frozen=True)
class Rule:
    """What strangers are shown: whose names, how many minutes late, whom to ask."""

    names: str = "none"
    delay: int = 0
    contact: str = ""

    @property
    def body(self) -> dict[str, Any]:
        """As the record says it: the line for the press stays out of it."""
        return {"names": self.names, "delay": self.delay, "contact": bool(self.contact)}


def rule(session: Session, meeting_id: int) -> Rule:
    """The rules of this meeting; nothing is shown of names, nothing is delayed, unless it was said."""
    row = session.exec(select(GalleryRule).where(GalleryRule.meeting_id == meeting_id).order_by(col(GalleryRule.id).desc())).first()
    return Rule(row.names, row.delay, row.contact) if row else Rule()


def frozen(session: Session, meeting_id: int) -> dict[str, Any]:
    """What the opening entry says of the rules; nothing when they are the usual ones."""
    now = rule(session, meeting_id)
    return {} if now == Rule() else {"gallery": now.body}


def last_contact(session: Session, council_id: int) -> str:
    """The line that this council gave reporters last time."""
    return session.exec(select(GalleryRule.contact).where(GalleryRule.council_id == council_id).order_by(col(GalleryRule.id).desc())).first() or ""


def until(session: Session, meeting_id: int) -> datetime | None:
    """Strangers are shown what was entered up to this moment; None: everything. One look at the database has one such moment."""
    known: dict[int, datetime | None] = session.info.setdefault("gallery-until", {})
    if meeting_id not in known:
        known[meeting_id] = _until(session, meeting_id)
    return known[meeting_id]


def _until(session: Session, meeting_id: int) -> datetime | None:
    delay = rule(session, meeting_id).delay
    opened = session.get(MeetingOpening, meeting_id) if delay else None
    if opened is None:
        return None
    before = clock.aware(opened.at) - timedelta(milliseconds=1)
    return max(clock.now() - timedelta(minutes=delay), before)


def allows_name(session: Session, meeting_id: int, person_id: int) -> NameConsent | None:
    """The consent of this person that stands."""
    return session.exec(select(NameConsent).where(NameConsent.meeting_id == meeting_id, NameConsent.person_id == person_id,
                                                  col(NameConsent.ended_at).is_(None))).first()


def called(session: Session, meeting_id: int, person_id: int) -> str | None:
    """How strangers hear a speaker called: a name, an office; None when only the side is said."""
    names = rule(session, meeting_id).names
    if names == "consented" and allows_name(session, meeting_id, person_id):
        return people.names(session, {person_id}).get(person_id)
    if names != "offices":
        return None
    me = people.me(session, person_id)
    held = [OFFICES[office] for office in OFFICES if me and office in me.offices and office not in ("member", "observer")]
    return held[0] if held else None


def callings(session: Session, meeting_id: int) -> dict[datetime, str]:
    """When each speech began whose speaker strangers hear called by more than the side."""
    if rule(session, meeting_id).names == "none":
        return {}
    rows = session.exec(select(Speech).where(Speech.meeting_id == meeting_id, Speech.aside != "read_unnamed")).all()
    told = {person: called(session, meeting_id, person) for person in {row.person_id for row in rows}}
    return {clock.aware(row.began_at): name for row in rows if (name := told[row.person_id])}


def council_until(session: Session, council_id: int) -> datetime | None:
    """The earliest of such moments in a council: what came after it is still held back somewhere."""
    meetings = session.exec(select(Meeting.id).join(GalleryRule, col(GalleryRule.meeting_id) == col(Meeting.id))
                            .where(Meeting.council_id == council_id, GalleryRule.delay > 0).distinct())
    moments = [moment for each in meetings if (moment := until(session, each or 0)) and held(session, each or 0)]
    return min(moments, default=None)


def held(session: Session, meeting_id: int) -> int:
    """How many entries of a meeting strangers have still to wait for."""
    return rooms.head(session, f"meeting:{meeting_id}") - rooms.head(session, f"aired:{meeting_id}")


rooms.view("aired", of="meeting", until=until)
