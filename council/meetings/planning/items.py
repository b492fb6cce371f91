"""What is done with the items of an agenda: changing, moving, taking off, declining, bringing back; notes for the chair."""

from collections.abc import Sequence

from council import clock
from council.db import keeping
from council.meetings import acts, agenda, rules
from council.meetings import reads as meetings
from council.meetings.acts import Item, about_stream
from council.meetings.floor import item_of, meeting_of
from council.meetings.models import AgendaItem, Meeting, SettingAside
from council.meetings.planning import reads
from council.meetings.planning.acts import close_ranks, give_back
from council.meetings.planning.models import ChairNote, ItemChange
from council.meetings.planning.rules import (
    first_free,
    why_not_bring_back,
    why_not_copy,
    why_not_drop,
    why_not_move,
    why_not_rename,
    why_not_set_aside,
    why_not_touch,
)
from council.people.reads import Me
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import Absent, refuse


def change_item(act: Act, item_id: int, now: Item) -> None:
    """Give an item another title, kind or length, as long as it has not been on; what it is about stays."""
    item, meeting, _lines = _untouched(act, item_id)
    was = {name: getattr(item, name) for name in ("title", "kind", "minutes") if getattr(item, name) != getattr(now, name)}
    refuse(why_not_rename(not was))
    act.add(ItemChange(council_id=act.council_id, item_id=item_id, title=item.title, kind=item.kind, minutes=item.minutes, at=act.at, by_id=act.me.id))
    item.title, item.kind, item.minutes = now.title, now.kind, now.minutes
    act.add(item)
    act.enter("item.changed", topic=meeting.topic, body={"item": item.id, "title": item.title, "kind": item.kind, "minutes": item.minutes, "was": was})


def move_item(act: Act, item_id: int, to: int) -> None:
    """Put an item at another place (from 1); what has been on stays where it is."""
    item, meeting, lines = _untouched(act, item_id)
    place = next(line.position for line in lines if line.id == item_id)
    free = first_free([line.state for line in lines if line.id != item_id])
    refuse(why_not_move(place, to, free, len(lines)))
    _put(act, item, meeting.id or 0, to)
    act.enter("item.moved", topic=meeting.topic, body={"item": item.id, "title": item.title, "from": place, "to": to})


def return_item(act: Act, item_id: int) -> None:
    """Take an item off the agenda: it waits for the next meeting."""
    give_back(act, _untouched(act, item_id)[0])


def drop_item(act: Act, item_id: int, reason: str) -> SettingAside:
    """Take an item off the agenda for good, with a reason; it may be brought back."""
    item, meeting, lines = _untouched(act, item_id)
    refuse(why_not_drop(reason))
    place = next(line.position for line in lines if line.id == item_id)
    row = _aside(act, item, reason, place)
    item.meeting_id, item.position = None, 0
    act.add(item)
    close_ranks(act, meeting.id or 0)
    act.enter("item.dropped", topic=meeting.topic, also=about_stream(item),
              body={"item": item.id, "title": item.title, "about": item.about, "reason": reason})
    return row


def decline_item(act: Act, item_id: int, reason: str) -> SettingAside:
    """Say that what waits will not be dealt with at a meeting, and why; it may be brought back."""
    refuse(why_not_desk(act.me.offices))
    item = item_of(act, item_id)
    waits = any(each.id == item_id for each in agenda.inbox(act.session, act.council_id))
    refuse(why_not_set_aside(waits, reason))
    row = _aside(act, item, reason, 0)
    act.enter("item.declined", topic=f"agenda:{act.council_id}", also=about_stream(item),
              body={"item": item.id, "title": item.title, "about": item.about, "reason": reason})
    return row


def bring_back(act: Act, item_id: int) -> None:
    """What was dropped or declined is back: where it stood, if its meeting can still take it; else among what waits."""
    refuse(why_not_desk(act.me.offices))
    item, aside = item_of(act, item_id), reads.aside(act.session, item_id)
    refuse(why_not_bring_back(aside is not None))
    assert aside is not None
    aside.restored_at = act.at
    act.add(aside)
    lines = meetings.agenda(act.session, aside.meeting_id) if aside.meeting_id else []
    open_still = aside.meeting_id is not None and rules.why_not_change_agenda(meetings.state(act.session, aside.meeting_id), len(lines) + 1) is None
    body = {"item": item.id, "title": item.title, "kind": item.kind, "about": item.about, "minutes": item.minutes}
    if not open_still:
        act.enter("item.restored", topic=f"agenda:{act.council_id}", also=about_stream(item), body=body)
        return
    to = min(max(aside.position, first_free([line.state for line in lines])), len(lines) + 1)
    item.meeting_id = aside.meeting_id
    _put(act, item, aside.meeting_id or 0, to)
    act.enter("item.restored", topic=f"meeting:{aside.meeting_id}", also=about_stream(item), body={**body, "position": to})


def copy_agenda(act: Act, meeting_id: int, from_id: int) -> None:
    """Take over from another meeting the items that every meeting has: those about nothing in particular."""
    refuse(why_not_desk(act.me.offices))
    meeting_of(act, from_id)
    found = reads.to_copy(act.session, from_id, meeting_id)
    refuse(why_not_copy(len(found)))
    for each in found:
        acts.add_item(act, meeting_id, Item(each.title, each.kind, "", each.minutes))


def note(me: Me, item_id: int, text: str) -> None:
    """Keep a note for the chair at an item, or with no words forget it. Private housekeeping: nothing is entered, nobody is told."""
    refuse(why_not_desk(me.offices))
    with keeping() as session:
        item = agenda.item(session, item_id)
        if item.council_id != me.council_id:
            raise Absent
        row = session.get(ChairNote, item_id) or ChairNote(item_id=item_id, council_id=me.council_id, text="", at=clock.now(), by_id=me.id)
        row.text, row.at, row.by_id = text, clock.now(), me.id
        if text:
            session.add(row)
        elif row in session:
            session.delete(row)


def _untouched(act: Act, item_id: int) -> tuple[AgendaItem, Meeting, Sequence[agenda.Line]]:
    """An item that has not been on, with its meeting and the whole agenda."""
    refuse(why_not_desk(act.me.offices))
    item = item_of(act, item_id)
    refuse(why_not_touch("waiting", item.meeting_id is not None))
    meeting = meeting_of(act, item.meeting_id or 0)
    refuse(rules.why_not_change_agenda(meetings.state(act.session, meeting.id or 0)))
    lines = meetings.agenda(act.session, meeting.id or 0)
    refuse(why_not_touch(next(line.state for line in lines if line.id == item_id)))
    return item, meeting, lines


def _put(act: Act, item: AgendaItem, meeting_id: int, to: int) -> None:
    """Number the agenda anew with the item at place `to`."""
    others = [each for each in agenda.items(act.session, meeting_id) if each.id != item.id]
    for position, each in enumerate([*others[:to - 1], item, *others[to - 1:]], 1):
        each.position = position
        act.add(each)


def _aside(act: Act, item: AgendaItem, reason: str, place: int) -> SettingAside:
    return act.add(SettingAside(council_id=act.council_id, item_id=item.id or 0, meeting_id=item.meeting_id, position=place, reason=reason,
                                at=act.at, by_id=act.me.id))
