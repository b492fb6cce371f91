"""Statements on the page of a case: what stands at the top of the ranking, what waits for me."""

from dataclasses import dataclass

from sqlmodel import Session

from council.mediation.cases.reads import CaseNow
from council.mediation.statements import reads, results, rules
from council.mediation.statements.reads import Round
from council.mediation.statements.results import Line
from council.people.reads import Me

MOST = 3


@dataclass(frozen=True)
class Part:
    """A round as the page of its case shows it: the first lines that `me` may see, how many are left to answer, to look at."""

    case_id: int
    turn: Round | None
    desk: bool
    lines: list[Line]
    asked: int = 0
    left: int = 0
    waiting: int = 0


def part(session: Session, now: CaseNow, me: Me) -> Part:
    """What the page of a case shows of its newest round."""
    turn = reads.round_of(session, now.id)
    if turn is None:
        return Part(now.id, None, now.desk, [])
    shown = results.results(session, turn, me.id, now.parties)
    why = rules.why_not_answer(now.voice, shown.roster.get(now.voice or "", 0), "admitted", running=turn.running)
    waiting = [each for each in reads.all_said(session, turn.id) if each.state == "waiting"] if now.desk and turn.running else []
    left = 0 if why else shown.asked - sum(1 for line in shown.lines if line.mine)
    return Part(now.id, turn, now.desk, shown.lines[:MOST], shown.asked, left, len(waiting))
