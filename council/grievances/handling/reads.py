"""What becomes of one grievance, as the page shows it: the thread, the two keys, the end, and for the desk the next step."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from council import clock
from council.grievances.handling import keys, rules, triage
from council.grievances.handling.keys import waiting_for
from council.grievances.handling.models import Closing, ClosingKey, Handover, Triage
from council.grievances.handling.states import Cycle, cycles, outcomes, states
from council.grievances.handling.thread import Turn, thread
from council.grievances.reads import Seen
from council.grievances.rules import ENDED
from council.people.reads import Me
from council.people.rules import DESK
from council.words import Sentence, _

__all__ = ["Cycle", "Key", "Panel", "Proposal", "Turn", "cycles", "latest_triage", "outcomes", "panel", "receipt", "states", "thread", "waiting_for"]


@dataclass(frozen=True)
class Key:
    """One of the two keys: whose, as what they are drawn, when it was turned."""

    side: str
    word: str
    sector: str
    at: datetime | None


@dataclass(frozen=True)
class Proposal:
    """A proposal to close that is open; `why` says why I may not turn a key, `mine` which one I hold, `proposed` that I may take it back."""

    row: Closing
    keys: tuple[Key, Key]
    left: int
    mine: str | None
    why: str | None
    proposed: bool


@dataclass(frozen=True)
class Panel:
    """Everything that the page of a grievance says about its handling. `may_*` are None when something may be done, else the reason."""

    seen: Seen
    turns: list[Turn]
    proposal: Proposal | None
    ending: str
    receipt: Handover | None
    side: str | None
    may_close: str | None
    may_contest: str | None
    contests: int
    needed: int
    newcomer: bool
    desk: bool
    triage: Triage | None
    next: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def path(self) -> tuple[str, str] | None:
        """The way that was chosen for it, in short, and what one does on it."""
        return (triage.SHORT[self.triage.chosen], triage.PATHS[self.triage.chosen]) if self.triage else None


def panel(session: Session, seen: Seen, me: Me) -> Panel:
    """What the page of a grievance says about its handling to whoever may see it."""
    facts, side = keys.contesting(session, seen, me, clock.now()), keys.proposer(session, seen, me)
    desk = bool(me.offices & DESK)
    judged = latest_triage(session, seen.id) if desk else None
    likely = triage.next_steps(seen.state, judged.chosen if judged else "") if desk else ()
    return Panel(
        seen, thread(session, seen), _proposal(session, seen, me), rules.ENDINGS.get(seen.state, ""), receipt(session, seen.id), side,
        rules.why_not_propose(seen.state, side, rules.OUTCOMES[0], "-"), rules.why_not_contest(seen.state, facts.role, facts.again, facts.since),
        len(facts.homes) if seen.state in (*ENDED, "closing") else 0, rules.needed(seen.grievance.circle, seen.joined),
        facts.role == "member", desk, judged, likely, tuple(code for code in triage.possible(seen.state) if desk and code not in likely))


def latest_triage(session: Session, grievance_id: int) -> Triage | None:
    """The triage that holds."""
    return session.exec(select(Triage).where(Triage.grievance_id == grievance_id).order_by(col(Triage.id).desc())).first()


def receipt(session: Session, grievance_id: int) -> Handover | None:
    """The newest receipt of a handing over."""
    return session.exec(select(Handover).where(Handover.grievance_id == grievance_id).order_by(col(Handover.id).desc())).first()


def _proposal(session: Session, seen: Seen, me: Me) -> Proposal | None:
    row = keys.open_closing(session, seen.id) if seen.state == "closing" else None
    if row is None:
        return None
    now, mine = clock.now(), keys.side(session, seen, row, me)
    turned = {key.side: key for key in session.exec(select(ClosingKey).where(ClosingKey.closing_id == row.id))}
    why = rules.why_not_confirm(seen.state, mine, seen.i_joined, now >= row.due_at) or rules.why_not_turn(
        mine in turned, me.id in {key.by_id for key in turned.values()})
    return Proposal(row, (_key(seen, "suffering", row, turned), _key(seen, "party", row, turned)), rules.days_left(row.due_at, now),
                    mine, why, row.by_id == me.id)


def _key(seen: Seen, side: str, row: Closing, turned: dict[str, ClosingKey]) -> Key:
    at = turned[side].at if side in turned else None
    if side == "suffering":
        return Key(side, rules.key_word(side, row.second), seen.grievance.sector, at)
    if row.second == "desk":
        return Key(side, _("议事会的办公桌，代替没有人知道的那一家"), "committee", at)
    names = "、".join(str(each.word) for each in seen.about if each.kind != "unknown")
    sector = "merchant" if any(each.kind == "shop" for each in seen.about) else "resident"
    return Key(side, Sentence(_("有关的那一家：{names}"), names=names), sector, at)
