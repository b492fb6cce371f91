"""Taking the chair's last step back: within two minutes, by whoever chairs, as a row and an entry of its own; never that of a vote."""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from council.meetings import agenda, floor, recalling
from council.meetings import reads as meetings
from council.meetings.acts import about_stream
from council.meetings.chairing import reads, rules
from council.meetings.chairing.models import StepUndone
from council.meetings.models import AgendaItem, ItemClosing, ItemOpening, Meeting
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse


def undo(act: Act, meeting_id: int, seq: int) -> StepUndone:
    """Take back the step that entry `seq` tells of, if it is still the last one."""
    refuse(why_not_desk(act.me.offices))
    meeting, step = floor.meeting_of(act, meeting_id), reads.last_step(act.session, meeting_id)
    refuse(rules.why_not_in_session(meetings.state(act.session, meeting_id)))
    chair = reads.why_not_chair(act.session, meeting_id, act.me) is None
    refuse(rules.why_not_undo(step.kind if step else None, (act.at - step.at).total_seconds() if step else 0, chair))
    assert step is not None
    refuse(rules.why_not_undo_this(step.seq == seq))
    row = act.add(StepUndone(council_id=act.council_id, meeting_id=meeting_id, seq=step.seq, kind=step.kind, at=act.at, by_id=act.me.id))
    told = _WAYS[step.kind](act, meeting, row, step.body)
    items = [agenda.item(act.session, told[each]) for each in ("item", "back") if told.get(each)]
    also = tuple(dict.fromkeys(name for item in items for name in about_stream(item)))
    act.enter("step.undone", topic=meeting.topic, also=also, body={
        "step": step.kind, "seq": step.seq, "titles": {str(item.id): item.title for item in items}, **told})
    return row


def _opened(act: Act, meeting: Meeting, row: StepUndone, body: dict[str, Any]) -> dict[str, Any]:
    """The opening is void; the item that it closed is on again."""
    floor.stop_speech(act, meeting)
    opening = meetings.opening_now(act.session, meeting.id or 0)
    assert opening is not None and opening.id is not None and opening.item_id == body["item"]
    row.ref = opening.id
    act.add(row)
    before = act.session.exec(select(ItemOpening, ItemClosing).join(ItemClosing, col(ItemClosing.opening_id) == col(ItemOpening.id))
                              .where(ItemOpening.meeting_id == meeting.id, ItemClosing.at == opening.at).order_by(col(ItemOpening.id).desc())).first()
    if before:
        _open_again(act, before[0])
    return {"item": body["item"], "back": before[0].item_id if before else None}


def _closed(act: Act, meeting: Meeting, row: StepUndone, body: dict[str, Any]) -> dict[str, Any]:
    """The item is on again, as if it had never been closed; the outcome noted with it is void."""
    last = act.session.exec(select(ItemOpening).where(ItemOpening.meeting_id == meeting.id, ItemOpening.item_id == body["item"])
                            .order_by(col(ItemOpening.id).desc())).first()
    assert last is not None
    _open_again(act, last)
    return {"item": body["item"]}


def _open_again(act: Act, before: ItemOpening) -> None:
    act.add(ItemOpening(council_id=act.council_id, meeting_id=before.meeting_id, item_id=before.item_id, at=before.at, by_id=act.me.id))


def _called(act: Act, meeting: Meeting, row: StepUndone, body: dict[str, Any]) -> dict[str, Any]:
    told = recalling.take_call_back(act, meeting)
    refuse(None if told else rules.SPEECH_OVER)
    return told


def _listed(act: Act, meeting: Meeting, row: StepUndone, body: dict[str, Any]) -> dict[str, Any]:
    on: AgendaItem | None = meetings.current_item(act.session, meeting.id or 0)
    refuse(rules.why_not_undo_this(on is not None and on.id == body["item"]))
    floor.turn_list(act, body["item"], agenda.list_closing(act.session, body["item"]) is None)
    return {"item": body["item"]}


_WAYS: dict[str, Callable[[Act, Meeting, StepUndone, dict[str, Any]], dict[str, Any]]] = {
    "item.opened": _opened, "item.closed": _closed, "speech.begun": _called, "list.closed": _listed, "list.opened": _listed}
