"""Finding shared goals, and how each side stands by them: counts for everybody, names for members."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from council.mediation.models import GoalGrievance, GoalStand, SharedGoal
from council.people import reads as people
from council.people.rules import SECTORS, SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Side:
    """One side's stand on a goal: how many people accept and decline, out of how many on the roll."""

    sector: str
    word: str
    accept: int
    decline: int
    roll: int


@dataclass(frozen=True)
class GoalNow:
    """A goal as everybody may see it."""

    id: int
    goal: SharedGoal
    sides: tuple[Side, ...]

    @property
    def text(self) -> str:
        return self.goal.text


@dataclass(frozen=True)
class Standing:
    """One member's stand, by name: for members' eyes only."""

    name: str
    sector: str
    accept: bool


def goal(session: Session, goal_id: int) -> SharedGoal:
    """One shared goal, or Absent."""
    found = session.get(SharedGoal, goal_id) if 0 < goal_id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def goals(session: Session, council_id: int) -> list[SharedGoal]:
    """A council's shared goals, the newest first."""
    return list(session.exec(select(SharedGoal).where(SharedGoal.council_id == council_id).order_by(col(SharedGoal.id).desc())))


def known(session: Session, council_id: int, text: str) -> bool:
    """True if these very words are noted already."""
    return session.exec(select(SharedGoal.id).where(SharedGoal.council_id == council_id, SharedGoal.text == text)).first() is not None


def goal_now(session: Session, row: SharedGoal) -> GoalNow:
    """A goal with the counts of both sides."""
    counted = session.exec(select(GoalStand.sector, GoalStand.accept, func.count()).where(GoalStand.goal_id == row.id)
                           .group_by(col(GoalStand.sector), col(GoalStand.accept)))
    counts = {(sector, accept): n for sector, accept, n in counted}
    roll = people.roll_count(session, row.council_id)
    sides = tuple(Side(sector, SECTORS[sector], counts.get((sector, True), 0), counts.get((sector, False), 0),
                       roll.get(sector, 0)) for sector in SIDES)
    return GoalNow(row.id or 0, row, sides)


def goals_now(session: Session, council_id: int) -> list[GoalNow]:
    """All goals of a council with their counts, the newest first."""
    return [goal_now(session, row) for row in goals(session, council_id)]


def stand_of(session: Session, goal_id: int, person_id: int) -> GoalStand | None:
    """How a person stands by a goal, or None."""
    return session.exec(select(GoalStand).where(GoalStand.goal_id == goal_id, GoalStand.person_id == person_id)).first()


def standings(session: Session, goal_id: int) -> list[Standing]:
    """Who said what, by name, in the order they said it."""
    rows = list(session.exec(select(GoalStand).where(GoalStand.goal_id == goal_id).order_by(col(GoalStand.at), col(GoalStand.id))))
    names = people.names(session, {row.person_id for row in rows})
    return [Standing(names.get(row.person_id, ""), row.sector, row.accept) for row in rows]


def grievance_ids(session: Session, goal_id: int) -> list[int]:
    """Which grievances a goal answers."""
    return list(session.exec(select(GoalGrievance.grievance_id).where(GoalGrievance.goal_id == goal_id).order_by(
        col(GoalGrievance.grievance_id))))
