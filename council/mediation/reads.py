"""Finding shared goals, and how each side stands by them: counts for everybody, names for members."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from council.grievances import reads as grievances
from council.grievances.reads import Seen
from council.mediation import rules
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.models import GoalGrievance, GoalStand, SharedGoal
from council.people import reads as people
from council.people.reads import Me
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
    why: str = ""


@dataclass(frozen=True)
class GoalShown:
    """A goal with what only those see who may answer it: names, their own answer, the grievances whose lamp reaches them.

    about: how many grievances it answers. asked: whether it is put to `me` at all. mine: one's own answer, None before it;
    why: why one cannot answer, None if one can.
    """

    goal: GoalNow
    about: int
    asked: bool = False
    seen: tuple[Seen, ...] = ()
    names: tuple[Standing, ...] = ()
    mine: bool | None = None
    why: str | None = None


def shown(session: Session, row: SharedGoal, me: Me | None) -> GoalShown:
    """A goal as `me` sees it; None for whoever only looks in from outside. Of a case that is not there for `me`, as from outside."""
    about, now = grievance_ids(session, row.id or 0), _case_of(session, row, me)
    found = goal_now(session, row, {side: len(now.parties[side]) for side in SIDES} if now and now.case.circle == "parties" else None)
    if me is None or (row.case_id and now is None):
        return GoalShown(found, len(about))
    mine = stand_of(session, found.id, me.id)
    voices = [each.sector for each in me.capacities] if now is None else [now.voice] if now.voice else []
    return GoalShown(found, len(about), True, tuple(reached(session, about, me)), tuple(standings(session, found.id)),
                     mine.accept if mine else None, rules.why_not_stand(voices, open_to=now is None or now.open))


def _case_of(session: Session, row: SharedGoal, me: Me | None) -> CaseNow | None:
    try:
        return cases.case(session, row.case_id, me) if row.case_id and me else None
    except Absent:
        return None


def reached(session: Session, ids: Iterable[int], me: Me) -> Iterator[Seen]:
    """Those of these grievances whose lamp reaches `me`."""
    for grievance_id in ids:
        try:
            yield grievances.grievance(session, grievance_id, me)
        except Absent:
            continue


def goal(session: Session, goal_id: int) -> SharedGoal:
    """One shared goal, or Absent."""
    found = session.get(SharedGoal, goal_id) if 0 < goal_id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def goals(session: Session, council_id: int) -> list[SharedGoal]:
    """A council's shared goals, the newest first."""
    return list(session.exec(select(SharedGoal).where(SharedGoal.council_id == council_id).order_by(col(SharedGoal.id).desc())))


def of_case(session: Session, case_id: int) -> list[SharedGoal]:
    """A case's shared goals, the newest first."""
    return list(session.exec(select(SharedGoal).where(SharedGoal.case_id == case_id).order_by(col(SharedGoal.id).desc())))


def known(session: Session, council_id: int, text: str) -> bool:
    """True if these very words are noted already."""
    return session.exec(select(SharedGoal.id).where(SharedGoal.council_id == council_id, SharedGoal.text == text)).first() is not None


def goal_now(session: Session, row: SharedGoal, roll: Mapping[str, int] | None = None) -> GoalNow:
    """A goal with the counts of both sides; roll: of how many, by side, when it is not the whole lane that answers."""
    counted = session.exec(select(GoalStand.sector, GoalStand.accept, func.count()).where(GoalStand.goal_id == row.id)
                           .group_by(col(GoalStand.sector), col(GoalStand.accept)))
    counts = {(sector, accept): n for sector, accept, n in counted}
    roll = people.roll_count(session, row.council_id) if roll is None else roll
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
    return [Standing(names.get(row.person_id, ""), row.sector, row.accept, row.why) for row in rows]


def grievance_ids(session: Session, goal_id: int) -> list[int]:
    """Which grievances a goal answers."""
    return list(session.exec(select(GoalGrievance.grievance_id).where(GoalGrievance.goal_id == goal_id).order_by(
        col(GoalGrievance.grievance_id))))
