"""Finding what is weighed: the options, who gave a sheet, what each side can bear; without names."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from council.mediation.cases import reads as cases
from council.mediation.options import rules
from council.mediation.options.models import Option, OptionSet, OptionSetClosing, Resistance
from council.mediation.options.rules import Outcome, Weight
from council.mediation.statements import reads as statements
from council.mediation.statements.ground import LEAST, need
from council.people.rules import SECTORS, SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Weighing:
    """Options weighed together, with their end if there is one."""

    row: OptionSet
    options: tuple[Option, ...]
    closing: OptionSetClosing | None

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def running(self) -> bool:
        return self.closing is None

    @property
    def stay(self) -> int:
        return next(each.id or 0 for each in self.options if each.stay)


@dataclass(frozen=True)
class Weighed:
    """One option as it came out."""

    option: Option
    sides: dict[str, Weight]

    @property
    def acceptance(self) -> Fraction:
        return rules.acceptance(self.sides)

    @property
    def worst(self) -> Fraction:
        """The mean of the side that minds most."""
        return rules.key(self.sides)[0]

    def shown(self, side: str) -> Weight | None:
        """One side; None while fewer than three people gave a sheet."""
        return self.sides[side] if self.sides[side].people >= LEAST else None


@dataclass(frozen=True)
class Result:
    """Everything weighed, the most bearable first, and what follows from it."""

    lines: list[Weighed]
    outcome: Outcome
    given: dict[str, int]
    roster: dict[str, int]

    @property
    def missing(self) -> list[tuple[str, int]]:
        """Sides that are not heard, and how many of their people are still wanted."""
        return [(SECTORS[side], need(self.roster[side]) - self.given[side]) for side in self.outcome.sides] if self.outcome.verdict == "missing" else []


def newest(session: Session, case_id: int) -> Weighing | None:
    """The newest weighing on a case, or None."""
    row = session.exec(select(OptionSet).where(OptionSet.case_id == case_id).order_by(col(OptionSet.id).desc())).first()
    return _weighing(session, row) if row else None


def weighing(session: Session, set_id: int) -> Weighing:
    """One weighing, or Absent."""
    row = session.get(OptionSet, set_id) if 0 < set_id <= LARGEST_ID else None
    if row is None:
        raise Absent
    return _weighing(session, row)


def sheet(session: Session, set_id: int, person_id: int) -> dict[int, int | None] | None:
    """What a person gave, option by option; None when they have not given a sheet."""
    rows = session.execute(columns(col(Resistance.option_id), col(Resistance.value)).where(
        col(Resistance.set_id) == set_id, col(Resistance.person_id) == person_id))
    return {row.option_id: row.value for row in rows} or None


def side_of(session: Session, set_id: int, person_id: int) -> str | None:
    """For which side a person has given a sheet."""
    return session.execute(columns(col(Resistance.sector)).where(
        col(Resistance.set_id) == set_id, col(Resistance.person_id) == person_id).limit(1)).scalar()


def roster(session: Session, row: OptionSet, closing: OptionSetClosing | None = None) -> dict[str, int]:
    """How many may weigh on each side; after the end, as it was then."""
    if closing:
        return {side: int(closing.roster.get(side, 0)) for side in SIDES}
    return {side: len(persons) for side, persons in statements.who_may(session, row.case_id, row.circle).items()}


def result(session: Session, found: Weighing) -> Result:
    """What the sheets say, by exact fractions."""
    weights = _weights(session, found)
    who = roster(session, found.row, found.closing)
    given = {side: weights[found.stay][side].people for side in SIDES}
    outcome = rules.weigh(weights, {side: given[side] >= need(who[side]) for side in SIDES}, found.stay)
    options = {each.id or 0: each for each in found.options}
    return Result([Weighed(options[number], dict(weights[number])) for number in rules.order(weights)], outcome, given, who)


def for_the_record(found: Result) -> list[dict[str, Any]]:
    """Each option by number with people, blanks and sum of each side; a side of fewer than three keeps its sum."""
    return [{"option": line.option.position} | {side: [weight.people, weight.blank, weight.total] if (weight := line.shown(side)) else None for side in SIDES}
            for line in found.lines]


def circle(session: Session, case_id: int) -> str:
    """How far the case's lamp reaches."""
    return str(cases.row(session, case_id).circle)


def _weights(session: Session, found: Weighing) -> dict[int, Mapping[str, Weight]]:
    counted = session.execute(columns(
        col(Resistance.option_id), col(Resistance.sector), func.count().label("people"), func.count(col(Resistance.value)).label("filled"),
        func.coalesce(func.sum(col(Resistance.value)), 0).label("total")).where(
        col(Resistance.set_id) == found.id).group_by(col(Resistance.option_id), col(Resistance.sector)))
    weights = {(row.option_id, row.sector): Weight(row.people, row.people - row.filled, int(row.total) + rules.BLANK * (row.people - row.filled))
               for row in counted}
    return {each.id or 0: {side: weights.get((each.id, side), Weight(0, 0, 0)) for side in SIDES} for each in found.options}


def _weighing(session: Session, row: OptionSet) -> Weighing:
    options = session.exec(select(Option).where(Option.set_id == row.id).order_by(col(Option.position)))
    return Weighing(row, tuple(options), session.get(OptionSetClosing, row.id))
