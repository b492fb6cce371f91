"""What is done about the clocks: noting a talk, promising a day, waiting and going on, climbing; and what they do by themselves."""

from datetime import datetime

from sqlmodel import col, select

from council.grievances import reads as grievances
from council.grievances.clocks import facts, ladder, reads, rules
from council.grievances.clocks.models import Climb, ClockStep, Contact, Plan, Waiting
from council.grievances.handling import rules as handling
from council.grievances.models import Grievance
from council.grievances.rules import ENDED
from council.meetings import acts as meetings
from council.people import reads as people
from council.people.calendar import reads as calendar
from council.people.rules import DESK
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.record.leaves import written
from council.refusal import refuse
from council.text import clean
from council.words import _


def note_contact(act: Act, grievance_id: int, whom: str, how: str) -> Contact:
    """Write down that somebody of the council has spoken with the filer or the party."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    near = reads.owners(act.session, [seen.id])[seen.id].with_head(act.me)
    refuse(rules.why_not_contact(_desk(act) or near, seen.state in ENDED, how, whom))
    office = next((each for each in ("secretary", "deputy", "building_head") if each in act.me.offices), "")
    row = act.add(Contact(council_id=act.council_id, grievance_id=seen.id, whom=whom, how=how, by_id=act.me.id, office=office, at=act.at))
    act.enter("grievance.contacted", topic=seen.topic, body={"whom": whom, "how": how, "office": office})
    return row


def promise(act: Act, grievance_id: int, until: datetime | None, words: str = "") -> Plan:
    """Promise a moment by which the filer will have an answer."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_plan(_desk(act), seen.state in ENDED, until, act.at))
    assert until is not None
    row = act.add(Plan(council_id=act.council_id, grievance_id=seen.id, until=until, words=clean(words), by_id=act.me.id, at=act.at))
    act.enter("grievance.promised", topic=seen.topic, body={"until": written(row.until)}, personal={"note": row.words} if row.words else None)
    return row


def wait(act: Act, grievance_id: int, whom: str) -> Waiting:
    """The matter waits for somebody: the clocks of plan and outcome stand still until they answer or the desk goes on."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_wait(_desk(act), seen.state in ENDED, whom, _waiting(act, seen.id)))
    row = act.add(Waiting(council_id=act.council_id, grievance_id=seen.id, whom=whom, by_id=act.me.id, at=act.at))
    act.enter("grievance.paused", topic=seen.topic, body={"whom": whom})
    return row


def resume(act: Act, grievance_id: int) -> None:
    """Go on without the answer."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    whom = _waiting(act, seen.id)
    refuse(rules.why_not_resume(_desk(act), whom))
    row = act.session.exec(select(Waiting).where(Waiting.grievance_id == seen.id).order_by(col(Waiting.id).desc())).first()
    assert row is not None
    row.ended_at = act.at
    act.add(row)
    act.enter("grievance.resumed", topic=seen.topic, body={"whom": whom})


def climb(act: Act, grievance_id: int, reason: str) -> Climb:
    """Take a matter one rung up by hand."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    owner = reads.owners(act.session, [seen.id])[seen.id]
    refuse(ladder.why_not_climb(_desk(act) or seen.mine, seen.state in ENDED, reason, owner.above))
    row = _climb(act, seen.id, owner, clean(reason))
    act.enter("grievance.climbed", topic=seen.topic, body={"was": row.was, "level": row.level, "papers": papers(seen.id)},
              personal={"why": row.reason})
    _table(act, seen.grievance, row.level)
    return row


def forget_reasons(act: Act, grievance_id: int) -> None:
    """Why its author sent it up goes with the words that are taken back."""
    for row in act.session.exec(select(Climb).where(Climb.grievance_id == grievance_id, Climb.reason != "")):
        row.reason = ""
        act.session.add(row)
    forget_openings(act, f"grievance:{grievance_id}", ("why",))


def strike(act: Act, grievance_id: int) -> None:
    """What the clocks of one grievance do by themselves, each step once, in the order in which it was due."""
    row, told = facts.happened(act.session, [grievance_id])[grievance_id]
    act.own(row)
    time = calendar.work_time(act.session, act.council_id)
    due = [(rules.step_at(told, time, each, step), each, step) for each, step in reads.missing_steps(
        grievance_id, rules.clocks(told, time, act.at), reads.done_steps(act.session, [grievance_id]))]
    refuse(None if due else _("没有到时候的事。"))
    for at, each, step in sorted(due, key=lambda found: (found[0], rules.step_order(found[2]))):
        act.add(ClockStep(council_id=act.council_id, grievance_id=grievance_id, clock=each.name, cycle=each.cycle, step=step, due=at, at=act.at))
        owner = reads.owners(act.session, [grievance_id])[grievance_id]
        climbed = _climb(act, grievance_id, owner) if step == "climbed" and owner.above else None
        act.enter({"reminded": "clock.reminded", "climbed": "clock.climbed", "overdue": "clock.overdue"}[step], topic=row.topic, body={
            "clock": each.name, "cycle": each.cycle, "due": written(at), "was": owner.level, "level": climbed.level if climbed else owner.level,
            **({"papers": papers(grievance_id)} if climbed else {})})
        if climbed:
            _table(act, row, climbed.level)


def papers(grievance_id: int) -> str:
    """Where the papers are that a climb carries; only for those whom the lamp reaches."""
    return f"/grievances/{grievance_id}/papers"


def _climb(act: Act, grievance_id: int, owner: reads.Owner, reason: str = "") -> Climb:
    return act.add(Climb(council_id=act.council_id, grievance_id=grievance_id, was=owner.level, level=owner.above or owner.level, reason=reason,
                         by_id=act.me.id, at=act.at))


def _table(act: Act, row: Grievance, level: str) -> None:
    """The council's rung is its next agenda, which says in public only the kind and the stretch."""
    if level != "agenda":
        return
    places = {each.id: each.name for each in people.segments(act.session, act.council_id)}
    title = handling.public_title(grievances.tree(act.session, act.council_id).word(row.category), places.get(row.segment_id, ""))
    meetings.put_on_next_agenda(act, about=row.topic, title=title, kind="grievance")


def _waiting(act: Act, grievance_id: int) -> str:
    _row, told = facts.happened(act.session, [grievance_id])[grievance_id]
    return next((each.whom for each in told.waits if each.ended is None), "")


def _desk(act: Act) -> bool:
    return bool(act.me.offices & DESK)
