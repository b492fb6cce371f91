"""What is forgotten by itself: old failures, drafts, cards and devices, each after the time its table promises."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from council.people.models import Card, Device, Failure, RollDraft

DAY = timedelta(days=1)
FORGET = ((Failure, "at", DAY), (RollDraft, "at", DAY), (Card, "expires_at", 30 * DAY), (Device, "ended_at", 200 * DAY))
"""Table, the moment that counts, how long after it the row goes."""


def forget_old(session: Session, now: datetime) -> int:
    """Delete what is over its time; returns how many rows. Door: keeping."""
    gone = 0
    for table, moment, lasts in FORGET:
        gone += session.connection().execute(delete(table).where(col(getattr(table, moment)) < now - lasts)).rowcount
    return gone
