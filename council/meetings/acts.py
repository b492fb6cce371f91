"""What is done about meetings: calling, setting the agenda, opening and closing; what is done in the hall stands in floor.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from council import rooms
from council.meetings import reads, rules
from council.meetings.attending.acts import check_in, enter_guests
from council.meetings.chairing.acts import of_chair, wind_up
from council.meetings.floor import (
    call_speaker,
    close_list,
    end_speech,
    item_of,
    lower_hand,
    meeting_of,
    pressed_by_chair,
    raise_hand,
    stop_speech,
)
from council.meetings.gallery import reads as gallery
from council.meetings.models import AgendaItem, ItemClosing, ItemOpening, Meeting, MeetingClosing, MeetingOpening
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.record.leaves import written
from council.refusal import Absent, refuse
from council.votes import reads as votes

__all__ = ["Calling", "Item", "add_item", "call_meeting", "call_speaker", "check_in", "close_item", "close_list", "close_meeting",
           "end_speech", "lower_hand", "open_item", "open_meeting", "put_on_next_agenda", "raise_hand", "take_up"]


@dataclass(frozen=True)
class Calling:
    """A meeting as it is called: what, where, when (with its zone), which kind."""

    title: str
    place: str
    starts_at: datetime
    kind: str = "open"


@dataclass(frozen=True)
class Item:
    """An agenda item as it is put down. `about` is the topic it is about, such as `grievance:3`."""

    title: str
    kind: str = "topic"
    about: str = ""
    minutes: int = 10


def call_meeting(act: Act, calling: Calling) -> Meeting:
    """Call a meeting; its agenda follows item by item."""
    refuse(why_not_desk(act.me.offices))
    number = len(reads.of_council(act.session, act.council_id)) + 1
    starts = calling.starts_at.astimezone(UTC)
    meeting = act.add(Meeting(council_id=act.council_id, number=number, title=calling.title, place=calling.place, starts_at=starts,
                              kind=calling.kind, at=act.at, by_id=act.me.id))
    act.enter("meeting.called", topic=meeting.topic, body={"number": number, "title": calling.title, "place": calling.place,
                                                           "starts_at": written(starts), "kind": calling.kind})
    return meeting


def add_item(act: Act, meeting_id: int, item: Item) -> AgendaItem:
    """Put an item at the end of a meeting's agenda."""
    _may_add(act, meeting_id, 1)
    if item.about and not rooms.head(act.session, item.about):
        raise Absent
    return place(act, act.add(_row(act, item)), meeting_id)


def take_up(act: Act, meeting_id: int, item_ids: Iterable[int]) -> None:
    """Draw items that wait for the next meeting into this one, in the order given."""
    _may_add(act, meeting_id, 0)
    waiting = [row for row in (item_of(act, item_id) for item_id in item_ids) if row.meeting_id is None]
    refuse(rules.why_not_take_up(len(waiting)))
    _may_add(act, meeting_id, len(waiting))
    for row in waiting:
        place(act, row, meeting_id)


def put_on_next_agenda(act: Act, about: str, title: str, kind: str = "topic") -> AgendaItem:
    """See to it that the next meeting talks about this: on its agenda if it has been called, else it waits. Twice is once."""
    waiting = reads.waiting_about(act.session, act.council_id, about)
    coming, title = reads.next_meeting(act.session, act.council_id), str(title)
    if waiting is not None:
        return waiting
    if coming is not None:
        standing = reads.items(act.session, coming.id or 0)
        there = next((each for each in standing if each.about == about), None)
        if there or len(standing) < rules.MOST_ITEMS:
            return there or place(act, act.add(_row(act, Item(title, kind, about))), coming.id or 0)
    row = act.add(_row(act, Item(title, kind, about)))
    act.enter("item.tabled", topic=f"agenda:{act.council_id}", body={"item": row.id, "title": title, "kind": kind, "about": about},
              also=about_stream(row))
    return row


def open_meeting(act: Act, meeting_id: int) -> None:
    """Begin."""
    refuse(why_not_desk(act.me.offices))
    meeting, other = meeting_of(act, meeting_id), reads.running(act.session, act.council_id)
    refuse(rules.why_not_open(reads.state(act.session, meeting_id), len(reads.items(act.session, meeting_id)),
                              other.number if other else None))
    act.add(MeetingOpening(meeting_id=meeting_id, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("meeting.opened", topic=meeting.topic, body={"number": meeting.number, "title": meeting.title,
                                                           "attendance": reads.attendance(act.session, meeting_id),
                                                           **gallery.frozen(act.session, meeting_id)})


def open_item(act: Act, item_id: int) -> None:
    """Turn to an item; the one that was on is closed by it."""
    item = item_of(act, item_id)
    pressed_by_chair(act, item.meeting_id or 0)
    meeting = meeting_of(act, item.meeting_id or 0)
    on = reads.current_item(act.session, meeting.id or 0)
    refuse(rules.why_not_open_item(reads.state(act.session, meeting.id or 0), on == item, _voting(act, meeting)))
    if on is not None:
        _end_item(act, meeting, on, "")
    turn_to(act, meeting, item)


def turn_to(act: Act, meeting: Meeting, item: AgendaItem) -> None:
    """The item is on: part of opening it, and of going on after an adjournment."""
    act.add(ItemOpening(council_id=act.council_id, meeting_id=meeting.id or 0, item_id=item.id or 0, at=act.at, by_id=act.me.id))
    act.enter("item.opened", topic=meeting.topic, body={"item": item.id, "title": item.title, "kind": item.kind, "about": item.about},
              also=about_stream(item))


def close_what_was_on(act: Act, meeting: Meeting) -> None:
    """Be done with what is on, without an outcome: part of the end, and of an adjournment."""
    on = reads.current_item(act.session, meeting.id or 0)
    if on is not None:
        _end_item(act, meeting, on, "")
    else:
        enter_guests(act, meeting)


def close_item(act: Act, item_id: int, outcome: str = "") -> None:
    """Be done with an item; outcome: what came of it, in one sentence for everybody."""
    item = item_of(act, item_id)
    pressed_by_chair(act, item.meeting_id or 0)
    meeting = meeting_of(act, item.meeting_id or 0)
    refuse(rules.why_not_run(reads.state(act.session, meeting.id or 0)))
    refuse(rules.why_not_close_item(reads.current_item(act.session, meeting.id or 0) == item, _voting(act, meeting)))
    _end_item(act, meeting, item, outcome)


def close_meeting(act: Act, meeting_id: int) -> None:
    """End; the entry says who was there, who spoke how long, and what was dealt with."""
    meeting = of_chair(act, meeting_id)
    refuse(rules.why_not_close_meeting(reads.state(act.session, meeting_id), _voting(act, meeting)))
    wind_up(act, meeting)
    close_what_was_on(act, meeting)
    act.add(MeetingClosing(meeting_id=meeting_id, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("meeting.closed", topic=meeting.topic, body=_summary(act, meeting))


def _summary(act: Act, meeting: Meeting) -> dict[str, Any]:
    lines = reads.agenda(act.session, meeting.id or 0)
    return {"number": meeting.number, "title": meeting.title, "attendance": reads.came(act.session, meeting.id or 0),
            "spoken": reads.spoken(act.session, meeting.id or 0),
            "items": [{"item": line.id, "title": line.title, "state": line.state, "outcome": line.outcome} for line in lines]}


def _end_item(act: Act, meeting: Meeting, item: AgendaItem, outcome: str) -> None:
    stop_speech(act, meeting)
    opening = reads.opening_now(act.session, meeting.id or 0)
    assert opening is not None and opening.id is not None
    act.add(ItemClosing(opening_id=opening.id, council_id=act.council_id, item_id=opening.item_id, outcome=outcome, at=act.at, by_id=act.me.id))
    act.enter("item.closed", topic=meeting.topic, body={"item": item.id, "title": item.title, "about": item.about, "outcome": outcome},
              also=about_stream(item))
    enter_guests(act, meeting)


def _may_add(act: Act, meeting_id: int, items: int) -> None:
    refuse(why_not_desk(act.me.offices))
    meeting = meeting_of(act, meeting_id)
    refuse(rules.why_not_change_agenda(reads.state(act.session, meeting.id or 0), len(reads.items(act.session, meeting_id)) + items))


def place(act: Act, row: AgendaItem, meeting_id: int) -> AgendaItem:
    """Put a row at the end of a meeting's agenda; whether that may be is asked before."""
    row.position = max((each.position for each in reads.items(act.session, meeting_id)), default=0) + 1
    row.meeting_id = meeting_id
    act.add(row)
    act.enter("item.added", topic=f"meeting:{meeting_id}", also=about_stream(row),
              body={"item": row.id, "position": row.position, "title": row.title, "kind": row.kind, "about": row.about, "minutes": row.minutes})
    return row


def _row(act: Act, item: Item) -> AgendaItem:
    return AgendaItem(council_id=act.council_id, title=item.title, kind=item.kind, about=item.about, minutes=item.minutes, at=act.at, by_id=act.me.id)


def about_stream(item: AgendaItem) -> tuple[str, ...]:
    """The further stream that hears of an item: that of what it is about."""
    return (item.about,) if item.about else ()


def _voting(act: Act, meeting: Meeting) -> bool:
    return votes.running(act.session, meeting.topic, rehearsal=False) is not None
