"""Saying that a clause answers grievances."""

from collections.abc import Iterable

from sqlmodel import select

from council.conventions import reads as conventions
from council.conventions.answers import reads, rules
from council.conventions.answers.models import ClauseGrievance
from council.grievances import reads as grievances
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import refuse


def answer_grievances(act: Act, clause_id: int, wanted: Iterable[int]) -> list[int]:
    """Say which grievances a clause answers; those left out are not answered by it any more. Their people hear of it."""
    clause = act.own(conventions.clause(act.session, clause_id))
    before, after = set(reads.grievance_ids(act.session, clause_id)), set(wanted)
    new = [grievances.grievance(act.session, number, act.me).grievance.circle for number in sorted(after - before)]
    refuse(rules.why_not_answer(bool(act.me.offices & DESK), new, before, after))
    for row in act.session.exec(select(ClauseGrievance).where(ClauseGrievance.clause_id == clause_id)).all():
        if row.grievance_id not in after:
            act.session.delete(row)
    for number in sorted(after - before):
        act.add(ClauseGrievance(clause_id=clause_id, grievance_id=number, at=act.at, by_id=act.me.id))
    act.enter("clause.answers", topic=clause.topic, body={"number": clause.position, "grievances": sorted(after)},
              also=tuple(f"grievance:{number}" for number in sorted(after - before)))
    return sorted(after)
