"""What is done with a case: opening it, gathering grievances, asking people in, closing a round of talks."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import select

from council.grievances import reads as grievances
from council.grievances.handling import acts as handling
from council.grievances.rules import ENDED
from council.mediation.cases import reads, rules
from council.mediation.cases.models import Case, CaseGrievance, CaseOutcome, CaseParty
from council.mediation.cases.reads import CaseNow
from council.meetings import acts as meetings
from council.people import reads as people
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import Absent, refuse
from council.text import clean, clean_line


@dataclass(frozen=True)
class Opening:
    """A case as the desk opens it; the title is public, circle is "parties" or "lane"."""

    title: str
    circle: str
    grievances: tuple[int, ...]


def open_case(act: Act, opening: Opening) -> Case:
    """Open a case about one or more grievances; they go into mediation with it."""
    refuse(why_not_desk(act.me.offices))
    title, about = clean_line(opening.title), sorted(set(opening.grievances))
    refuse(rules.why_not_open(title, opening.circle, len(about)))
    row = act.add(Case(council_id=act.council_id, title=title, circle=opening.circle, at=act.at, by_id=act.me.id))
    act.enter("case.opened", topic=row.topic, body={"title": title, "circle": opening.circle, "grievances": about}, also=_topics(about))
    for grievance_id in about:
        _take_in(act, row, grievance_id)
    return row


def gather(act: Act, case_id: int, grievance_id: int) -> None:
    """Take one more grievance into the case, and with it those whom it concerns."""
    refuse(why_not_desk(act.me.offices))
    now = reads.case(act.session, case_id, act.me)
    there = grievance_id in reads.grievance_ids(act.session, case_id)
    ended = grievances.grievance(act.session, grievance_id, act.me).state in ENDED
    refuse(rules.why_not_gather(now.state, there, ended))
    act.enter("case.gathered", topic=now.topic, body={"grievance": grievance_id}, also=_topics([grievance_id]))
    _take_in(act, now.case, grievance_id)


def release(act: Act, case_id: int, grievance_id: int) -> None:
    """Take a grievance out again; whoever came in only through it leaves with it."""
    refuse(why_not_desk(act.me.offices))
    now, gathered = reads.case(act.session, case_id, act.me), reads.grievance_ids(act.session, case_id)
    refuse(rules.why_not_release(now.state, grievance_id in gathered, len(gathered)))
    act.session.delete(act.session.exec(select(CaseGrievance).where(
        CaseGrievance.case_id == case_id, CaseGrievance.grievance_id == grievance_id)).one())
    act.enter("case.released", topic=now.topic, body={"grievance": grievance_id}, also=_topics([grievance_id]))


def ask_in(act: Act, case_id: int, person_id: int) -> CaseParty:
    """Ask a lane head or the police officer to stand between the sides; the record names the office only."""
    refuse(why_not_desk(act.me.offices))
    now, asked = reads.case(act.session, case_id, act.me), people.me(act.session, person_id)
    if asked is None or asked.council_id != act.council_id:
        raise Absent
    refuse(rules.why_not_ask_in(now.state, asked.offices, _inside(act, now, person_id)))
    office = next(each for each in rules.MEDIATORS if each in asked.offices)
    row = act.add(CaseParty(case_id=case_id, person_id=person_id, sector=asked.sector, role="mediator", at=act.at, by_id=act.me.id))
    act.enter("case.asked", topic=now.topic, body={"office": office}, personal={"name": asked.name})
    return row


def let_in(act: Act, row: Case, sector: str) -> None:
    """Whoever acts comes in on a side, because they were invited and said yes; called by the answer to an invitation."""
    if not _inside(act, reads.now(act.session, row, act.me), act.me.id):
        act.add(CaseParty(case_id=row.id or 0, person_id=act.me.id, sector=sector, at=act.at))


def close_case(act: Act, case_id: int, outcome: str, note: str) -> CaseOutcome:
    """A round of talks ends: agreed, to be talked about again, or given to the council, whose next agenda it then stands on."""
    refuse(why_not_desk(act.me.offices))
    now, note = reads.case(act.session, case_id, act.me), clean(note).strip()
    refuse(rules.why_not_close(now.state, outcome, note))
    row = act.add(CaseOutcome(case_id=case_id, outcome=outcome, note=note, at=act.at, by_id=act.me.id))
    about = reads.grievance_ids(act.session, case_id)
    act.enter("case.closed", topic=now.topic, body={"outcome": outcome}, personal={"note": note}, also=_topics(about))
    if outcome == "council":
        meetings.put_on_next_agenda(act, now.topic, now.title)
    for grievance_id in about if outcome == "agreed" else ():
        _move(act, grievance_id, "agreed", note, ("filed", "acknowledged", "mediating"))
    return row


def _take_in(act: Act, row: Case, grievance_id: int) -> None:
    refuse(rules.why_not_gather("talking", False, grievances.grievance(act.session, grievance_id, act.me).state in ENDED))
    act.add(CaseGrievance(case_id=row.id or 0, grievance_id=grievance_id, at=act.at, by_id=act.me.id))
    _move(act, grievance_id, "mediating", row.title, ("filed", "acknowledged"))


def _move(act: Act, grievance_id: int, to: str, note: str, only: tuple[str, ...]) -> None:
    if grievances.grievance(act.session, grievance_id, act.me).state in only:
        handling.move(act, grievance_id, to, note)


def _inside(act: Act, now: CaseNow, person_id: int) -> bool:
    return person_id in reads.mediators(act.session, now.id) or any(person_id in persons for persons in now.parties.values())


def _topics(ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"grievance:{grievance_id}" for grievance_id in ids)
