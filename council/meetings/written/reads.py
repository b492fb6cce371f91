"""What is asked of written statements: one's own, the desk's list, how many wait, what is being read out."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session, col, select

from council.meetings import reads as meetings
from council.meetings import speakers
from council.meetings.models import Speech
from council.meetings.written import rules
from council.meetings.written.models import Paper, PaperFiling, PaperReading, PaperWithdrawal
from council.people import reads as people
from council.text import paragraphs


@dataclass(frozen=True)
class Written:
    """A statement with its state. name: for the desk and its author; words: safe HTML."""

    row: Paper
    state: str
    name: str
    title: str
    why_not_read: str | None = None

    @property
    def words(self) -> Markup:
        return paragraphs(self.row.text)

    @property
    def seconds(self) -> int:
        """How long reading it takes."""
        return rules.seconds(self.row.text)


@dataclass(frozen=True)
class BeingRead:
    """What the hall hears now. shown: its author let the words be seen; otherwise text is empty."""

    sector: str
    shown: bool
    text: Markup
    length: int


def paper(session: Session, paper_id: int) -> Paper:
    """One statement, or Absent."""
    return meetings.find(session, Paper, paper_id)


def standing(session: Session, row: Paper) -> str:
    """Its state."""
    reading = session.get(PaperReading, row.id)
    speech = session.get(Speech, reading.hand_id) if reading else None
    return rules.standing(session.get(PaperWithdrawal, row.id) is not None, session.get(PaperFiling, row.id) is not None, reading is not None,
                          speech is None or speech.ended_at is not None)


def of_person(session: Session, meeting_id: int, person_id: int) -> list[Written]:
    """Somebody's own statements for a meeting, the oldest first."""
    rows = session.exec(select(Paper).where(Paper.meeting_id == meeting_id, Paper.person_id == person_id).order_by(col(Paper.id))).all()
    return _shown(session, meeting_id, rows)


def for_desk(session: Session, meeting_id: int) -> list[Written]:
    """What stands, in the order in which it came; taken back is gone."""
    rows = session.exec(select(Paper).where(Paper.meeting_id == meeting_id).order_by(col(Paper.id))).all()
    return [each for each in _shown(session, meeting_id, rows) if each.state != "withdrawn"]


def _shown(session: Session, meeting_id: int, rows) -> list[Written]:  # type: ignore[no-untyped-def]
    lines, names = {line.id: line for line in meetings.agenda(session, meeting_id)}, people.names(session, {row.person_id for row in rows})
    state, found = meetings.state(session, meeting_id), []
    for row in rows:
        line, is_now = lines.get(row.item_id), standing(session, row)
        why = rules.why_not_read(state, line is not None and line.state == "open", row.how, is_now)
        found.append(Written(row, is_now, names.get(row.person_id, ""), line.title if line else "", why))
    return found


def waiting(session: Session, meeting_id: int) -> int:
    """How many wait for the desk about what is on now."""
    on = meetings.current_item(session, meeting_id)
    if on is None:
        return 0
    rows = session.exec(select(Paper).where(Paper.meeting_id == meeting_id, Paper.item_id == on.id)).all()
    return sum(standing(session, row) == "waiting" for row in rows)


def written_about(session: Session, item_id: int, person_id: int) -> bool:
    """Whether this person has a statement about the item that stands."""
    rows = session.exec(select(Paper).where(Paper.item_id == item_id, Paper.person_id == person_id)).all()
    return any(standing(session, row) != "withdrawn" for row in rows)


def being_read(session: Session, meeting_id: int) -> BeingRead | None:
    """The statement that is read out now, its words only with its author's consent."""
    for speech in speakers.open_speeches(session, meeting_id):
        reading = session.exec(select(PaperReading).where(PaperReading.hand_id == speech.hand_id)).first()
        row = session.get(Paper, reading.paper_id) if reading else None
        if row is not None:
            return BeingRead(row.sector, row.public, paragraphs(row.text) if row.public else Markup(), len(row.text))
    return None
