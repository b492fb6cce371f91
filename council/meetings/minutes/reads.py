"""What is asked of minutes: the telling, the state, what members may see besides, what is still to be done, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from council.clock import aware
from council.meetings import reads as meetings
from council.meetings.minutes import rules
from council.meetings.minutes.models import (
    Decision,
    DecisionDone,
    DecisionStrike,
    MinutesAnswer,
    MinutesFinal,
    MinutesObjection,
    MinutesPublication,
)
from council.meetings.minutes.telling import Minutes, tell
from council.meetings.minutes.writing import Eyes
from council.meetings.models import Meeting, Speech
from council.people import reads as people
from council.people.rules import OFFICES, SECTORS
from council.record import reads as record
from council.record.leaves import written
from council.votes import counts
from council.votes import reads as votes
from council.votes.sayings import WORDS
from council.words import _


@dataclass(frozen=True)
class Open:
    """Something that a meeting decided, as it stands: done_at is None while it is open; `whose` is a word or a shop's name."""

    row: Decision
    whose: str
    done_at: datetime | None
    late: bool


def minutes(session: Session, meeting: Meeting) -> Minutes:
    """The minutes as the record tells them now."""
    return tell(record.told(session, meeting.topic))


def state(session: Session, meeting_id: int) -> str:
    """none, draft, published or final."""
    if session.get(MinutesFinal, meeting_id):
        return "final"
    if session.get(MinutesPublication, meeting_id):
        return "published"
    return "draft" if meetings.closed_at(session, meeting_id) else "none"


def publication(session: Session, meeting_id: int) -> MinutesPublication | None:
    """The minutes as they were put up."""
    return session.get(MinutesPublication, meeting_id)


def final(session: Session, meeting_id: int) -> MinutesFinal | None:
    """The final minutes."""
    return session.get(MinutesFinal, meeting_id)


def eyes(session: Session, meeting: Meeting, told: Minutes) -> Eyes:
    """What members see beyond the public: who spoke, and who voted what in open votes."""
    speeches = session.exec(select(Speech).where(Speech.meeting_id == meeting.id, Speech.aside != "read_unnamed")).all()
    names = people.names(session, {each.person_id for each in speeches})
    return Eyes({written(aware(each.began_at)): names.get(each.person_id, "") for each in speeches}, _calls(session, told))


def _calls(session: Session, told: Minutes) -> dict[str, list[tuple[str, str, str]]]:
    steps = [step for item in told.items.values() for step in item.steps.values()] + list(told.aside.values())
    rows = [votes.vote(session, int(step.topic.partition(":")[2])) for step in steps if step.kind == "vote.closed"]
    return {row.topic: [(line.name, line.sector, WORDS[line.choice]) for line in counts.roll_call(session, row)] for row in rows if row.mode == "open"}


def days(session: Session, council_id: int) -> int:
    """For how many days this council lets people object: as many as last time."""
    last = session.exec(select(MinutesPublication.days).where(MinutesPublication.council_id == council_id)
                        .order_by(col(MinutesPublication.at).desc())).first()
    return last or rules.DAYS


def decision(session: Session, decision_id: int) -> Decision:
    """One line, or Absent."""
    return meetings.find(session, Decision, decision_id)


def objection(session: Session, objection_id: int) -> MinutesObjection:
    """One objection, or Absent."""
    return meetings.find(session, MinutesObjection, objection_id)


def objections(session: Session, meeting_id: int) -> dict[int, int]:
    """The objections to a meeting's minutes: number of the entry → id."""
    return {row.seq: row.id or 0 for row in session.exec(select(MinutesObjection).where(MinutesObjection.meeting_id == meeting_id))}


def objected(session: Session, meeting_id: int, person_id: int) -> int:
    """How often this person has objected."""
    return session.exec(select(func.count()).select_from(MinutesObjection)
                        .where(MinutesObjection.meeting_id == meeting_id, MinutesObjection.person_id == person_id)).one()


def answered(session: Session, objection_id: int) -> bool:
    """Whether it has an answer."""
    return session.get(MinutesAnswer, objection_id) is not None


def unanswered(session: Session, meeting_id: int) -> int:
    """How many objections to a meeting's minutes have no answer."""
    asked = (select(func.count()).select_from(MinutesObjection).join(MinutesAnswer, col(MinutesAnswer.objection_id) == col(MinutesObjection.id), isouter=True)
             .where(MinutesObjection.meeting_id == meeting_id, col(MinutesAnswer.objection_id).is_(None)))
    return session.exec(asked).one()


def struck(session: Session, decision_id: int) -> bool:
    """Whether the line was noted by mistake."""
    return session.get(DecisionStrike, decision_id) is not None


def done(session: Session, decision_id: int) -> DecisionDone | None:
    """The tick that stands."""
    return session.exec(select(DecisionDone).where(DecisionDone.decision_id == decision_id, col(DecisionDone.undone_at).is_(None))).first()


def decided(session: Session, meeting_id: int) -> int:
    """How many lines a meeting has, those that were struck out included."""
    return session.exec(select(func.count()).select_from(Decision).where(Decision.meeting_id == meeting_id)).one()


def decisions(session: Session, council_id: int, today: date, meeting_id: int | None = None) -> list[Open]:
    """What stands of a council's or one meeting's lines, the earliest day first; today: on the lane's calendar."""
    asked = (select(Decision, DecisionDone.at).join(DecisionStrike, col(DecisionStrike.decision_id) == col(Decision.id), isouter=True)
             .join(DecisionDone, (col(DecisionDone.decision_id) == col(Decision.id)) & col(DecisionDone.undone_at).is_(None), isouter=True)
             .where(Decision.council_id == council_id, col(DecisionStrike.decision_id).is_(None)).order_by(col(Decision.until), col(Decision.id)))
    rows: Iterable[tuple[Decision, Any]] = session.exec(asked if meeting_id is None else asked.where(Decision.meeting_id == meeting_id))
    shops = {f"shop:{shop.id}": shop.name for shop in people.shops(session, council_id)}
    return [Open(row, rules.whose(row.who) or shops.get(row.who, _("一家店")), at, at is None and row.until < today) for row, at in rows]


def undone(session: Session, council_id: int, today: date) -> list[Open]:
    """What is still open."""
    return [each for each in decisions(session, council_id, today) if each.done_at is None]


def can_be_given(session: Session, council_id: int) -> list[tuple[str, str]]:
    """Who may be given something to do: offices, sides, the shops of the lane."""
    offices = [(f"office:{code}", word) for code, word in OFFICES.items() if code not in ("member", "observer")]
    sides = [(f"sector:{code}", word) for code, word in SECTORS.items() if code not in ("police", "property")]
    return offices + sides + [(f"shop:{shop.id}", shop.name) for shop in people.shops(session, council_id)]


def overdue(session: Session, now: datetime) -> list[tuple[int, int]]:
    """Minutes whose window is over and that are not final yet: (council, meeting)."""
    asked = (select(MinutesPublication).join(MinutesFinal, col(MinutesFinal.meeting_id) == col(MinutesPublication.meeting_id), isouter=True)
             .where(col(MinutesFinal.meeting_id).is_(None), MinutesPublication.until <= now).order_by(col(MinutesPublication.meeting_id)))
    return [(row.council_id, row.meeting_id) for row in session.exec(asked)]


def window(session: Session, council_id: int) -> list[tuple[Meeting, datetime]]:
    """Meetings whose minutes may be objected to now, with the end of the window."""
    asked = (select(Meeting, MinutesPublication.until).join(MinutesPublication, col(MinutesPublication.meeting_id) == col(Meeting.id))
             .join(MinutesFinal, col(MinutesFinal.meeting_id) == col(Meeting.id), isouter=True)
             .where(Meeting.council_id == council_id, col(MinutesFinal.meeting_id).is_(None)).order_by(col(Meeting.id)))
    return list(session.exec(asked))
