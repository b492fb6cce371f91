"""Adjourning a meeting and going on another day: what was on is on again, attendance begins anew."""

from dataclasses import dataclass
from datetime import UTC, datetime

from council.meetings import adjourning, speakers
from council.meetings import reads as meetings
from council.meetings.acts import close_what_was_on, turn_to
from council.meetings.chairing import rules
from council.meetings.chairing.acts import of_chair, wind_up
from council.meetings.models import Adjournment, HandLowering, Meeting, Resumption
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.record.leaves import written
from council.refusal import refuse
from council.votes import reads as votes


@dataclass(frozen=True)
class Continuation:
    """When (with its zone) and where the meeting goes on, and whether the hands that are up stay so."""

    resumes_at: datetime
    place: str
    keep_hands: bool = True


def adjourn(act: Act, meeting_id: int, to: Continuation) -> Adjournment:
    """Go on another day. The entry is the call to the continuation; it says who was there and what was on."""
    meeting = of_chair(act, meeting_id)
    voting = votes.running(act.session, meeting.topic) is not None
    resumes = to.resumes_at.astimezone(UTC)
    refuse(rules.why_not_adjourn(meetings.state(act.session, meeting_id), voting, resumes, act.at))
    wind_up(act, meeting)
    on, here = meetings.current_item(act.session, meeting_id), meetings.attendance(act.session, meeting_id)
    hands = 0 if to.keep_hands else _lower_all(act, meeting_id)
    close_what_was_on(act, meeting)
    row = act.add(Adjournment(council_id=act.council_id, meeting_id=meeting_id, resumes_at=resumes, place=to.place, item_id=on.id if on else None,
                              hands_kept=to.keep_hands, at=act.at, by_id=act.me.id))
    act.enter("meeting.adjourned", topic=meeting.topic, body={
        "number": meeting.number, "title": meeting.title, "resumes_at": written(resumes), "place": to.place, "attendance": here,
        "item": {"item": on.id, "title": on.title} if on else None, "hands_kept": to.keep_hands, "hands_lowered": hands})
    return row


def resume(act: Act, meeting_id: int) -> Meeting:
    """Go on; what was on at the adjournment is on again. Only who checked in since then counts as here."""
    refuse(why_not_desk(act.me.offices))
    meeting, other = act.own(meetings.meeting(act.session, meeting_id)), meetings.running(act.session, act.council_id)
    refuse(rules.why_not_resume(meetings.state(act.session, meeting_id), other.number if other else None))
    row = adjourning.adjourned(act.session, meeting_id)
    assert row is not None
    act.add(Resumption(adjournment_id=row.id or 0, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("meeting.resumed", topic=meeting.topic, body={
        "number": meeting.number, "title": meeting.title, "day": adjourning.day(act.session, meeting_id),
        "attendance": meetings.attendance(act.session, meeting_id)})
    standing = {each.id for each in meetings.items(act.session, meeting_id)}
    if row.item_id in standing:
        turn_to(act, meeting, meetings.item(act.session, row.item_id or 0))
    return meeting


def _lower_all(act: Act, meeting_id: int) -> int:
    hands = speakers.hands_up(act.session, meeting_id)
    for hand in hands:
        act.add(HandLowering(hand_id=hand.id or 0, council_id=act.council_id, at=act.at))
    return len(hands)
