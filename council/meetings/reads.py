"""What may be read of meetings: which there are, in which state, and who is there; agenda and floor stand beside."""

from datetime import datetime

from sqlmodel import Session, col, select

from council.meetings import adjourning, rules
from council.meetings.agenda import (
    Line,
    agenda,
    current_item,
    find,
    inbox,
    item,
    items,
    items_about,
    list_closing,
    opening_now,
    tabled,
    waiting_about,
)
from council.meetings.attending.reads import attended, came, present, standings
from council.meetings.attending.reads import in_hall as attendance
from council.meetings.attending.rules import HERE
from council.meetings.models import AgendaItem, Attendance, Meeting, MeetingCancelling, MeetingClosing, MeetingOpening
from council.meetings.speakers import (
    Speaker,
    Speaking,
    Suggestion,
    allowance,
    hand_of,
    my_turn,
    open_speeches,
    points,
    queue,
    speech_now,
    speech_row,
    spoken,
    spoken_by,
    suggestion,
)
from council.people import reads as people

__all__ = ["AgendaItem", "Attendance", "Line", "Meeting", "Speaker", "Speaking", "Suggestion",
           "agenda", "allowance", "arrivals", "attendance", "attended", "came", "cancelled",
           "closed_at", "current_item", "find", "first_unheard", "floor", "hand_of", "inbox", "item", "items", "items_about", "last_closed", "list_closing",
           "meeting", "my_turn", "next_meeting", "of_council", "opened_at", "opening_now", "points", "present", "queue", "running", "speech_now", "speech_row",
           "spoken", "spoken_by", "state", "states", "suggestion", "tabled", "waiting_about"]


def meeting(session: Session, meeting_id: int) -> Meeting:
    """One meeting, or Absent."""
    return find(session, Meeting, meeting_id)


def of_council(session: Session, council_id: int) -> list[Meeting]:
    """A council's meetings, the newest first."""
    return list(session.exec(select(Meeting).where(Meeting.council_id == council_id).order_by(col(Meeting.number).desc())))


def running(session: Session, council_id: int) -> Meeting | None:
    """The meeting that is on now; not one that waits for another day."""
    return session.exec(_with_states(select(Meeting)).where(
        Meeting.council_id == council_id, col(MeetingOpening.meeting_id).is_not(None), col(MeetingClosing.meeting_id).is_(None),
        col(Meeting.id).not_in(adjourning.waits()))
        .order_by(col(Meeting.id).desc())).first()


def next_meeting(session: Session, council_id: int) -> Meeting | None:
    """The earliest meeting that has been called and neither begun nor cancelled."""
    return session.exec(_with_states(select(Meeting)).where(
        Meeting.council_id == council_id, col(MeetingOpening.meeting_id).is_(None), col(MeetingClosing.meeting_id).is_(None),
        col(Meeting.id).not_in(select(MeetingCancelling.meeting_id)))
        .order_by(col(Meeting.starts_at), col(Meeting.id))).first()


def last_closed(session: Session, council_id: int) -> Meeting | None:
    """The meeting that ended last."""
    return session.exec(_with_states(select(Meeting)).where(Meeting.council_id == council_id, col(MeetingClosing.meeting_id).is_not(None))
                        .order_by(col(MeetingClosing.at).desc(), col(Meeting.id).desc())).first()


def _with_states(query):  # type: ignore[no-untyped-def]
    return (query.join(MeetingOpening, col(MeetingOpening.meeting_id) == col(Meeting.id), isouter=True)
            .join(MeetingClosing, col(MeetingClosing.meeting_id) == col(Meeting.id), isouter=True))


def opened_at(session: Session, meeting_id: int) -> datetime | None:
    """When the meeting began, or None."""
    row = session.get(MeetingOpening, meeting_id)
    return row.at if row else None


def closed_at(session: Session, meeting_id: int) -> datetime | None:
    """When the meeting ended, or None."""
    row = session.get(MeetingClosing, meeting_id)
    return row.at if row else None


def cancelled(session: Session, meeting_id: int) -> MeetingCancelling | None:
    """The row that says that the meeting does not take place, if it does not."""
    return session.get(MeetingCancelling, meeting_id)


def state(session: Session, meeting_id: int) -> str:
    """called, open, closed; cancelled before it began; adjourned while it waits for another day."""
    if closed_at(session, meeting_id):
        return "closed"
    if opened_at(session, meeting_id):
        return "adjourned" if adjourning.adjourned(session, meeting_id) else "open"
    return "cancelled" if cancelled(session, meeting_id) else "called"


def states(session: Session, meetings: list[Meeting]) -> dict[int, str]:
    """The state of each meeting."""
    return {each.id or 0: state(session, each.id or 0) for each in meetings}


def arrivals(session: Session, meeting_id: int) -> list[tuple[Attendance, str]]:
    """Who is in the hall now, with their names, for members' eyes."""
    rows = [each.row for each in standings(session, meeting_id).values() if each.standing == HERE]
    names = people.names(session, {row.person_id for row in rows})
    return [(row, names.get(row.person_id, "")) for row in rows]


def first_unheard(lines: list[Line]) -> Line | None:
    """The next line of the agenda that has not been on."""
    return next((line for line in lines if line.state == "waiting"), None)


def floor(session: Session, meeting_id: int, person_id: int) -> rules.Floor:
    """The facts that decide whether this person may put up a hand."""
    on = current_item(session, meeting_id)
    return rules.Floor(state=state(session, meeting_id), present=present(session, meeting_id, person_id) is not None,
                       item=on is not None, waiting=hand_of(session, meeting_id, person_id) is not None,
                       speaking=any(each.person_id == person_id and not each.aside.startswith("read_") for each in open_speeches(session, meeting_id)),
                       closed=on is not None and list_closing(session, on.id or 0) is not None)
