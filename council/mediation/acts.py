"""What is done in mediation: noting a shared goal, standing by it or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from council.grievances import reads as complaints
from council.mediation import reads, rules
from council.mediation.cases import reads as cases
from council.mediation.models import GoalGrievance, GoalStand, SharedGoal
from council.people.rules import SECTORS, SIDES, why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


@dataclass(frozen=True)
class Origin:
    """Where a goal comes from: a case, and the lines that both its sides marked as theirs."""

    case_id: int
    interests: tuple[int, ...]


def note_goal(act: Act, text: str, grievances: Iterable[int] = (), origin: Origin | None = None) -> SharedGoal:
    """Note one sentence as the shared goal, and which grievances it answers; the sides still have to accept it."""
    refuse(why_not_desk(act.me.offices))
    text = clean_line(text)
    refuse(rules.why_not_note(text, reads.known(act.session, act.council_id, text)))
    about = _about(act, grievances)
    made = act.add(SharedGoal(council_id=act.council_id, case_id=origin.case_id if origin else None, text=text, at=act.at, by_id=act.me.id))
    for grievance_id in about:
        act.add(GoalGrievance(goal_id=made.id or 0, grievance_id=grievance_id))
    lines = {"case": origin.case_id, "interests": list(origin.interests)} if origin else {}
    act.enter("goal.noted", topic=made.topic, body={"text": text, "grievances": about, **lines},
              also=(*(f"grievance:{grievance_id}" for grievance_id in about), *([f"case:{origin.case_id}"] if origin else [])))
    return made


def stand_by_goal(act: Act, goal_id: int, accept: bool, why: str = "") -> GoalStand:
    """Accept the goal for oneself, or decline it with a word why; by name among those who see it, by side in the record."""
    found, why = act.own(reads.goal(act.session, goal_id)), "" if accept else clean_line(why)
    before = reads.stand_of(act.session, goal_id, act.me.id)
    sectors, open_to = _voices(act, found)
    refuse(rules.why_not_stand(sectors, before.accept if before else None, accept, open_to=open_to, why=why))
    sector = before.sector if before else next(sector for sector in sectors if sector in SIDES)
    stand = before or GoalStand(goal_id=goal_id, person_id=act.me.id, sector=sector, accept=accept, at=act.at)
    stand.accept, stand.why, stand.at = accept, why, act.at
    act.add(stand)
    act.enter("goal.accepted" if accept else "goal.declined", topic=found.topic, body={"sector": sector},
              personal={"name": act.me.name, **({"why": why} if why else {})}, actor=SECTORS[sector])
    return stand


def _voices(act: Act, goal: SharedGoal) -> tuple[list[str], bool]:
    """On which sides whoever acts may answer, and whether the talk is still on."""
    if goal.case_id is None:
        return [each.sector for each in act.me.capacities], True
    now = cases.case(act.session, goal.case_id, act.me)
    return [now.voice] if now.voice else [], now.open


def _about(act: Act, wanted: Iterable[int]) -> list[int]:
    """The grievances as numbers, each once, each one that the desk may see."""
    return sorted({complaints.grievance(act.session, grievance_id, act.me).id for grievance_id in wanted})
