"""Finding cases: through the eyes of the one who asks; who stands on which side."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from council.grievances import reads as grievances
from council.mediation.cases import rules
from council.mediation.cases.models import Case, CaseGrievance, CaseOutcome, CaseParty
from council.mediation.terms.reads import agreed_facts, agreements, offers
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK, SIDES
from council.refusal import Absent

__all__ = ["CaseNow", "agreed_facts", "agreements", "asked_in", "case", "grievance_ids", "mediators", "now", "of_council", "of_grievances", "offers",
           "outcomes", "parties", "row", "sectors", "visible"]

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class CaseNow:
    """A case as one person may see it.

    side: the party that `me` belongs to, or None. voice: on which side `me` may say yes or no, the side or, when the whole lane
    sees the case, one's own sector. mediator: asked in between the sides. desk: secretary or deputy.
    """

    case: Case
    parties: dict[str, set[int]]
    side: str | None
    voice: str | None
    mediator: bool
    desk: bool
    state: str

    @property
    def open(self) -> bool:
        """True while both sides talk."""
        return self.state == "talking"

    @property
    def id(self) -> int:
        return self.case.id or 0

    @property
    def topic(self) -> str:
        return self.case.topic

    @property
    def title(self) -> str:
        return self.case.title


def case(session: Session, case_id: int, me: Me) -> CaseNow:
    """One case if it is there for `me`; otherwise it is not there."""
    found = row(session, case_id)
    if found.council_id != me.council_id:
        raise Absent
    seen = now(session, found, me)
    if not _there(seen, me):
        raise Absent
    return seen


def row(session: Session, case_id: int) -> Case:
    """The row of a case, for whoever decides otherwise who may see it; or Absent."""
    found = session.get(Case, case_id) if 0 < case_id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def of_council(session: Session, council_id: int) -> list[Case]:
    """All cases of a council, the newest first: their titles are public."""
    return list(session.exec(select(Case).where(Case.council_id == council_id).order_by(col(Case.id).desc())))


def visible(session: Session, me: Me) -> list[CaseNow]:
    """All cases that are there for `me`, the newest first."""
    return [seen for seen in _all_now(session, of_council(session, me.council_id), me) if _there(seen, me)]


def of_mine(session: Session, me: Me, grievance_ids: Collection[int]) -> list[CaseNow]:
    """The cases in which `me` stands on a side or between them; grievance_ids: those that concern `me`."""
    ids = {case_id for found in of_grievances(session, grievance_ids).values() for case_id in found}
    ids |= set(session.exec(select(CaseParty.case_id).where(CaseParty.person_id == me.id)))
    rows = list(session.exec(select(Case).where(col(Case.id).in_(ids), Case.council_id == me.council_id).order_by(col(Case.id))))
    return [seen for seen in _all_now(session, rows, me) if _there(seen, me) and (seen.side or seen.mediator)]


def now(session: Session, row: Case, me: Me) -> CaseNow:
    """How a case stands, and where `me` stands in it; whether it is there for `me` is another question."""
    return _all_now(session, [row], me)[0]


def _all_now(session: Session, rows: Sequence[Case], me: Me) -> list[CaseNow]:
    """The same for many cases, in as many questions to the database as for one."""
    ids = [row.id or 0 for row in rows]
    asked, ends = _by_case(session, CaseParty, ids), _by_case(session, CaseOutcome, ids)
    both = _sides(session, me.council_id, ids, asked)
    return [_placed(row, me, both[row.id or 0], {each.person_id for each in asked[row.id or 0] if each.role == "mediator"},
                    rules.state([each.outcome for each in ends[row.id or 0]])) for row in rows]


def _placed(row: Case, me: Me, both: dict[str, set[int]], between: set[int], state: str) -> CaseNow:
    side = next((sector for sector, persons in both.items() if me.id in persons), None)
    mediator = side is None and me.id in between
    own = next((each.sector for each in me.capacities if each.sector in SIDES), None) if row.circle == "lane" and not mediator else None
    return CaseNow(row, both, side, side or own, mediator, bool(me.offices & DESK), state)


def outcomes(session: Session, case_id: int) -> list[CaseOutcome]:
    """How each round of talks ended, oldest first."""
    return list(session.exec(select(CaseOutcome).where(CaseOutcome.case_id == case_id).order_by(col(CaseOutcome.id))))


def of_grievances(session: Session, grievance_ids: Collection[int]) -> dict[int, list[int]]:
    """In which cases each grievance is, as case ids."""
    found: dict[int, list[int]] = {}
    for each in session.exec(select(CaseGrievance).where(col(CaseGrievance.grievance_id).in_(grievance_ids)).order_by(col(CaseGrievance.id))):
        found.setdefault(each.grievance_id, []).append(each.case_id)
    return found


def parties(session: Session, case_id: int) -> dict[str, set[int]]:
    """Who is on which side, as person ids: whoever suffers, whom it is about as far as they may know of it, and who was invited."""
    return _sides(session, row(session, case_id).council_id, [case_id], {case_id: asked_in(session, case_id)})[case_id]


def _sides(session: Session, council_id: int, ids: Collection[int], asked: Mapping[int, Sequence[CaseParty]]) -> dict[int, dict[str, set[int]]]:
    gathered = {case_id: [row.grievance_id for row in rows] for case_id, rows in _by_case(session, CaseGrievance, ids).items()}
    every = {number for numbers in gathered.values() for number in numbers}
    suffer, about = grievances.suffering(session, every), grievances.concerned(session, grievances.reaching_parties(session, every))
    suffering = {case_id: _all_of(suffer, numbers) for case_id, numbers in gathered.items()}
    concerned = {case_id: _all_of(about, numbers) - suffering[case_id] for case_id, numbers in gathered.items()}
    stands = sectors(session, council_id, set().union(*suffering.values()))
    keeps = sectors(session, council_id, set().union(*concerned.values()), "merchant")
    return {case_id: rules.sides([{person: stands[person] for person in suffering[case_id]}, {person: keeps[person] for person in concerned[case_id]},
                                  {each.person_id: each.sector for each in asked[case_id] if each.role == "party"}]) for case_id in ids}


def _all_of(found: Mapping[int, set[int]], numbers: Collection[int]) -> set[int]:
    return {person for number in numbers for person in found.get(number, ())}


def _by_case(session: Session, table: Any, ids: Collection[int]) -> dict[int, list[Any]]:
    """The rows of a table that hang on each of these cases, oldest first."""
    found: dict[int, list[Any]] = {number: [] for number in ids}
    for row in session.exec(select(table).where(table.case_id.in_(ids)).order_by(table.id)) if ids else ():
        found[row.case_id].append(row)
    return found


def sectors(session: Session, council_id: int, persons: Collection[int], rather: str = "") -> dict[int, str]:
    """On which side each person stands by the roll: rather this one where they have it, then a side of the lane before any other sector."""
    held: dict[int, list[str]] = {person: [] for person in sorted(persons)}
    for person, sector in people.sectors(session, council_id, held):
        held[person].append(sector)
    return {person: next((each for wanted in ((rather,), SIDES, own) for each in own if each in wanted), "resident") for person, own in held.items()}


def mediators(session: Session, case_id: int) -> list[int]:
    """Who stands between the sides by request of the desk, as person ids."""
    return [row.person_id for row in asked_in(session, case_id) if row.role == "mediator"]


def grievance_ids(session: Session, case_id: int) -> list[int]:
    """The grievances that a case gathers."""
    return list(session.exec(select(CaseGrievance.grievance_id).where(CaseGrievance.case_id == case_id).order_by(col(CaseGrievance.id))))


def asked_in(session: Session, case_id: int) -> list[CaseParty]:
    """Those who came in by invitation or request, in their order."""
    return list(session.exec(select(CaseParty).where(CaseParty.case_id == case_id).order_by(col(CaseParty.id))))


def _there(seen: CaseNow, me: Me) -> bool:
    inside = seen.mediator or seen.side is not None
    return rules.may_see(seen.case.circle, desk=seen.desk, inside=inside, member=bool(me.capacities))
