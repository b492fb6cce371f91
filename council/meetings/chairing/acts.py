"""What the chair does beside the agenda: words to the room, breaks, handing over the chair; another day and taking back stand beside."""

from datetime import timedelta

from council.meetings import reads as meetings
from council.meetings.chairing import reads, rules
from council.meetings.chairing.models import ChairChange, MeetingBreak, MeetingBreakEnd, RoomWord, RoomWordEnd
from council.meetings.floor import meeting_of, stop_speech
from council.meetings.models import Meeting
from council.people import reads as people
from council.people.rules import DESK, why_not_desk
from council.record.acting import Act
from council.record.leaves import written
from council.refusal import Absent, refuse
from council.text import clean_line
from council.votes import reads as votes


def say_to_room(act: Act, meeting_id: int, words: str, minutes: int | None = None) -> RoomWord:
    """Show a short word on every screen, until it is taken back or for so many minutes. It enters the record: no names in it."""
    refuse(why_not_desk(act.me.offices))
    meeting, text = meeting_of(act, meeting_id), clean_line(words)
    refuse(rules.why_not_say(meetings.state(act.session, meeting_id), text, len(reads.words(act.session, meeting_id))))
    until = act.at + timedelta(minutes=minutes) if minutes else None
    row = act.add(RoomWord(council_id=act.council_id, meeting_id=meeting_id, text=text, until=until, at=act.at, by_id=act.me.id))
    act.enter("word.shown", topic=meeting.topic, body={"word": row.id, "text": text, "minutes": minutes})
    return row


def take_back_words(act: Act, word_id: int) -> None:
    """Take a word to the room back; the clock does it when its time is over."""
    refuse(None if act.me.id is None else why_not_desk(act.me.offices))
    row = act.own(reads.word(act.session, word_id))
    refuse(rules.why_not_take_back_words(reads.word_ended(act.session, word_id)))
    end_words(act, row)


def end_words(act: Act, row: RoomWord) -> None:
    """The word is gone from the screens."""
    act.add(RoomWordEnd(word_id=row.id or 0, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("word.ended", topic=f"meeting:{row.meeting_id}", body={"word": row.id, "text": row.text})


def rest(act: Act, meeting_id: int, minutes: int) -> MeetingBreak:
    """A break; whoever speaks has ended with it, what is on stays on."""
    meeting = of_chair(act, meeting_id)
    voting = votes.running(act.session, meeting.topic, rehearsal=False) is not None
    refuse(rules.why_not_rest(meetings.state(act.session, meeting_id), reads.resting(act.session, meeting_id) is not None, voting))
    stop_speech(act, meeting)
    until = act.at + timedelta(minutes=minutes)
    row = act.add(MeetingBreak(council_id=act.council_id, meeting_id=meeting_id, minutes=minutes, until=until, at=act.at, by_id=act.me.id))
    act.enter("break.begun", topic=meeting.topic, body={"minutes": minutes, "until": written(until)})
    return row


def go_on(act: Act, meeting_id: int) -> None:
    """The break is over."""
    meeting = of_chair(act, meeting_id)
    refuse(rules.why_not_go_on(reads.resting(act.session, meeting_id) is not None))
    end_break(act, meeting)


def end_break(act: Act, meeting: Meeting) -> None:
    """The break is over, if there is one."""
    row = reads.resting(act.session, meeting.id or 0)
    if row is None:
        return
    act.add(MeetingBreakEnd(break_id=row.id or 0, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("break.ended", topic=meeting.topic, body={"minutes": row.minutes, "seconds": round((act.at - row.at).total_seconds())})


def wind_up(act: Act, meeting: Meeting) -> None:
    """Nothing of this stays on the screens: part of adjourning and of the end."""
    for row in reads.words(act.session, meeting.id or 0):
        end_words(act, row)
    end_break(act, meeting)


def hand_chair(act: Act, meeting_id: int, person_id: int) -> ChairChange:
    """Whoever chairs hands the chair to another official of the desk."""
    meeting = of_chair(act, meeting_id)
    to, now = people.me(act.session, person_id), reads.chair(act.session, meeting_id)
    if to is None or to.council_id != act.council_id:
        raise Absent
    refuse(rules.why_not_hand_chair(meetings.state(act.session, meeting_id), bool(to.offices & DESK), now is not None and now.person_id == to.id))
    return _change(act, meeting, to, now, "handed")


def take_chair(act: Act, meeting_id: int) -> ChairChange:
    """An official of the desk takes the chair: the laptop of whoever had it has died, or it is taken back."""
    refuse(why_not_desk(act.me.offices))
    meeting, now = meeting_of(act, meeting_id), reads.chair(act.session, meeting_id)
    refuse(rules.why_not_take_chair(meetings.state(act.session, meeting_id), now is not None and now.person_id == act.me.id))
    return _change(act, meeting, act.me, now, "taken")


def of_chair(act: Act, meeting_id: int) -> Meeting:
    """The meeting, for an official of the desk from whom nobody has taken the chair."""
    refuse(why_not_desk(act.me.offices))
    meeting = meeting_of(act, meeting_id)
    refuse(reads.why_not_chair(act.session, meeting_id, act.me))
    return meeting


def _change(act: Act, meeting: Meeting, to: people.Me, now: reads.Chair | None, way: str) -> ChairChange:
    row = act.add(ChairChange(council_id=act.council_id, meeting_id=meeting.id or 0, person_id=to.id, from_id=now.person_id if now else None,
                              at=act.at, by_id=act.me.id))
    body = {"to": to.public, "from": now.office if now else ""}
    act.enter("chair.taken" if way == "taken" else "chair.handed", topic=meeting.topic, body=body, personal={"name": to.name})
    return row
