"""What the desk does with a grievance: moving it on, triage, handing it over, putting it on the agenda, taking it up again."""

from dataclasses import dataclass
from datetime import date

from council.grievances import reads as grievances
from council.grievances.handling import reads, rules, triage
from council.grievances.handling.models import Handover, Triage
from council.grievances.handling.steps import step
from council.grievances.models import Step
from council.meetings import acts as meetings
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import Absent, refuse
from council.text import clean


@dataclass(frozen=True)
class Receipt:
    """What is known of a handing over: to whom, their number for it, the day, where to ask, a word to those concerned."""

    to: str
    day: date
    reference: str = ""
    contact: str = ""
    note: str = ""


def move(act: Act, grievance_id: int, to: str, note: str = "") -> Step:
    """The desk takes a grievance one state further, with a word for those who can see it."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_move(seen.state, to, note, _desk(act)))
    row = step(act, seen.id, to, note)
    act.enter("grievance.moved", topic=seen.topic, body={"from": seen.state, "to": to}, personal={"note": row.note} if row.note else None)
    return row


def hand_over(act: Act, grievance_id: int, receipt: Receipt) -> Handover:
    """Not ours: it goes to somebody else, with a receipt that says to whom. The record says only that it did."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_hand_over(seen.state, receipt.to, _desk(act)))
    said = {"to": clean(receipt.to), "reference": clean(receipt.reference), "contact": clean(receipt.contact), "note": clean(receipt.note)}
    made = step(act, seen.id, "out_of_remit", said["note"])
    row = act.add(Handover(council_id=act.council_id, grievance_id=seen.id, step_id=made.id or 0, day=receipt.day, by_id=act.me.id, at=act.at,
                           to=said["to"], reference=said["reference"], contact=said["contact"], note=said["note"]))
    act.enter("grievance.handed_over", topic=seen.topic, body={"from": seen.state, "day": receipt.day.isoformat()}, personal=said)
    return row


def complete_receipt(act: Act, grievance_id: int, reference: str, contact: str) -> Handover:
    """The other office has given its number: the receipt is written once more, with it."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_complete(seen.state, reference, contact, _desk(act)))
    old = reads.receipt(act.session, grievance_id)
    if old is None:
        raise Absent
    said = {"reference": clean(reference) or old.reference, "contact": clean(contact) or old.contact}
    row = act.add(Handover(council_id=act.council_id, grievance_id=seen.id, step_id=old.step_id, to=old.to, day=old.day, note=old.note, by_id=act.me.id,
                           at=act.at, reference=said["reference"], contact=said["contact"]))
    act.enter("receipt.completed", topic=seen.topic, personal=said)
    return row


def judge(act: Act, grievance_id: int, answers: triage.Answers, chosen: str, reason: str = "") -> Triage:
    """Triage: three answers, the type they recommend, and the type that the desk chooses."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(triage.why_not_judge(seen.state, answers, chosen, reason, _desk(act)))
    row = act.add(Triage(council_id=act.council_id, grievance_id=seen.id, clash=answers.clash, one_sector=answers.one_sector, two_way=answers.two_way,
                         recommended=triage.recommend(answers), chosen=chosen, reason=clean(reason), by_id=act.me.id, at=act.at))
    act.enter("grievance.triaged", topic=seen.topic, body={
        "clash": row.clash, "one_sector": row.one_sector, "two_way": row.two_way, "recommended": row.recommended, "chosen": row.chosen},
        personal={"reason": row.reason} if row.reason else None)
    return row


def table(act: Act, grievance_id: int) -> None:
    """The next meeting talks about it; the agenda says in public only its kind and its stretch of the lane."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_table(seen.state, _desk(act)))
    meetings.put_on_next_agenda(act, about=seen.topic, title=rules.public_title(seen.kind, seen.place), kind="grievance")


def reopen(act: Act, grievance_id: int, why: str) -> Step:
    """The desk takes up again what has ended: a letter came back, or it was the wrong button."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_reopen(seen.state, why, _desk(act)))
    row = step(act, seen.id, "filed", why)
    act.enter("grievance.reopened", topic=seen.topic, body={"from": seen.state, "by": "desk"}, personal={"note": row.note})
    return row


def _desk(act: Act) -> bool:
    return bool(act.me.offices & DESK)
