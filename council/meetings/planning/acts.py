"""What is done with a meeting before it begins: moving it, cancelling it, reminding of it; its items and its guests stand beside."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from council.clock import aware
from council.meetings import reads as meetings
from council.meetings.acts import about_stream
from council.meetings.floor import meeting_of
from council.meetings.models import AgendaItem, Meeting, MeetingCancelling
from council.meetings.planning import reads, rules
from council.meetings.planning.models import MeetingChange, MeetingReminder
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.record.leaves import written
from council.refusal import refuse


@dataclass(frozen=True)
class Plan:
    """A meeting as it shall be: what it is called, where, when (with its zone), and why this is changed."""

    title: str
    place: str
    starts_at: datetime
    reason: str = ""


def change_meeting(act: Act, meeting_id: int, plan: Plan) -> MeetingChange:
    """Give a called meeting another title, place or time; what stood before is kept, and told."""
    refuse(why_not_desk(act.me.offices))
    meeting, starts = meeting_of(act, meeting_id), plan.starts_at.astimezone(UTC)
    was = _differences(meeting, plan, starts)
    refuse(rules.why_not_change(meetings.state(act.session, meeting_id), not was, "starts_at" in was, starts <= act.at, plan.reason))
    row = act.add(MeetingChange(council_id=act.council_id, meeting_id=meeting_id, title=meeting.title, place=meeting.place,
                                starts_at=meeting.starts_at, reason=plan.reason, at=act.at, by_id=act.me.id))
    meeting.title, meeting.place, meeting.starts_at = plan.title, plan.place, starts
    act.add(meeting)
    act.enter("meeting.changed", topic=meeting.topic, body={**_named(meeting), "was": was, "reason": plan.reason})
    return row


def cancel_meeting(act: Act, meeting_id: int, reason: str) -> MeetingCancelling:
    """Call a meeting off; what others had tabled for it waits for the next one again."""
    refuse(why_not_desk(act.me.offices))
    meeting = meeting_of(act, meeting_id)
    refuse(rules.why_not_cancel(meetings.state(act.session, meeting_id), reason))
    row = act.add(MeetingCancelling(meeting_id=meeting_id, council_id=act.council_id, reason=reason, at=act.at, by_id=act.me.id))
    act.enter("meeting.cancelled", topic=meeting.topic, body={**_named(meeting), "reason": reason})
    for item in meetings.items(act.session, meeting_id):
        if item.about:
            give_back(act, item)
    return row


def give_back(act: Act, item: AgendaItem) -> None:
    """Take an item off its agenda: it waits for the next meeting. Whether that may be is asked before."""
    meeting_id, item.meeting_id, item.position = item.meeting_id, None, 0
    act.add(item)
    close_ranks(act, meeting_id or 0)
    act.enter("item.returned", topic=f"meeting:{meeting_id}", also=about_stream(item),
              body={"item": item.id, "title": item.title, "kind": item.kind, "about": item.about})


def close_ranks(act: Act, meeting_id: int) -> None:
    """Number an agenda anew after something was taken off it."""
    for position, item in enumerate(meetings.items(act.session, meeting_id), 1):
        item.position = position
        act.add(item)


def remind(act: Act, meeting_id: int) -> MeetingReminder:
    """Remind of a meeting that is near; only the clock does this, once for each time that was planned."""
    meeting = meeting_of(act, meeting_id)
    called = meetings.state(act.session, meeting_id) == "called" and act.me.id is None
    hours = rules.due(aware(meeting.starts_at), act.at, reads.reminded(act.session, meeting)) if called else None
    refuse(rules.why_not_remind(hours))
    row = act.add(MeetingReminder(council_id=act.council_id, meeting_id=meeting_id, hours=hours or 0, starts_at=meeting.starts_at, at=act.at))
    act.enter("meeting.reminded", topic=meeting.topic, body={**_named(meeting), "hours": hours})
    return row


def _named(meeting: Meeting) -> dict[str, Any]:
    return {"number": meeting.number, "title": meeting.title, "place": meeting.place, "starts_at": written(aware(meeting.starts_at))}


def _differences(meeting: Meeting, plan: Plan, starts: datetime) -> dict[str, str]:
    """What stood before, of that which changes."""
    before = {"title": meeting.title, "place": meeting.place, "starts_at": written(aware(meeting.starts_at))}
    after = {"title": plan.title, "place": plan.place, "starts_at": written(starts)}
    return {name: text for name, text in before.items() if after[name] != text}
