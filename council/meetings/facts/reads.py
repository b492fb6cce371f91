"""What may be read of fact sheets: by anybody as they stand and as they stood; by the desk what was asked; by a member their own questions."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from council.meetings.agenda import find
from council.meetings.facts import rules
from council.meetings.facts.models import FactAnswer, FactQuestion, FactSheet, FactVersion
from council.record import reads as record
from council.record.reads import Entry
from council.refusal import Absent


@dataclass(frozen=True)
class Sheet:
    """A claim as it stands, with what was said of it before, the newest first."""

    row: FactSheet
    now: FactVersion
    before: tuple[FactVersion, ...]

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def word(self) -> str:
        """How it stands, in words."""
        return rules.STATES[self.now.state]

    @property
    def chip(self) -> str:
        """How a chip shows it."""
        return {"open": "wait", "confirmed": "ok"}.get(self.now.state, "no")


def sheet(session: Session, sheet_id: int) -> Sheet:
    """One sheet, or Absent."""
    return _sheet(session, find(session, FactSheet, sheet_id), None) or _absent()


def sheets(session: Session, council_id: int, until: datetime | None = None, most: int = 200) -> list[Sheet]:
    """A council's sheets, those last spoken of first; until: as they stood at that moment."""
    rows = session.exec(select(FactSheet).where(FactSheet.council_id == council_id)).all()
    found = [each for row in rows if (each := _sheet(session, row, until))]
    return sorted(found, key=lambda each: (-each.now.seq,))[:most]


def _sheet(session: Session, row: FactSheet, until: datetime | None) -> Sheet | None:
    asked = select(FactVersion).where(FactVersion.sheet_id == row.id).order_by(col(FactVersion.n).desc())
    said = session.exec(asked if until is None else asked.where(FactVersion.at <= until)).all()
    return Sheet(row, said[0], tuple(said[1:])) if said else None


def _absent() -> Sheet:
    raise Absent


def evidence(session: Session, council_id: int, version: FactVersion) -> list[Entry]:
    """The entries that it names."""
    return [record.entry(session, council_id, seq) for seq in version.numbers]


def missing(session: Session, council_id: int, numbers: list[int]) -> list[int]:
    """Which of these numbers are no entries."""
    def there(seq: int) -> bool:
        try:
            return bool(record.entry(session, council_id, seq))
        except Absent:
            return False

    return [seq for seq in numbers if not there(seq)]


def question(session: Session, question_id: int) -> FactQuestion:
    """One question, or Absent."""
    return find(session, FactQuestion, question_id)


def answer(session: Session, question_id: int) -> FactAnswer | None:
    """How it ended."""
    return session.get(FactAnswer, question_id)


def waiting(session: Session, council_id: int) -> list[FactQuestion]:
    """What the desk has still to look into, the oldest first."""
    return list(session.exec(_waiting(select(FactQuestion)).where(FactQuestion.council_id == council_id).order_by(col(FactQuestion.id))))


def asked_by(session: Session, person_id: int) -> int:
    """How many questions of this person wait."""
    return session.exec(_waiting(select(func.count()).select_from(FactQuestion)).where(FactQuestion.person_id == person_id)).one()


def mine(session: Session, person_id: int) -> list[tuple[FactQuestion, FactAnswer | None]]:
    """What this person asked, with its end, the newest first."""
    rows = session.exec(select(FactQuestion).where(FactQuestion.person_id == person_id).order_by(col(FactQuestion.id).desc()).limit(20))
    return [(row, answer(session, row.id or 0)) for row in rows]


def _waiting(query):  # type: ignore[no-untyped-def]
    return query.join(FactAnswer, col(FactAnswer.question_id) == col(FactQuestion.id), isouter=True).where(col(FactAnswer.question_id).is_(None))
