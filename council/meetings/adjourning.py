"""Reading adjournments: whether a meeting waits for another day, which day of it this is, when that day began."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from council.meetings.models import Adjournment, MeetingOpening, Resumption


def adjourned(session: Session, meeting_id: int) -> Adjournment | None:
    """The adjournment that nobody has ended yet."""
    return session.exec(_open().where(Adjournment.meeting_id == meeting_id)).first()


def waiting(session: Session, council_id: int) -> list[Adjournment]:
    """Every adjournment of a council that nobody has ended, the earliest continuation first; those of meetings that are over too."""
    return list(session.exec(_open().where(Adjournment.council_id == council_id).order_by(col(Adjournment.resumes_at))))


def day(session: Session, meeting_id: int) -> int:
    """1, or after an adjournment 2, 3 …: whoever comes now comes to that day."""
    return 1 + session.exec(select(func.count()).select_from(Adjournment).where(Adjournment.meeting_id == meeting_id)).one()


def began(session: Session, meeting_id: int) -> dict[int, datetime]:
    """When each day began, by its number."""
    first = session.get(MeetingOpening, meeting_id)
    rows = session.exec(select(Resumption).join(Adjournment, col(Adjournment.id) == col(Resumption.adjournment_id))
                        .where(Adjournment.meeting_id == meeting_id).order_by(col(Resumption.adjournment_id)))
    return dict(enumerate([*([first.at] if first else []), *(row.at for row in rows)], 1))


def waits():  # type: ignore[no-untyped-def]
    """A subquery: the meetings that wait for another day."""
    return select(Adjournment.meeting_id).join(Resumption, col(Resumption.adjournment_id) == col(Adjournment.id), isouter=True).where(
        col(Resumption.adjournment_id).is_(None))


def _open():  # type: ignore[no-untyped-def]
    return (select(Adjournment).join(Resumption, col(Resumption.adjournment_id) == col(Adjournment.id), isouter=True)
            .where(col(Resumption.adjournment_id).is_(None)).order_by(col(Adjournment.id).desc()))
