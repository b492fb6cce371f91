"""What a dossier may show of a case: only what its parties may know, without names."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from council.grievances import reads as grievances
from council.grievances.reads import Seen
from council.mediation import reads as mediation
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.dossier import rules
from council.mediation.dossier.models import Dossier
from council.mediation.interests import reads as interests
from council.mediation.interests.reads import Interest
from council.mediation.options import reads as options
from council.mediation.reads import GoalNow
from council.mediation.statements import reads as statements
from council.mediation.statements import results
from council.mediation.statements.results import Results
from council.mediation.talks import reads as talks
from council.mediation.terms import reads as terms
from council.mediation.terms.reads import FactNow
from council.meetings import reads as meetings
from council.people.reads import Me
from council.record import reads as record
from council.votes import reads as votes


@dataclass(frozen=True)
class Complaint:
    """A grievance as the dossier shows it. who: its author's letter; answers: (party, words); later: what its author added."""

    seen: Seen
    who: str
    answers: list[tuple[str, str]]
    later: list[str]


@dataclass(frozen=True)
class Gathered:
    """All that a dossier is made of. course: (number of the entry, leaf); said: (sector, words) that speakers gave to everybody.

    offers, agreements: rows of the terms; votes: closed ones with their results.
    """

    now: CaseNow
    complaints: list[Complaint]
    course: list[tuple[int, dict[str, Any]]]
    offers: list[Any]
    facts: list[FactNow]
    shared: list[Interest]
    goals: list[GoalNow]
    said: list[tuple[str, str]]
    statements: Results | None
    weighing: tuple[options.Weighing, options.Result] | None
    votes: list[tuple[Any, votes.Result]]
    agreements: list[Any]


def gather(session: Session, case_id: int, me: Me) -> Gathered:
    """What may be shown of a case, for the desk. Grievances for the secretary alone, and those taken back, have no part in it."""
    now = cases.case(session, case_id, me)
    reaching = sorted(grievances.reaching_parties(session, cases.grievance_ids(session, case_id)))
    seen = [each for each in (grievances.grievance(session, number, me) for number in reaching) if each.state != "withdrawn" and each.grievance.happened]
    topics = [now.topic, *(each.topic for each in seen)]
    turn, weighed = statements.round_of(session, case_id), options.newest(session, case_id)
    return Gathered(
        now, [_complaint(session, each) for each in seen], _course(session, topics), terms.offers(session, case_id), terms.agreed_facts(session, case_id),
        interests.candidates(interests.interests(session, case_id)),
        [mediation.goal_now(session, row, {side: len(persons) for side, persons in now.parties.items()}) for row in mediation.of_case(session, case_id)],
        [(each.line.sector, each.text) for each in talks.published(session, [case_id]).get(case_id, []) if each.text],
        results.results(session, turn) if turn and not turn.running else None,
        (weighed, options.result(session, weighed)) if weighed and not weighed.running else None,
        _votes(session, topics), terms.agreements(session, case_id))


def taken(session: Session, case_id: int) -> list[Dossier]:
    """The dossiers that were taken of a case, the newest first."""
    return list(session.exec(select(Dossier).where(Dossier.case_id == case_id).order_by(col(Dossier.n).desc())))


def _complaint(session: Session, seen: Seen) -> Complaint:
    letters = grievances.pseudonyms(session, seen.id)
    parties = {each.id: each.word for each in seen.about}
    answers = [(parties.get(each.concern_id, ""), each.words) for each in grievances.answers(session, seen.id)]
    return Complaint(seen, letters.get(seen.grievance.person_id, ""), answers, [each.words for each in grievances.additions(session, seen.id)])


def _course(session: Session, topics: list[str]) -> list[tuple[int, dict[str, Any]]]:
    """The entries that the record holds of these topics, each once, in order."""
    told = {seq: leaf for topic in topics for seq, leaf in record.told(session, topic) if rules.is_told(leaf["kind"])}
    return sorted(told.items())


def _votes(session: Session, topics: list[str]) -> list[tuple[Any, votes.Result]]:
    """The closed votes on the case, its grievances and the items of an agenda about them."""
    items = [f"item:{item.id}" for topic in topics for item in meetings.items_about(session, topic)]
    found = {row.id: row for subject in (*topics, *items) for row in votes.of_subject(session, subject)}
    counted = [(row, votes.result(session, row)) for row in found.values()]
    return [(row, result) for row, result in counted if result.verdict is not None]
