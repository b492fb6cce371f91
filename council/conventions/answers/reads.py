"""Asking which clause answers which grievance, and what of it somebody may see."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from council.conventions import reads as conventions
from council.conventions.answers.models import ClauseGrievance
from council.conventions.models import Sounding, SoundingAnswer
from council.grievances import reads as grievances
from council.i18n import lang
from council.numerals import clause as article
from council.people.reads import Me
from council.refusal import Absent


@dataclass(frozen=True)
class Because:
    """Because of which grievances a clause was written: those that one may see, and how many there are."""

    seen: list[grievances.Seen]
    many: int


def grievance_ids(session: Session, clause_id: int) -> list[int]:
    """What a clause answers, in the order it was said."""
    return list(session.exec(select(ClauseGrievance.grievance_id).where(ClauseGrievance.clause_id == clause_id).order_by(col(ClauseGrievance.grievance_id))))


def clauses_of(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """Grievance → the clauses that answer it."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.exec(select(ClauseGrievance).where(col(ClauseGrievance.grievance_id).in_(ids)).order_by(col(ClauseGrievance.clause_id))):
        found[row.grievance_id].append(row.clause_id)
    return found


def entered(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    """Clause → since when it answers one of these grievances."""
    rows = session.exec(select(ClauseGrievance).where(col(ClauseGrievance.grievance_id).in_(ids)).order_by(col(ClauseGrievance.at).desc()))
    return {row.clause_id: row.at for row in rows}


def because(session: Session, clause_id: int, me: Me | None) -> Because:
    """Why a clause was written, as far as the lamp reaches `me`."""
    ids, seen = grievance_ids(session, clause_id), []
    for number in ids if me else []:
        try:
            seen.append(grievances.grievance(session, number, me))  # type: ignore[arg-type]
        except Absent:
            continue
    return Because(seen, len(ids))


def called(session: Session, clause_id: int) -> str:
    """A clause's number and title, as it is worded now."""
    row = conventions.clause(session, clause_id)
    number = f"Clause {row.position}" if lang() == "en" else article(row.position)
    return f"{number} {conventions.text_now(session, clause_id).title}"


def soundings_of(session: Session, person_id: int) -> list[tuple[SoundingAnswer, int]]:
    """What somebody answered when they were asked on the spot, each with its clause."""
    rows = session.exec(select(SoundingAnswer, Sounding.clause_id).join(Sounding, col(Sounding.id) == col(SoundingAnswer.sounding_id))
                        .where(SoundingAnswer.person_id == person_id))
    return list(rows)
