"""Asking the mail: whose address, what was written, what is to be written now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from council.meetings.planning import reads as planning
from council.people import reads as people
from council.story.mail import rules
from council.story.mail.models import Mailbox, Mailing
from council.story.notices import reads as notices


@dataclass(frozen=True)
class Due:
    """One mail to be written: to whom, why (confirm | news), up to which entry; id of the row when it was refused before."""

    person_id: int
    purpose: str
    seq: int
    id: int | None = None


def mailbox(session: Session, person_id: int) -> Mailbox | None:
    """Where a person wants to be written to."""
    return session.get(Mailbox, person_id)


def by_token(session: Session, token: str) -> Mailbox | None:
    """Whose link this is."""
    return session.exec(select(Mailbox).where(Mailbox.token == token)).first()


def asked(session: Session, person_id: int, now: datetime) -> int:
    """How many mails of the last day asked this person to confirm."""
    return session.exec(select(func.count()).where(Mailing.person_id == person_id, Mailing.purpose == "confirm",
                                                   col(Mailing.at) > now - timedelta(days=1))).one()


def due(session: Session, now: datetime) -> list[Due]:
    """What is to be written now: addresses to be confirmed, news that nobody has looked at, and what was refused before."""
    found = [Due(row.person_id, row.purpose, row.seq, row.id) for row in session.exec(select(Mailing).where(Mailing.state == "failed"))
             if rules.may_try_again(row.tries, row.at, now)]
    for box in session.exec(select(Mailbox).order_by(col(Mailbox.person_id))):
        each = _for(session, box, now)
        if each and not _known(session, each):
            found.append(each)
    return found


def _for(session: Session, box: Mailbox, now: datetime) -> Due | None:
    if box.confirmed_at is None:
        return Due(box.person_id, "confirm", int(box.at.timestamp()))
    last = session.exec(select(Mailing).where(Mailing.person_id == box.person_id, Mailing.purpose == "news").order_by(col(Mailing.id).desc())).first()
    me = people.me(session, box.person_id)
    if me is None or not me.capacities:
        return None
    if last is not None and not rules.may_write(last.at, now) and not planning.begins_soon(session, me, last.at, now):
        return None
    after = max(box.since, last.seq if last else -1, notices.read_until(session, box.person_id))
    newest = notices.newest(session, me, after)
    return Due(box.person_id, "news", newest) if newest else None


def _known(session: Session, each: Due) -> bool:
    return session.exec(select(Mailing.id).where(Mailing.person_id == each.person_id, Mailing.purpose == each.purpose,
                                                 Mailing.seq == each.seq)).first() is not None
