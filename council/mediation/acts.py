"""What is done in mediation: noting a shared goal, standing by it or not."""

from collections.abc import Iterable

from council.grievances import reads as complaints
from council.mediation import reads, rules
from council.mediation.models import GoalGrievance, GoalStand, SharedGoal
from council.people.rules import SECTORS, SIDES, why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


def note_goal(act: Act, text: str, grievances: Iterable[int] = ()) -> SharedGoal:
    """Note one sentence as the shared goal, and which grievances it answers; the sides still have to accept it."""
    refuse(why_not_desk(act.me.offices))
    text = clean_line(text)
    refuse(rules.why_not_note(text, reads.known(act.session, act.council_id, text)))
    about = _about(act, grievances)
    made = act.add(SharedGoal(council_id=act.council_id, text=text, at=act.at, by_id=act.me.id))
    for grievance_id in about:
        act.add(GoalGrievance(goal_id=made.id or 0, grievance_id=grievance_id))
    act.enter("goal.noted", topic=made.topic, body={"text": text, "grievances": about},
              also=tuple(f"grievance:{grievance_id}" for grievance_id in about))
    return made


def stand_by_goal(act: Act, goal_id: int, accept: bool) -> GoalStand:
    """Accept the goal for oneself, or decline it; by name among members, by side in the record."""
    found = act.own(reads.goal(act.session, goal_id))
    before = reads.stand_of(act.session, goal_id, act.me.id)
    sectors = [each.sector for each in act.me.capacities]
    refuse(rules.why_not_stand(sectors, before.accept if before else None, accept))
    sector = before.sector if before else next(sector for sector in sectors if sector in SIDES)
    stand = before or GoalStand(goal_id=goal_id, person_id=act.me.id, sector=sector, accept=accept, at=act.at)
    stand.accept, stand.at = accept, act.at
    act.add(stand)
    act.enter("goal.accepted" if accept else "goal.declined", topic=found.topic, body={"sector": sector},
              personal={"name": act.me.name}, actor=SECTORS[sector])
    return stand


def _about(act: Act, wanted: Iterable[int]) -> list[int]:
    """The grievances as numbers, each once, each one that the desk may see."""
    return sorted({complaints.grievance(act.session, grievance_id, act.me).id for grievance_id in wanted})
