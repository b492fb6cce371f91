"""Finding what is on the table in a case."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.mediation.terms import rules
from council.mediation.terms.models import Agreement, Fact, FactTick, Offer
from council.people.rules import SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class FactNow:
    """A fact with how many of each side say that it is so."""

    fact: Fact
    ticks: dict[str, int]
    ticked: bool

    @property
    def id(self) -> int:
        return self.fact.id or 0

    @property
    def text(self) -> str:
        return self.fact.text

    @property
    def agreed(self) -> bool:
        """True when both sides say so."""
        return rules.agreed(self.ticks)


def offer(session: Session, offer_id: int) -> Offer:
    """One offer that stands, or Absent."""
    found = session.get(Offer, offer_id) if 0 < offer_id <= LARGEST_ID else None
    if found is None or found.withdrawn_at is not None:
        raise Absent
    return found


def fact(session: Session, fact_id: int) -> Fact:
    """One fact that stands, or Absent."""
    found = session.get(Fact, fact_id) if 0 < fact_id <= LARGEST_ID else None
    if found is None or found.withdrawn_at is not None:
        raise Absent
    return found


def tick_of(session: Session, fact_id: int, person_id: int) -> FactTick | None:
    """A person's tick, or None."""
    return session.exec(select(FactTick).where(FactTick.fact_id == fact_id, FactTick.person_id == person_id)).first()


def offers(session: Session, case_id: int) -> list[Offer]:
    """What each side is ready to do, oldest first."""
    return list(session.exec(select(Offer).where(Offer.case_id == case_id, col(Offer.withdrawn_at).is_(None)).order_by(col(Offer.id))))


def facts(session: Session, case_id: int, me_id: int | None = None) -> list[FactNow]:
    """All facts that stand, ticked by both sides or not, oldest first."""
    rows = list(session.exec(select(Fact).where(Fact.case_id == case_id, col(Fact.withdrawn_at).is_(None)).order_by(col(Fact.id))))
    ticks = list(session.exec(select(FactTick).where(col(FactTick.fact_id).in_([row.id for row in rows]))))
    return [FactNow(row, {side: sum(tick.fact_id == row.id and tick.sector == side for tick in ticks) for side in SIDES},
                    any(tick.fact_id == row.id and tick.person_id == me_id for tick in ticks)) for row in rows]


def agreed_facts(session: Session, case_id: int) -> list[FactNow]:
    """The facts that people of both sides have ticked."""
    return [each for each in facts(session, case_id) if each.agreed]


def agreements(session: Session, case_id: int) -> list[Agreement]:
    """What was signed, oldest first."""
    return list(session.exec(select(Agreement).where(Agreement.case_id == case_id).order_by(col(Agreement.signed_on), col(Agreement.id))))
