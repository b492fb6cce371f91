"""The story of one grievance as dated lines: every state with the office that entered it, every key, every voice that it is not over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from council.grievances.handling import rules
from council.grievances.handling.models import Closing, ClosingEnd, ClosingKey, Contest, Handover
from council.grievances.models import Joining, Step
from council.grievances.reads import Seen, pseudonyms
from council.grievances.rules import ENDED, STATES, side_word
from council.words import Sentence, _

CLOCK = _("时钟")


@dataclass(frozen=True)
class Turn:
    """One line: when, what, by which office or side (may be empty), what was said; sector colours it."""

    at: datetime
    words: str
    who: str = ""
    said: str = ""
    sector: str = ""
    private: bool = False


def thread(session: Session, seen: Seen) -> list[Turn]:
    """All that happened, oldest first. A turn marked private has words that only the desk reads."""
    closings = {row.step_id: row for row in session.exec(select(Closing).where(Closing.grievance_id == seen.id))}
    turns = [Turn(seen.grievance.at, _("说了出来，书记收到"), sector=seen.grievance.sector)]
    turns += [*_voices(session, seen), *_keys(session, closings), *_steps(session, seen, closings)]
    return sorted(turns, key=lambda turn: turn.at)


def _voices(session: Session, seen: Seen) -> Iterator[Turn]:
    named = pseudonyms(session, seen.id)
    for joining in session.exec(select(Joining).where(Joining.grievance_id == seen.id)):
        who = named.get(joining.person_id, side_word(joining.sector))
        yield Turn(joining.at, Sentence(_("{who}说：我也是"), who=who), said=joining.hurt, sector=joining.sector, private=True)
    for contest in session.exec(select(Contest).where(Contest.grievance_id == seen.id)):
        who = named.get(contest.person_id, side_word(contest.sector))
        yield Turn(contest.at, Sentence(_("{who}说：还没有好"), who=who), said=contest.reason, sector=contest.sector)


def _keys(session: Session, closings: dict[int, Closing]) -> Iterator[Turn]:
    by_id = {row.id or 0: row for row in closings.values()}
    for key in session.exec(select(ClosingKey).where(col(ClosingKey.closing_id).in_(by_id))):
        closing = by_id[key.closing_id]
        if key.at != closing.at:
            yield Turn(key.at, Sentence(_("{who}认可了"), who=rules.key_word(key.side, closing.second)))


def _steps(session: Session, seen: Seen, closings: dict[int, Closing]) -> Iterator[Turn]:
    receipts = {row.step_id: row for row in session.exec(select(Handover).where(Handover.grievance_id == seen.id))}
    ends = session.exec(select(ClosingEnd).where(col(ClosingEnd.closing_id).in_([row.id for row in closings.values()]))).all()
    before = "filed"
    for step in session.exec(select(Step).where(Step.grievance_id == seen.id).order_by(col(Step.id))):
        who = step.public or (CLOCK if step.by_id is None else "")
        closing, receipt = closings.get(step.id or 0), receipts.get(step.id or 0)
        if closing is not None:
            proposer = who if closing.side == "desk" else rules.SIDE_WORDS[closing.side]
            said = Sentence(_("{who}提议结束：{outcome}"), who=proposer, outcome=rules.OUTCOME_WORDS[closing.outcome])
            yield Turn(step.at, said, said=closing.words)
        elif before == "closing" and step.state not in ENDED:
            yield Turn(step.at, rules.fallen(next((end.how for end in ends if end.at == step.at), "contested"), step.state))
        elif before in ENDED:
            yield Turn(step.at, _("重新办起来了"), who if step.note else "", step.note)
        elif receipt is not None:
            yield Turn(step.at, Sentence(_("转给{to}"), to=receipt.to), who, step.note)
        else:
            yield Turn(step.at, STATES[step.state], who if step.state not in ("solved", "agreed_limit") else "", step.note)
        before = step.state
