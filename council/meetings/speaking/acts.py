"""What is done about speaking besides calling: the clock, questions to the speaker, points of order, the order of the list, the time for each."""

from council.meetings import agenda, floor, reads, rules, speakers
from council.meetings.models import Hand, HandLowering, Meeting, Speech
from council.meetings.speaking.models import HandPlace, SpeakingTime, SpeechExtension, SpeechPause
from council.meetings.speaking.rules import (
    SHORT,
    neighbour,
    why_not_absent,
    why_not_answer_point,
    why_not_extend,
    why_not_go_on,
    why_not_interrupt,
    why_not_let_answer,
    why_not_move,
    why_not_pause,
    why_not_point,
    why_not_raise_for,
    why_not_remove,
    why_not_time,
    why_not_withdraw_point,
)
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import Absent, refuse


def pause(act: Act, meeting_id: int) -> None:
    """Stop the clock of whoever has the floor."""
    refuse(why_not_desk(act.me.offices))
    meeting, speech = floor.meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    refuse(why_not_pause(speech is not None, speech is not None and speakers.pause_now(act.session, speech.hand_id) is not None))
    assert speech is not None
    act.add(SpeechPause(council_id=act.council_id, meeting_id=meeting_id, hand_id=speech.hand_id, at=act.at, by_id=act.me.id))
    _enter(act, "speech.paused", meeting, speech)


def go_on(act: Act, meeting_id: int) -> None:
    """Let the clock run on, from where it stood."""
    refuse(why_not_desk(act.me.offices))
    meeting, speech = floor.meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    standing = speakers.pause_now(act.session, speech.hand_id) if speech else None
    refuse(why_not_go_on(speech is not None, standing is not None))
    assert speech is not None and standing is not None
    standing.until = act.at
    act.add(standing)
    _enter(act, "speech.resumed", meeting, speech)


def extend(act: Act, meeting_id: int) -> None:
    """Give whoever has the floor one more minute."""
    refuse(why_not_desk(act.me.offices))
    meeting, speech = floor.meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    refuse(why_not_extend(speech is not None, speakers.added(act.session, speech.hand_id) if speech else 0))
    assert speech is not None
    act.add(SpeechExtension(council_id=act.council_id, meeting_id=meeting_id, hand_id=speech.hand_id, seconds=SHORT, at=act.at, by_id=act.me.id))
    act.enter("speech.extended", topic=meeting.topic, body={"item": speech.item_id, "sector": speech.sector, "seconds": SHORT})


def let_ask(act: Act, hand_id: int) -> Speech:
    """Let somebody on the list put a question now: the speaker's clock stands still meanwhile."""
    hand = _hand(act, hand_id)
    up = {each.id for each in speakers.hands_up(act.session, hand.meeting_id)}
    refuse(rules.why_not_run(reads.state(act.session, hand.meeting_id)))
    on = speakers.speech_row(act.session, hand.meeting_id)
    refuse(why_not_interrupt(hand_id in up, on.aside if on else None, on is not None and on.person_id == hand.person_id))
    return floor.begin(act, hand, SHORT, "question")


def let_answer(act: Act, meeting_id: int) -> Speech:
    """The question has been put: whoever was asked answers it, on a clock of its own."""
    refuse(why_not_desk(act.me.offices))
    meeting, asking = floor.meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    refuse(why_not_let_answer(asking.aside if asking else None))
    assert asking is not None
    floor.finish(act, meeting, asking)
    asked = speakers.speech_row(act.session, meeting_id)
    assert asked is not None
    return floor.begin(act, _new_hand(act, asked, "answer"), SHORT, "answer")


def raise_point(act: Act, meeting_id: int) -> Hand:
    """Raise a point of order: it stands on top of the list, also when that is closed."""
    meeting, item = floor.meeting_of(act, meeting_id), agenda.current_item(act.session, meeting_id)
    present = reads.present(act.session, meeting_id, act.me.id) is not None
    waiting = speakers.point_of(act.session, meeting_id, act.me.id) is not None
    refuse(why_not_point(reads.state(act.session, meeting_id), present, item is not None, waiting))
    assert item is not None
    hand = act.add(Hand(council_id=act.council_id, meeting_id=meeting_id, item_id=item.id or 0, person_id=act.me.id, sector=act.me.sector,
                        stand="order", at=act.at))
    act.enter("point.raised", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector})
    return hand


def withdraw_point(act: Act, meeting_id: int) -> None:
    """Take one's point of order back."""
    meeting, hand = floor.meeting_of(act, meeting_id), speakers.point_of(act.session, meeting_id, act.me.id)
    refuse(why_not_withdraw_point(hand is not None))
    assert hand is not None
    act.add(HandLowering(hand_id=hand.id or 0, council_id=act.council_id, at=act.at))
    act.enter("point.withdrawn", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector})


def answer_point(act: Act, hand_id: int, granted: bool) -> None:
    """Answer a point of order: granted, whoever raised it has the floor at once, and the speaker's clock stands still; or not now."""
    hand = _hand(act, hand_id)
    waiting = {each.hand_id for each in speakers.points(act.session, hand.meeting_id)}
    refuse(rules.why_not_run(reads.state(act.session, hand.meeting_id)))
    refuse(why_not_answer_point(hand_id in waiting))
    act.enter("point.granted" if granted else "point.declined", topic=f"meeting:{hand.meeting_id}", body={"item": hand.item_id, "sector": hand.sector})
    if granted:
        floor.begin(act, hand, SHORT, "order")
    else:
        act.add(HandLowering(hand_id=hand_id, council_id=act.council_id, at=act.at, by_id=act.me.id))


def move_hand(act: Act, hand_id: int, up: bool) -> None:
    """Let a hand change places with the one before or after it; the suggestion stays what it is."""
    hand = _hand(act, hand_id)
    order = [each.id or 0 for each in speakers.hands_up(act.session, hand.meeting_id)]
    other = neighbour(order, hand_id, up)
    refuse(why_not_move(hand_id in order, other is not None))
    assert other is not None
    at = speakers.places(act.session, order)
    for each, place in ((hand_id, at[other]), (other, at[hand_id])):
        act.add(HandPlace(council_id=act.council_id, item_id=hand.item_id, hand_id=each, place=place, at=act.at, by_id=act.me.id))
    act.enter("hand.moved", topic=f"meeting:{hand.meeting_id}", body={"item": hand.item_id, "sector": hand.sector, "up": up})


def remove_hand(act: Act, hand_id: int) -> None:
    """Take a hand off the list, because somebody has left or does not want to speak any more."""
    hand = _hand(act, hand_id)
    refuse(why_not_remove(hand_id in {each.id for each in speakers.hands_up(act.session, hand.meeting_id)}))
    act.add(HandLowering(hand_id=hand_id, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("hand.removed", topic=f"meeting:{hand.meeting_id}", body={"item": hand.item_id, "sector": hand.sector})


def raise_for(act: Act, meeting_id: int, person_id: int, stand: str = "") -> Hand:
    """Put up a hand for somebody in the hall who has no phone, or whom the chair wants to hear; a closed list does not bind the desk."""
    refuse(why_not_desk(act.me.offices))
    meeting, who = floor.meeting_of(act, meeting_id), _member(act, person_id)
    refuse(why_not_absent(reads.present(act.session, meeting_id, person_id) is not None))
    item, waiting = agenda.current_item(act.session, meeting_id), speakers.hand_of(act.session, meeting_id, person_id)
    speaks = any(each.person_id == person_id for each in speakers.open_speeches(act.session, meeting_id))
    refuse(why_not_raise_for(reads.state(act.session, meeting_id), item is not None, waiting is not None, speaks))
    assert item is not None
    hand = act.add(Hand(council_id=act.council_id, meeting_id=meeting_id, item_id=item.id or 0, person_id=person_id, sector=who.sector,
                        stand=stand if stand in rules.STANDS else "", at=act.at))
    act.enter("hand.raised", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector, "stand": hand.stand, "channel": "desk"})
    return hand


def call_for(act: Act, meeting_id: int, person_id: int) -> Speech:
    """Give the floor at once to anybody in the hall, on the list or not."""
    refuse(why_not_desk(act.me.offices))
    floor.meeting_of(act, meeting_id)
    hand = speakers.hand_of(act.session, meeting_id, person_id) or raise_for(act, meeting_id, person_id)
    return floor.call_speaker(act, hand.id or 0)


def set_time(act: Act, meeting_id: int, seconds: int, item_id: int | None = None) -> None:
    """Say how long one may speak from now on, in this meeting or about one of its items; speeches that are on keep their time."""
    refuse(why_not_desk(act.me.offices))
    meeting = floor.meeting_of(act, meeting_id)
    if item_id is not None and floor.item_of(act, item_id).meeting_id != meeting_id:
        raise Absent
    refuse(why_not_time(reads.state(act.session, meeting_id), seconds))
    act.add(SpeakingTime(council_id=act.council_id, meeting_id=meeting_id, item_id=item_id, seconds=seconds, at=act.at, by_id=act.me.id))
    act.enter("allowance.set", topic=meeting.topic, body={"item": item_id, "seconds": seconds})


def _member(act: Act, person_id: int) -> Me:
    found = people.me(act.session, person_id)
    if found is None or found.council_id != act.council_id:
        raise Absent
    return found


def _hand(act: Act, hand_id: int) -> Hand:
    hand = act.own(agenda.find(act.session, Hand, hand_id))
    refuse(why_not_desk(act.me.offices))
    return hand


def _new_hand(act: Act, speech: Speech, stand: str) -> Hand:
    return act.add(Hand(council_id=act.council_id, meeting_id=speech.meeting_id, item_id=speech.item_id, person_id=speech.person_id,
                        sector=speech.sector, stand=stand, at=act.at))


def _enter(act: Act, kind: str, meeting: Meeting, speech: Speech) -> None:
    act.enter(kind, topic=meeting.topic, body={"item": speech.item_id, "sector": speech.sector})
