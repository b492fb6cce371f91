"""Counting the gallery without knowing it: a visit is a kind and a random mark that only that browser holds."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from council.meetings.attending import rules
from council.meetings.attending.models import GuestVisit

NOBODY = {**dict.fromkeys(rules.GUESTS, 0), "most": 0}
"""The count before anybody has come."""

DESK, TAKEN = "desk:", "taken:"
"""How the marks begin of those whom the desk counted, and of those whom it took away again; no hash looks like them."""

KEPT = timedelta(days=30)
"""How long visits are kept; the numbers stay in the record."""


def come(session: Session, meeting_id: int, kind: str, at: datetime, once: str = "") -> str:
    """Count one visit; returns its mark, which only the visitor's browser keeps: the form's own token, so that a form sent again is the same visit."""
    mark = once or secrets.token_urlsafe(18)
    session.add(GuestVisit(meeting_id=meeting_id, kind=kind, mark=_hashed(mark), at=at))
    return mark


def go(session: Session, meeting_id: int, mark: str, at: datetime) -> bool:
    """The visit is over; False when it was not known or over already."""
    row = find(session, meeting_id, mark)
    if row is None:
        return False
    row.left_at = at
    session.add(row)
    return True


def find(session: Session, meeting_id: int, mark: str) -> GuestVisit | None:
    """The visit behind a mark, while it lasts."""
    return session.exec(select(GuestVisit).where(GuestVisit.mark == _hashed(mark), GuestVisit.meeting_id == meeting_id,
                                                 col(GuestVisit.left_at).is_(None))).first()


def add(session: Session, meeting_id: int, kind: str, at: datetime, once: str = "") -> None:
    """Count one more whom the desk sees; the same form again counts nobody."""
    if not _marked(session, meeting_id, mark := DESK + (once or secrets.token_urlsafe(18))):
        session.add(GuestVisit(meeting_id=meeting_id, kind=kind, mark=mark, at=at))


def take_away(session: Session, meeting_id: int, kind: str, once: str = "") -> bool:
    """One whom the desk counted was no guest; False when the desk counted none of this kind. The same form again takes away nobody."""
    if _marked(session, meeting_id, mark := TAKEN + (once or secrets.token_urlsafe(18))):
        return True
    row = session.exec(select(GuestVisit).where(GuestVisit.meeting_id == meeting_id, GuestVisit.kind == kind, col(GuestVisit.mark).startswith(DESK))
                       .order_by(col(GuestVisit.id).desc())).first()
    if row is None:
        return False
    row.mark, row.left_at = mark, row.at
    session.add(row)
    return True


def _marked(session: Session, meeting_id: int, mark: str) -> bool:
    return session.exec(select(GuestVisit.id).where(GuestVisit.meeting_id == meeting_id, GuestVisit.mark == mark)).first() is not None


def there(session: Session, meeting_id: int) -> dict[str, int]:
    """How many of each kind are there now."""
    rows = session.exec(select(GuestVisit.kind).where(GuestVisit.meeting_id == meeting_id, col(GuestVisit.left_at).is_(None)))
    kinds = list(rows)
    return {kind: kinds.count(kind) for kind in rules.GUESTS}


def counted(session: Session, meeting_id: int) -> dict[str, int]:
    """How many of each kind came, and how many were there at once at most."""
    rows = list(session.exec(select(GuestVisit).where(GuestVisit.meeting_id == meeting_id, ~col(GuestVisit.mark).startswith(TAKEN))))
    return {**{kind: sum(row.kind == kind for row in rows) for kind in rules.GUESTS},
            "most": rules.most_at_once([(row.at, row.left_at) for row in rows])}


def forget(session: Session, now: datetime) -> None:
    """Old visits go; what was counted stands in the record."""
    session.execute(delete(GuestVisit).where(col(GuestVisit.at) < now - KEPT))


def _hashed(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
