"""What is done in the hall: putting a hand up and down, calling a speaker, ending a speech, closing the list."""

from collections.abc import Mapping
from typing import Any

from council.meetings import agenda, reads, rules, speakers
from council.meetings.chairing.reads import why_not_press
from council.meetings.models import AgendaItem, Hand, HandLowering, ListClosing, Meeting, Speech
from council.meetings.speaking import rules as speaking
from council.meetings.speaking.models import SpeechPause
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse


def meeting_of(act: Act, meeting_id: int) -> Meeting:
    """The meeting, if it is this council's."""
    return act.own(reads.meeting(act.session, meeting_id))


def item_of(act: Act, item_id: int) -> AgendaItem:
    """The item, if it is this council's."""
    return act.own(agenda.item(act.session, item_id))


def raise_hand(act: Act, meeting_id: int, stand: str = "") -> Hand:
    """Ask to speak about what is on now."""
    meeting = meeting_of(act, meeting_id)
    refuse(rules.why_not_raise_hand(reads.floor(act.session, meeting_id, act.me.id)))
    item = agenda.current_item(act.session, meeting_id)
    hand = act.add(Hand(council_id=act.council_id, meeting_id=meeting_id, item_id=item.id if item and item.id else 0, person_id=act.me.id,
                        sector=act.me.sector, stand=stand if stand in rules.STANDS else "", at=act.at))
    act.enter("hand.raised", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector, "stand": hand.stand})
    return hand


def lower_hand(act: Act, meeting_id: int) -> None:
    """Take one's hand down again."""
    meeting, hand = meeting_of(act, meeting_id), speakers.hand_of(act.session, meeting_id, act.me.id)
    refuse(rules.why_not_lower_hand(hand is not None))
    assert hand is not None
    _lower(act, meeting, hand)


def lower_hand_of(act: Act, meeting: Meeting, person_id: int) -> None:
    """What this person asked for goes down, if it is up: the hand, the point of order. Part of leaving the hall."""
    for asked in (speakers.hand_of, speakers.point_of):
        hand = asked(act.session, meeting.id or 0, person_id)
        if hand is not None:
            _lower(act, meeting, hand)


def _lower(act: Act, meeting: Meeting, hand: Hand) -> None:
    act.add(HandLowering(hand_id=hand.id or 0, council_id=act.council_id, at=act.at))
    act.enter("point.withdrawn" if hand.stand == "order" else "hand.lowered", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector})


def call_speaker(act: Act, hand_id: int, seconds: int | None = None) -> Speech:
    """Give somebody the floor; whoever speaks ends with it. seconds: as long as a speech may last here, unless the desk says otherwise."""
    hand = act.own(agenda.find(act.session, Hand, hand_id))
    pressed_by_chair(act, hand.meeting_id)
    meeting = meeting_of(act, hand.meeting_id)
    up = {each.id for each in speakers.hands_up(act.session, hand.meeting_id)}
    refuse(rules.why_not_call_speaker(reads.state(act.session, hand.meeting_id), hand.id in up))
    stop_speech(act, meeting)
    return begin(act, hand, seconds or speakers.allowance(act.session, hand.meeting_id))


def begin(act: Act, hand: Hand, seconds: int, aside: str = "", more: Mapping[str, Any] | None = None) -> Speech:
    """The hand's owner has the floor; an aside stops the clock of whoever speaks. more: what the entry says besides."""
    on = speakers.speech_row(act.session, hand.meeting_id) if aside in speaking.INTERRUPTING else None
    if on is not None and speakers.pause_now(act.session, on.hand_id) is None:
        act.add(SpeechPause(council_id=act.council_id, meeting_id=hand.meeting_id, hand_id=on.hand_id, by_hand=hand.id, at=act.at))
    speech = act.add(Speech(hand_id=hand.id or 0, council_id=act.council_id, meeting_id=hand.meeting_id, item_id=hand.item_id,
                            person_id=hand.person_id, sector=hand.sector, began_at=act.at, allowed=seconds, aside=aside,
                            within=on.hand_id if on else None))
    act.enter("written.begun" if aside.startswith("read_") else "interjection.begun" if aside else "speech.begun", topic=f"meeting:{hand.meeting_id}",
              body={"item": hand.item_id, "sector": hand.sector, "allowed": seconds, **_as(aside), **(more or {})})
    return speech


def end_speech(act: Act, meeting_id: int) -> None:
    """The speech is over: said by the desk, or by whoever speaks; one that it interrupted goes on."""
    meeting, speech = meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    mine = speech is not None and speech.person_id == act.me.id and not speech.aside.startswith("read_")
    refuse(rules.why_not_end_speech(speech is not None, mine or why_not_desk(act.me.offices) is None))
    refuse(None if mine else why_not_press(act.session, meeting_id, act.me))
    assert speech is not None
    finish(act, meeting, speech)


def stop_speech(act: Act, meeting: Meeting) -> None:
    """End whatever is said now, if anything: part of calling the next speaker, of closing an item, of closing the meeting."""
    for speech in speakers.open_speeches(act.session, meeting.id or 0):
        finish(act, meeting, speech)


def finish(act: Act, meeting: Meeting, speech: Speech) -> None:
    """End the speech that has the floor; the clock of the one that it interrupted runs on from where it stood."""
    _let_go(act, speech.hand_id)
    speech.ended_at = act.at
    act.add(speech)
    body = {"item": speech.item_id, "sector": speech.sector, "seconds": speaking.spoken(speakers.turn(act.session, speech), act.at)}
    act.enter("written.read" if speech.aside.startswith("read_") else "interjection.ended" if speech.aside else "speech.ended", topic=meeting.topic,
              body={**body, **_as(speech.aside)})
    before = speakers.pause_now(act.session, speech.within) if speech.within else None
    if before is not None and speech.within and before.by_hand == speech.hand_id:
        _let_go(act, speech.within)


def _let_go(act: Act, hand_id: int) -> None:
    pause = speakers.pause_now(act.session, hand_id)
    if pause is not None:
        pause.until = act.at
        act.add(pause)


def _as(aside: str) -> dict[str, str]:
    return {"as": aside} if aside in speaking.INTERRUPTING else {}


def close_list(act: Act, item_id: int, closed: bool = True) -> None:
    """Let nobody more onto the speakers' list of an item; or open it again. Done already, it is refused by what it finds."""
    refuse(why_not_desk(act.me.offices))
    item = item_of(act, item_id)
    meeting = meeting_of(act, item.meeting_id or 0)
    refuse(why_not_press(act.session, meeting.id or 0, act.me))
    row = agenda.list_closing(act.session, item_id)
    refuse(rules.why_not_close_item(agenda.current_item(act.session, meeting.id or 0) == item, False))
    refuse(rules.why_not_turn_list(row is not None, closed))
    turn_list(act, item_id, closed)
    act.enter("list.closed" if closed else "list.opened", topic=meeting.topic, body={"item": item_id, "title": item.title})


def turn_list(act: Act, item_id: int, closed: bool) -> None:
    """The row that says so; also part of taking that step back, which enters it in its own words."""
    row = agenda.list_closing(act.session, item_id)
    if closed and row is None:
        act.add(ListClosing(council_id=act.council_id, item_id=item_id, at=act.at))
    elif row is not None and not closed:
        row.reopened_at = act.at
        act.add(row)


def pressed_by_chair(act: Act, meeting_id: int) -> None:
    """Only officials of the desk; none from whom the chair has passed to another; nobody in a break."""
    refuse(why_not_desk(act.me.offices))
    refuse(why_not_press(act.session, meeting_id, act.me))
