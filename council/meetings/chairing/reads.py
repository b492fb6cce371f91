"""Reading the chair: what stands on the screens beside the agenda, who chairs, whether a press counts, what can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from council.meetings import adjourning
from council.meetings.chairing import rules
from council.meetings.chairing.models import ChairChange, MeetingBreak, MeetingBreakEnd, RoomWord, RoomWordEnd
from council.meetings.models import Adjournment, Meeting, MeetingClosing, MeetingOpening
from council.people import reads as people
from council.people.reads import Me
from council.record import reads as record
from council.record.leaves import read_time
from council.refusal import Absent


@dataclass(frozen=True)
class Chair:
    """Who chairs: office is for everybody, name for members' eyes. changed: the chair passed to them tonight; taken: they took it."""

    person_id: int
    office: str
    name: str
    changed: bool = False
    since: datetime | None = None
    taken: bool = False
    before: str = ""


@dataclass(frozen=True)
class News:
    """What all screens of a meeting show beside what is on: words, the break, the adjournment, the chair."""

    id: int
    words: list[RoomWord]
    rest: MeetingBreak | None
    adjourned: Adjournment | None
    chair: Chair | None


@dataclass(frozen=True)
class Step:
    """The chair's last step, as its entry tells it."""

    seq: int
    kind: str
    body: dict[str, Any]
    at: datetime


def news(session: Session, meeting: Meeting) -> News:
    """What stands on the screens now; nothing of it once the meeting is over."""
    id = meeting.id or 0
    if session.get(MeetingClosing, id):
        return News(id, [], None, None, None)
    return News(id, words(session, id), resting(session, id), adjourning.adjourned(session, id), chair(session, id))


def words(session: Session, meeting_id: int) -> list[RoomWord]:
    """The words to the room that nobody and no clock has taken back, oldest first."""
    return list(session.exec(_showing().where(RoomWord.meeting_id == meeting_id).order_by(col(RoomWord.id))))


def word(session: Session, word_id: int) -> RoomWord:
    """One word to the room, or Absent."""
    found = session.get(RoomWord, word_id) if 0 < word_id < 2**31 else None
    if found is None:
        raise Absent
    return found


def word_ended(session: Session, word_id: int) -> bool:
    """Whether it is gone again."""
    return session.get(RoomWordEnd, word_id) is not None


def overdue(session: Session, now: datetime) -> list[RoomWord]:
    """Words whose time is over and that still stand there."""
    return list(session.exec(_showing().where(col(RoomWord.until) <= now)))


def _showing():  # type: ignore[no-untyped-def]
    return (select(RoomWord).join(RoomWordEnd, col(RoomWordEnd.word_id) == col(RoomWord.id), isouter=True)
            .where(col(RoomWordEnd.word_id).is_(None)))


def resting(session: Session, meeting_id: int) -> MeetingBreak | None:
    """The break that nobody has ended."""
    return session.exec(select(MeetingBreak).join(MeetingBreakEnd, col(MeetingBreakEnd.break_id) == col(MeetingBreak.id), isouter=True)
                        .where(MeetingBreak.meeting_id == meeting_id, col(MeetingBreakEnd.break_id).is_(None))
                        .order_by(col(MeetingBreak.id).desc())).first()


def chair(session: Session, meeting_id: int) -> Chair | None:
    """Who chairs: the official to whom the chair passed last, else whoever opened the meeting; None before."""
    change = session.exec(select(ChairChange).where(ChairChange.meeting_id == meeting_id).order_by(col(ChairChange.id).desc())).first()
    opening = session.get(MeetingOpening, meeting_id)
    person_id = change.person_id if change else opening.by_id if opening else None
    who = people.me(session, person_id) if person_id else None
    if who is None:
        return None
    if change is None:
        return Chair(who.id, who.public, who.name)
    before = people.me(session, change.from_id) if change.from_id else None
    return Chair(who.id, who.public, who.name, True, change.at, change.by_id == change.person_id, before.name if before else "")


def why_not_press(session: Session, meeting_id: int, me: Me) -> str | None:
    """Why this official's presses do nothing in this meeting now: somebody else was given the chair, or there is a break."""
    return why_not_chair(session, meeting_id, me) or rules.why_not_press(None, True, resting(session, meeting_id) is not None)


def why_not_chair(session: Session, meeting_id: int, me: Me) -> str | None:
    """Why this official does not chair: somebody else was given the chair tonight."""
    now = chair(session, meeting_id)
    return rules.why_not_press(now.office if now and now.changed else None, now is not None and now.person_id == me.id, False)


def last_step(session: Session, meeting_id: int) -> Step | None:
    """What the chair did last, as the record tells it."""
    found = record.last_heard(session, f"meeting:{meeting_id}", rules.STEPS)
    if found is None:
        return None
    seq, leaf = found
    return Step(seq, leaf["kind"], leaf["body"], read_time(leaf["at"]))


def officials(session: Session, council_id: int) -> list[Me]:
    """Everybody who may chair: the offices of the desk."""
    held = {person.id or 0 for office in ("secretary", "deputy") for person in people.holders(session, council_id, office)}
    return [me for id in sorted(held) if (me := people.me(session, id))]


def waiting(session: Session, council_id: int) -> list[tuple[Meeting, Adjournment]]:
    """The meetings of a council that go on another day, the earliest first."""
    found = [(session.get(Meeting, row.meeting_id), row) for row in adjourning.waiting(session, council_id)]
    return [(meeting, row) for meeting, row in found if meeting and not session.get(MeetingClosing, meeting.id)]


def began(session: Session, meeting_id: int) -> datetime | None:
    """When the present day of the meeting began."""
    return adjourning.began(session, meeting_id).get(adjourning.day(session, meeting_id))
