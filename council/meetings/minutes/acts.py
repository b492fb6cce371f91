"""What is done with minutes: noting who does what, striking it, ticking it; remarks, putting up, objecting, answering, the end."""

from dataclasses import dataclass
from datetime import date

from council.clock import local
from council.meetings import reads as meetings
from council.meetings.minutes import plain, reads, rules
from council.meetings.minutes.models import (
    Decision,
    DecisionDone,
    DecisionStrike,
    MinutesAnswer,
    MinutesFinal,
    MinutesObjection,
    MinutesPublication,
)
from council.meetings.minutes.telling import Minutes
from council.meetings.models import Meeting
from council.people import reads as people
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.record.leaves import written
from council.refusal import Absent, refuse
from council.text import clean_line


@dataclass(frozen=True)
class Task:
    """A line as it is noted at an item; who: `office:property`, `sector:resident`, `shop:12`."""

    item_id: int
    what: str
    who: str
    until: date | None


def note_decision(act: Act, meeting_id: int, task: Task) -> Decision:
    """Put down who does what until when; the record names an office, a side or a shop, never a person."""
    refuse(why_not_desk(act.me.offices))
    meeting, item = _meeting(act, meeting_id), act.own(meetings.item(act.session, task.item_id))
    if item.meeting_id != meeting_id:
        raise Absent
    opened, what = meetings.opened_at(act.session, meeting_id), clean_line(task.what)
    refuse(rules.why_not_decide(reads.state(act.session, meeting_id), opened is not None, reads.decided(act.session, meeting_id)))
    refuse(rules.why_not_decision(what, task.who in dict(reads.can_be_given(act.session, act.council_id)), task.until, local(opened or act.at).date()))
    assert task.until is not None
    row = act.add(Decision(council_id=act.council_id, meeting_id=meeting_id, item_id=task.item_id, what=what, who=task.who, until=task.until,
                           at=act.at, by_id=act.me.id))
    act.enter("decision.noted", topic=meeting.topic, body={
        "decision": row.id, "item": item.id, "title": item.title, "what": what, "who": _named(act, task.who), "until": task.until.isoformat()})
    return row


def strike_decision(act: Act, decision_id: int) -> None:
    """Take back a line that was noted by mistake; both entries stay."""
    refuse(why_not_desk(act.me.offices))
    row = act.own(reads.decision(act.session, decision_id))
    refuse(rules.why_not_strike(reads.state(act.session, row.meeting_id), reads.struck(act.session, decision_id)))
    act.add(DecisionStrike(decision_id=decision_id, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("decision.struck", topic=f"meeting:{row.meeting_id}", body={"decision": row.id, "what": row.what})


def tick_decision(act: Act, decision_id: int, done: bool = True) -> None:
    """Say that it is done; or that it is not, after all."""
    refuse(why_not_desk(act.me.offices))
    row, tick = act.own(reads.decision(act.session, decision_id)), reads.done(act.session, decision_id)
    refuse(rules.why_not_tick(reads.struck(act.session, decision_id), tick is not None, done))
    if tick is None:
        act.add(DecisionDone(council_id=act.council_id, decision_id=decision_id, at=act.at, by_id=act.me.id))
    else:
        tick.undone_at = act.at
        act.add(tick)
    act.enter("decision.done" if done else "decision.reopened", topic=f"meeting:{row.meeting_id}", body={"decision": row.id, "what": row.what})


def remark(act: Act, meeting_id: int, text: str) -> int:
    """Add a word to the minutes, dated and with the office; nothing that they tell is changed. Returns its entry's number."""
    refuse(why_not_desk(act.me.offices))
    meeting, text = _meeting(act, meeting_id), clean_line(text)
    refuse(rules.why_not_remark(reads.state(act.session, meeting_id)))
    refuse(rules.why_not_words(text))
    return act.enter("minutes.remarked", topic=meeting.topic, body={"text": text})


def publish(act: Act, meeting_id: int, days: int = rules.DAYS) -> MinutesPublication:
    """Put the minutes up: their text is bound by its hash, and the window for objections begins."""
    refuse(why_not_desk(act.me.offices))
    meeting = _meeting(act, meeting_id)
    refuse(rules.why_not_publish(reads.state(act.session, meeting_id)))
    refuse(rules.why_not_days(days))
    told, text = _told(act, meeting)
    until = rules.due(act.at, days)
    row = MinutesPublication(meeting_id=meeting_id, council_id=act.council_id, text=text, sha256=plain.digest(text), upto=told.upto, days=days,
                             until=until, at=act.at, by_id=act.me.id)
    row.seq = act.enter("minutes.published", topic=meeting.topic, body={
        "number": meeting.number, "sha256": row.sha256, "upto": row.upto, "days": days, "until": written(until)})
    return act.add(row)


def object_to(act: Act, meeting_id: int, text: str) -> MinutesObjection:
    """Say what is wrong in the minutes: public by side, never by name."""
    meeting, text = _meeting(act, meeting_id), clean_line(text)
    here, up = meetings.attended(act.session, meeting_id, act.me.id), reads.publication(act.session, meeting_id)
    before, over = reads.objected(act.session, meeting_id, act.me.id), up is not None and up.until <= act.at
    refuse(rules.why_not_object(reads.state(act.session, meeting_id), here is not None, before, over))
    refuse(rules.why_not_words(text))
    assert here is not None
    row = MinutesObjection(council_id=act.council_id, meeting_id=meeting_id, person_id=act.me.id, at=act.at)
    row.seq = act.enter("minutes.objected", topic=meeting.topic, body={"sector": here.sector, "text": text}, personal={"name": act.me.name})
    return act.add(row)


def answer(act: Act, objection_id: int, accepted: bool, words: str) -> None:
    """Answer an objection: accepted, the words are the correction; declined, they are the reason."""
    refuse(why_not_desk(act.me.offices))
    row, words = act.own(reads.objection(act.session, objection_id)), clean_line(words)
    refuse(rules.why_not_answer(reads.answered(act.session, objection_id)))
    refuse(rules.why_not_words(words))
    act.add(MinutesAnswer(objection_id=objection_id, council_id=act.council_id, accepted=accepted, at=act.at, by_id=act.me.id))
    act.enter("minutes.answered", topic=f"meeting:{row.meeting_id}", body={"objection": row.seq, "accepted": accepted, "words": words})


def finalise(act: Act, meeting_id: int) -> MinutesFinal:
    """The window is over: the minutes with their objections and answers are bound once more, for good. Only the clock does this."""
    meeting, up = _meeting(act, meeting_id), reads.publication(act.session, meeting_id)
    over = up is not None and up.until <= act.at
    refuse(rules.why_not_finalise(reads.state(act.session, meeting_id), over, act.me.id is None))
    told, text = _told(act, meeting)
    row = MinutesFinal(meeting_id=meeting_id, council_id=act.council_id, text=text, sha256=plain.digest(text), at=act.at)
    row.seq = act.enter("minutes.finalised", topic=meeting.topic, body={
        "number": meeting.number, "sha256": row.sha256, "upto": told.upto, "objections": len(told.objections), "unanswered": told.unanswered})
    return act.add(row)


def _meeting(act: Act, meeting_id: int) -> Meeting:
    return act.own(meetings.meeting(act.session, meeting_id))


def _told(act: Act, meeting: Meeting) -> tuple[Minutes, str]:
    """The minutes and their text; told from entries that are written, so nothing may be entered before in the same act."""
    assert not act.seqs
    told = reads.minutes(act.session, meeting)
    return told, plain.text(told, people.council_by_id(act.session, act.council_id).name)


def _named(act: Act, who: str) -> dict[str, str]:
    kind, _colon, name = who.partition(":")
    return {"kind": kind, "name": people.premises(act.session, int(name), act.council_id).name if kind == "shop" else name}
