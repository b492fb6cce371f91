"""What is done at the door of the hall: checking in, going, coming back, taking a mistake back; entering how many guests there were."""

from dataclasses import dataclass

from council.clock import local
from council.meetings import adjourning, reads, rules
from council.meetings.attending import guests
from council.meetings.attending import reads as hall
from council.meetings.attending import rules as door
from council.meetings.attending.models import DoorPassage
from council.meetings.floor import lower_hand_of, meeting_of
from council.meetings.models import Attendance, Meeting
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import why_not_desk, why_not_member
from council.record import reads as record
from council.record.acting import Act
from council.refusal import Absent, refuse


@dataclass(frozen=True)
class Way:
    """One way through the door: as in models.DoorPassage, whose, and by phone or at the desk."""

    way: str
    who: Me
    channel: str


def check_in(act: Act, meeting_id: int, person_id: int | None = None) -> Attendance:
    """Say "I am here"; or, from the desk, that somebody without a phone is. Entry: sector and channel, no name.

    Whoever went before comes back by it; on another day of the meeting, or after a mistake, it is noted again.
    """
    meeting = meeting_of(act, meeting_id)
    who, channel = _whom(act, person_id)
    refuse(why_not_member([each.sector for each in who.capacities] or list(who.offices)))
    found = hall.standing(act.session, meeting_id, who.id)
    here = found if found and found.standing == door.HERE else None
    refuse(rules.why_not_check_in(reads.state(act.session, meeting_id), f"{local(here.at):%H:%M}" if here and here.at else None))
    if found is None:
        row = act.add(Attendance(council_id=act.council_id, meeting_id=meeting_id, person_id=who.id, sector=who.sector, channel=channel,
                                 day=adjourning.day(act.session, meeting_id), at=act.at))
        _enter(act, meeting, row, Way("noted", who, channel))
        return row
    _pass(act, meeting, found.row, Way("returned" if found.standing == door.LEFT else "noted", who, channel))
    return found.row


def leave(act: Act, meeting_id: int, person_id: int | None = None) -> None:
    """Say "I am going"; or, from the desk, that somebody has gone. A hand that was up goes down with it."""
    meeting, (who, channel) = meeting_of(act, meeting_id), _whom(act, person_id)
    found, speech = hall.standing(act.session, meeting_id, who.id), reads.speech_row(act.session, meeting_id)
    standing = found.standing if found else door.NEVER
    speaking = speech is not None and speech.person_id == who.id
    refuse(door.why_not_leave(reads.state(act.session, meeting_id), standing, speaking, channel == "phone"))
    assert found is not None
    lower_hand_of(act, meeting, who.id)
    _pass(act, meeting, found.row, Way("left", who, channel))


def come_back(act: Act, meeting_id: int, person_id: int | None = None) -> None:
    """Say "I am back"; or, from the desk, that somebody is."""
    meeting, (who, channel) = meeting_of(act, meeting_id), _whom(act, person_id)
    found = hall.standing(act.session, meeting_id, who.id)
    refuse(door.why_not_return(reads.state(act.session, meeting_id), found.standing if found else door.NEVER))
    assert found is not None
    _pass(act, meeting, found.row, Way("returned", who, channel))


def withdraw(act: Act, meeting_id: int, person_id: int) -> None:
    """Take a mistaken check-in back: the desk tapped the wrong person. Both entries stay; the second says which channel was wrong."""
    refuse(why_not_desk(act.me.offices))
    meeting, who = meeting_of(act, meeting_id), _member(act, person_id)
    found = hall.standing(act.session, meeting_id, who.id)
    refuse(door.why_not_withdraw(reads.state(act.session, meeting_id), found.standing if found else door.NEVER))
    assert found is not None
    lower_hand_of(act, meeting, who.id)
    _pass(act, meeting, found.row, Way("withdrawn", who, found.row.channel))


def enter_guests(act: Act, meeting: Meeting) -> None:
    """Put down how many guests there are, if that has changed since it was put down last: part of closing an item and a meeting."""
    told = guests.counted(act.session, meeting.id or 0)
    before = record.last_told(act.session, meeting.topic, ("guests.counted",))
    if told != (before["body"] if before else guests.NOBODY):
        act.enter("guests.counted", topic=meeting.topic, body=told)


def _whom(act: Act, person_id: int | None) -> tuple[Me, str]:
    if person_id is None or person_id == act.me.id:
        return act.me, "phone"
    refuse(why_not_desk(act.me.offices))
    return _member(act, person_id), "desk"


def _member(act: Act, person_id: int) -> Me:
    found = people.me(act.session, person_id)
    if found is None or found.council_id != act.council_id:
        raise Absent
    return found


def _pass(act: Act, meeting: Meeting, row: Attendance, way: Way) -> None:
    day = adjourning.day(act.session, meeting.id or 0)
    act.add(DoorPassage(council_id=act.council_id, meeting_id=meeting.id or 0, attendance_id=row.id or 0, day=day, way=way.way, channel=way.channel,
                        at=act.at, by_id=act.me.id))
    _enter(act, meeting, row, way)


def _enter(act: Act, meeting: Meeting, row: Attendance, way: Way) -> None:
    act.enter({"noted": "attendance.noted", "left": "attendance.left", "returned": "attendance.returned",
               "withdrawn": "attendance.withdrawn"}[way.way], topic=meeting.topic,
              body={"sector": row.sector, "channel": way.channel}, personal={"name": way.who.name})
