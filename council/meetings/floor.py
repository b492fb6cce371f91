"""What is done in the hall: checking in, putting a hand up and down, calling a speaker, ending a speech, closing the list."""

from council.clock import local
from council.meetings import agenda, reads, rules, speakers
from council.meetings.models import AgendaItem, Attendance, Hand, HandLowering, ListClosing, Meeting, Speech
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import why_not_desk, why_not_member
from council.record.acting import Act
from council.refusal import Absent, refuse


def meeting_of(act: Act, meeting_id: int) -> Meeting:
    """The meeting, if it is this council's."""
    return act.own(reads.meeting(act.session, meeting_id))


def item_of(act: Act, item_id: int) -> AgendaItem:
    """The item, if it is this council's."""
    return act.own(agenda.item(act.session, item_id))


def check_in(act: Act, meeting_id: int, person_id: int | None = None) -> Attendance:
    """Say "I am here"; or, from the desk, that somebody without a phone is. Entry: sector and channel, no name."""
    meeting, who, channel = meeting_of(act, meeting_id), act.me, "phone"
    if person_id is not None and person_id != act.me.id:
        refuse(why_not_desk(act.me.offices))
        who, channel = _member(act, person_id), "desk"
    refuse(why_not_member([each.sector for each in who.capacities] or list(who.offices)))
    already = reads.present(act.session, meeting_id, who.id)
    refuse(rules.why_not_check_in(reads.state(act.session, meeting_id), f"{local(already.at):%H:%M}" if already else None))
    here = act.add(Attendance(council_id=act.council_id, meeting_id=meeting_id, person_id=who.id, sector=who.sector, channel=channel, at=act.at))
    act.enter("attendance.noted", topic=meeting.topic, body={"sector": who.sector, "channel": channel}, personal={"name": who.name})
    return here


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
    act.add(HandLowering(hand_id=hand.id or 0, council_id=act.council_id, at=act.at))
    act.enter("hand.lowered", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector})


def call_speaker(act: Act, hand_id: int, seconds: int = rules.SPEECH) -> Speech:
    """Give somebody the floor; whoever speaks ends with it."""
    hand = act.own(agenda.find(act.session, Hand, hand_id))
    refuse(why_not_desk(act.me.offices))
    meeting = meeting_of(act, hand.meeting_id)
    up = {each.id for each in speakers.hands_up(act.session, hand.meeting_id)}
    refuse(rules.why_not_call_speaker(reads.state(act.session, hand.meeting_id), hand.id in up))
    stop_speech(act, meeting)
    speech = act.add(Speech(hand_id=hand_id, council_id=act.council_id, meeting_id=hand.meeting_id, item_id=hand.item_id,
                            person_id=hand.person_id, sector=hand.sector, began_at=act.at, allowed=seconds))
    act.enter("speech.begun", topic=meeting.topic, body={"item": hand.item_id, "sector": hand.sector, "allowed": seconds})
    return speech


def end_speech(act: Act, meeting_id: int) -> None:
    """The speech is over: said by the desk, or by whoever speaks."""
    meeting, speech = meeting_of(act, meeting_id), speakers.speech_row(act.session, meeting_id)
    mine = speech is not None and speech.person_id == act.me.id
    refuse(rules.why_not_end_speech(speech is not None, mine or why_not_desk(act.me.offices) is None))
    stop_speech(act, meeting)


def stop_speech(act: Act, meeting: Meeting) -> None:
    """End the speech that is on, if any: part of calling the next speaker, of closing an item, of closing the meeting."""
    speech = speakers.speech_row(act.session, meeting.id or 0)
    if speech is None:
        return
    speech.ended_at = act.at
    act.add(speech)
    act.enter("speech.ended", topic=meeting.topic, body={"item": speech.item_id, "sector": speech.sector,
                                                         "seconds": round((act.at - speech.began_at).total_seconds())})


def close_list(act: Act, item_id: int, closed: bool = True) -> None:
    """Let nobody more onto the speakers' list of an item; or open it again. Done already, it is refused by what it finds."""
    refuse(why_not_desk(act.me.offices))
    item = item_of(act, item_id)
    meeting = meeting_of(act, item.meeting_id or 0)
    row = agenda.list_closing(act.session, item_id)
    refuse(rules.why_not_close_item(agenda.current_item(act.session, meeting.id or 0) == item, False))
    refuse(rules.why_not_turn_list(row is not None, closed))
    if row is None:
        act.add(ListClosing(council_id=act.council_id, item_id=item_id, at=act.at))
    else:
        row.reopened_at = act.at
        act.add(row)
    act.enter("list.closed" if closed else "list.opened", topic=meeting.topic, body={"item": item_id, "title": item.title})


def _member(act: Act, person_id: int) -> Me:
    found = people.me(act.session, person_id)
    if found is None or found.council_id != act.council_id:
        raise Absent
    return found
