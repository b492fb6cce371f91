"""What happened to grievances, gathered for the clocks from everybody's rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from council.grievances import reads as grievances
from council.grievances.clocks import measures, rules
from council.grievances.clocks.models import Contact, Plan, Waiting
from council.grievances.clocks.rules import Happened, Turn, Wait
from council.grievances.handling import reads as handling
from council.grievances.models import Addition, Answer, Grievance, Step


@dataclass
class _Events:
    seen: list[datetime] = field(default_factory=list)
    contacts: list[datetime] = field(default_factory=list)
    plans: list[datetime] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)


def happened(session: Session, ids: Collection[int]) -> dict[int, tuple[Grievance, Happened]]:
    """Each grievance with all that its clocks want to know."""
    rows = {row.id or 0: row for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    found: dict[int, _Events] = defaultdict(_Events)
    for contact in session.exec(select(Contact).where(col(Contact.grievance_id).in_(rows))):
        found[contact.grievance_id].contacts.append(contact.at)
    for plan in session.exec(select(Plan).where(col(Plan.grievance_id).in_(rows))):
        found[plan.grievance_id].plans.append(plan.at)
    for number, waits in waited(session, rows).items():
        found[number].waits += waits
    _read_steps(session, rows, found)
    turns, trees, changed = handling.cycles(session, list(rows)), {}, {}
    for council_id in {row.council_id for row in rows.values()}:
        trees[council_id], changed[council_id] = grievances.tree(session, council_id), measures.changes(session, council_id)
    told = {}
    for number, row in rows.items():
        events, code = found[number], due_code(trees[row.council_id], row.category)
        told[number] = row, Happened(rules.CLASSES[code], row.at, events.seen, events.contacts, events.plans, events.waits,
                                     [Turn(turn.began_at, turn.ended_at) for turn in turns[number]], changed[row.council_id].get(code, ()))
    return told


def due_code(tree: grievances.Tree, category: str) -> str:
    """The due class of a category in a council's own tree."""
    return rules.due_code(category, tree.kinds[category].parent if category in tree.kinds else "")


def waited(session: Session, ids: Collection[int]) -> dict[int, list[Wait]]:
    """For whom each matter waited: until the desk went on, or until the one who was waited for said something."""
    said: dict[tuple[str, int], list[datetime]] = defaultdict(list)
    rows = list(session.exec(select(Waiting).where(col(Waiting.grievance_id).in_(ids)).order_by(col(Waiting.id))))
    of_them = {row.grievance_id for row in rows}
    for answer in session.exec(select(Answer).where(col(Answer.grievance_id).in_(of_them))):
        said["party", answer.grievance_id].append(answer.at)
    for addition in session.exec(select(Addition).where(col(Addition.grievance_id).in_(of_them))):
        said["filer", addition.grievance_id].append(addition.at)
    found: dict[int, list[Wait]] = defaultdict(list)
    for row in rows:
        ends = [at for at in (row.ended_at, *said[row.whom, row.grievance_id]) if at and at > row.at]
        found[row.grievance_id].append(Wait(row.whom, row.at, min(ends, default=None)))
    return found


def _read_steps(session: Session, rows: dict[int, Grievance], found: dict[int, _Events]) -> None:
    """A step of the desk shows that it has seen the matter; while a closing waits for both sides, nobody is late."""
    closing: dict[int, datetime] = {}
    for step in session.exec(select(Step).where(col(Step.grievance_id).in_(rows)).order_by(col(Step.id))):
        number = step.grievance_id
        if step.state != "withdrawn" and step.by_id not in (None, rows[number].person_id):
            found[number].seen.append(step.at)
        if began := closing.pop(number, None):
            found[number].waits.append(Wait("both", began, step.at))
        if step.state == "closing":
            closing[number] = step.at
    for number, began in closing.items():
        found[number].waits.append(Wait("both", began))
