"""Reading patrols: the clauses to look at, what was seen, violations through the eyes of the one who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from council import clock
from council.conventions import reads as conventions
from council.numerals import clause as article
from council.patrols import rules
from council.patrols.models import Dispute, Observation, PutRight, Round, Settlement, Violation
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.refusal import Absent


@dataclass(frozen=True)
class Promise:
    """A clause in force that a patrol can look at."""

    clause_id: int
    name: str
    text: str


@dataclass(frozen=True)
class Seen:
    """A violation as one person may see it; `party` is empty when it is not theirs to know."""

    violation: Violation
    clause: str
    place: str
    party: str
    mine: bool
    put_right: bool
    dispute: Dispute | None
    settlement: Settlement | None

    @property
    def id(self) -> int:
        return self.violation.id or 0

    @property
    def state(self) -> str:
        return rules.standing(self.put_right, self.dispute is not None, self.settlement.struck if self.settlement else None)


@dataclass(frozen=True)
class Health:
    """How a clause is kept: looks, breaches that stand, the 90 % interval, and the rounds week by week."""

    kept: int
    broken: int
    low: float
    rate: float
    high: float
    last: datetime | None
    weeks: tuple[tuple[int, int], ...]
    disputed: int
    struck: int

    @property
    def looks(self) -> int:
        return self.kept + self.broken

    @property
    def proved(self) -> bool:
        """True once "kept" may be claimed."""
        return self.broken == 0 and self.kept >= rules.CLEAN_ROUNDS


def clauses(session: Session, council_id: int) -> list[Promise]:
    """Every clause in force, newest convention first; an older convention's clauses follow."""
    return [Promise(line.clause_id, f"{article(line.number)} {line.title}", line.text)
            for version in conventions.in_force(session, council_id) for line in conventions.version_lines(session, version.id or 0)]


def stretch(session: Session, council_id: int, segment_id: int | None) -> str:
    """The name of a stretch of the lane, or nothing."""
    return next((each.name for each in people.segments(session, council_id) if each.id == segment_id), "")


def violation(session: Session, violation_id: int, me: Me) -> Seen:
    """One violation of my council, as I may see it."""
    found = session.get(Violation, violation_id)
    if found is None or found.council_id != me.council_id:
        raise Absent
    return _seen(session, [found], me)[0]


def violations(session: Session, me: Me) -> list[Seen]:
    """All violations, the newest first."""
    return _seen(session, list(session.exec(select(Violation).where(Violation.council_id == me.council_id).order_by(col(Violation.id).desc()))), me)


def mine(session: Session, me: Me) -> list[Seen]:
    """What concerns my own shop or household and is not over."""
    return [seen for seen in violations(session, me) if seen.mine and seen.state in ("logged", "disputed")]


def dispute(session: Session, dispute_id: int, council_id: int) -> Dispute:
    """One dispute of a council, or Absent."""
    found = session.get(Dispute, dispute_id)
    if found is None or found.council_id != council_id:
        raise Absent
    return found


def settlement(session: Session, dispute_id: int) -> Settlement | None:
    """How a dispute ended, if it has."""
    return session.get(Settlement, dispute_id)


def rounds(session: Session, council_id: int) -> list[Round]:
    """All rounds, the newest first."""
    return list(session.exec(select(Round).where(Round.council_id == council_id).order_by(col(Round.id).desc())))


def health(session: Session, clause_id: int, weeks: int = 8) -> Health:
    """How one clause is kept. Struck violations count nowhere; an unseen clause is no observation."""
    seen = list(session.exec(select(Observation).where(Observation.clause_id == clause_id, Observation.seen != "unseen")))
    broken_rows = list(session.exec(select(Violation).where(Violation.clause_id == clause_id)))
    disputes = {each.violation_id: each for each in session.exec(
        select(Dispute).where(col(Dispute.violation_id).in_([row.id for row in broken_rows])))}
    struck = {each.dispute_id for each in session.exec(
        select(Settlement).where(col(Settlement.dispute_id).in_([each.id for each in disputes.values()]), col(Settlement.struck)))}
    gone = {row.round_id for row in broken_rows if row.id in disputes and disputes[row.id or 0].id in struck}
    kept = [each for each in seen if each.seen == "kept"]
    broken = [each for each in seen if each.seen == "broken" and each.round_id not in gone]
    low, rate, high = rules.rate(len(kept), len(broken))
    return Health(len(kept), len(broken), low, rate, high, max((each.at for each in seen), default=None),
                  _by_week(kept, broken, weeks), len(disputes), len(struck))


def _by_week(kept: list[Observation], broken: list[Observation], weeks: int) -> tuple[tuple[int, int], ...]:
    start = clock.now() - timedelta(weeks=weeks)
    table = [[0, 0] for _week in range(weeks)]
    for column, rows in enumerate((kept, broken)):
        for row in rows:
            week = int((row.at - start) / timedelta(weeks=1))
            if 0 <= week < weeks:
                table[week][column] += 1
    return tuple((a, b) for a, b in table)


def _seen(session: Session, rows: list[Violation], me: Me) -> list[Seen]:
    ids = [row.id or 0 for row in rows]
    right = set(session.exec(select(PutRight.violation_id).where(col(PutRight.violation_id).in_(ids))))
    disputes = {each.violation_id: each for each in session.exec(select(Dispute).where(col(Dispute.violation_id).in_(ids)))}
    settled = {each.dispute_id: each for each in session.exec(
        select(Settlement).where(col(Settlement.dispute_id).in_([each.id for each in disputes.values()])))}
    names = {each.clause_id: each.name for each in clauses(session, me.council_id)}
    shops = {shop.id: shop.name for shop in people.shops(session, me.council_id)}
    own = {each.premises_id for each in me.capacities}
    seen = []
    for row in rows:
        contested = disputes.get(row.id or 0)
        known = row.party_id in own or bool(me.offices & DESK) or row.person_id == me.id or clock.now() - row.at > rules.SILENCE
        seen.append(Seen(row, names.get(row.clause_id) or _old_name(session, row.clause_id), stretch(session, me.council_id, row.segment_id),
                         shops.get(row.party_id, "") if known else "", row.party_id is not None and row.party_id in own,
                         (row.id or 0) in right, contested, settled.get(contested.id or 0) if contested else None))
    return seen


def _old_name(session: Session, clause_id: int) -> str:
    row = conventions.clause(session, clause_id)
    return f"{article(row.position)} {conventions.text_now(session, clause_id).title}"
