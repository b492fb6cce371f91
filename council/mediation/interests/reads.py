"""Finding interests: each side's lines with their marks, and the ones that both sides share."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.mediation.interests import rules
from council.mediation.interests.models import GoalInterest, InterestLine, InterestMark
from council.mediation.interests.rules import Marked
from council.people.rules import SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Interest:
    """A line with how many of each side say "mine too", and whether `me` does."""

    line: InterestLine
    marks: dict[str, int]
    marked: bool
    mine: bool

    @property
    def id(self) -> int:
        return self.line.id or 0

    @property
    def shared(self) -> bool:
        """True when people of both sides marked it."""
        return bool(rules.shared([self.seen]))

    @property
    def seen(self) -> Marked:
        """As the rules see it."""
        return Marked(self.id, self.line.kind, self.marks)


def line(session: Session, line_id: int) -> InterestLine:
    """One line that still stands, or Absent."""
    found = session.get(InterestLine, line_id) if 0 < line_id <= LARGEST_ID else None
    if found is None or found.withdrawn_at is not None:
        raise Absent
    return found


def mark_of(session: Session, line_id: int, person_id: int) -> InterestMark | None:
    """A person's "mine too", or None."""
    return session.exec(select(InterestMark).where(InterestMark.line_id == line_id, InterestMark.person_id == person_id)).first()


def known(session: Session, wanted: InterestLine) -> bool:
    """True if the side has this very line already."""
    return session.exec(select(InterestLine.id).where(
        InterestLine.case_id == wanted.case_id, InterestLine.sector == wanted.sector, InterestLine.kind == wanted.kind,
        InterestLine.text == wanted.text, col(InterestLine.withdrawn_at).is_(None))).first() is not None


def interests(session: Session, case_id: int, me_id: int | None = None) -> list[Interest]:
    """All lines of a case that stand, oldest first."""
    rows = list(session.exec(select(InterestLine).where(InterestLine.case_id == case_id, col(InterestLine.withdrawn_at).is_(None))
                             .order_by(col(InterestLine.id))))
    marks = list(session.exec(select(InterestMark).where(col(InterestMark.line_id).in_([row.id for row in rows]))))
    found = []
    for row in rows:
        own = [mark for mark in marks if mark.line_id == row.id]
        counted = {side: sum(mark.sector == side for mark in own) for side in SIDES}
        found.append(Interest(row, counted, any(mark.person_id == me_id for mark in own), row.by_id == me_id))
    return found


def candidates(found: Collection[Interest]) -> list[Interest]:
    """Those of them that both sides share, best first."""
    by_id = {each.id: each for each in found}
    return [by_id[each] for each in rules.shared(each.seen for each in found)]


def made_of(session: Session, goal_id: int) -> list[str]:
    """The lines that a goal was made of and that still stand."""
    return list(session.exec(select(InterestLine.text).join(GoalInterest, col(GoalInterest.line_id) == col(InterestLine.id)).where(
        GoalInterest.goal_id == goal_id, col(InterestLine.withdrawn_at).is_(None)).order_by(col(InterestLine.id))))
