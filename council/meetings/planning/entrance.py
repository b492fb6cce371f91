"""Who may come in to the planning of a meeting: the desk; and who may look at a meeting that is to come."""

from sqlmodel import Session

from council.meetings import reads as meetings
from council.meetings.models import AgendaItem, Meeting
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import current, enter_council, must_hold
from council.refusal import Absent


def of_desk(session: Session, meeting_id: int) -> tuple[Meeting, Me]:
    """The meeting and whoever asks, who must sit at its desk."""
    meeting = meetings.meeting(session, meeting_id)
    me = must_hold(*DESK, council_id=meeting.council_id)
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting, me


def item_of_desk(session: Session, item_id: int) -> tuple[AgendaItem, Me]:
    """The item and whoever asks, who must sit at the desk of its council."""
    item = meetings.item(session, item_id)
    me = must_hold(*DESK, council_id=item.council_id)
    enter_council(people.council_by_id(session, item.council_id))
    return item, me


def open_to(session: Session, meeting_id: int) -> tuple[Meeting, Me | None]:
    """The meeting, for everybody; a members' meeting only for its members. With the member who asks, if it is one."""
    meeting, me = meetings.meeting(session, meeting_id), current()
    member = me if me and me.council_id == meeting.council_id else None
    if meeting.kind == "members" and member is None:
        raise Absent
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting, member
