"""What waits for the desk and in which order: plain facts of a grievance in, reasons and a place in the line out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from council.grievances.handling.triage import next_steps
from council.grievances.rules import ENDED
from council.words import _

WAITS = {
    "overdue": _("过了日子"), "contested": _("有人说没有好"), "unread": _("还没看"), "triage": _("还没分"), "follow_up": _("该回访"),
    "due": _("等您下一步"), "closing": _("等两边认可"), "not_ours": _("转给别处"),
}
"""Why something stands on the board, in the order in which it does."""


@dataclass(frozen=True)
class Facts:
    """What the board knows of one grievance. late: by how much of its time the latest clock is over, 0 for none."""

    state: str
    since: datetime
    type: str = ""
    late: float = 0
    contests: int = 0
    visit_due: bool = False


VISITS = (timedelta(days=7), timedelta(days=30), timedelta(days=90))
"""When those concerned are asked again whether what was agreed is kept (reference/grievances.md §3.6)."""


def visit_due(agreed: datetime, contacts: Collection[datetime], now: datetime) -> bool:
    """True when a visit was due and nobody has spoken to them since."""
    due = [agreed + after for after in VISITS if agreed + after <= now]
    return bool(due) and not any(contact >= due[-1] for contact in contacts)


def waits(facts: Facts) -> tuple[str, ...]:
    """Every reason why it stands on the board, the most pressing first; what has ended stands there only while it can still come back."""
    if facts.state in ENDED:
        return (*(["contested"] if facts.contests else []), *(["not_ours"] if facts.state == "out_of_remit" else []))
    found = [name for name, holds in (
        ("overdue", facts.late > 0), ("contested", facts.contests > 0), ("unread", facts.state == "filed"),
        ("triage", not facts.type and facts.state not in ("filed", "agreed", "closing")), ("follow_up", facts.visit_due),
        ("closing", facts.state == "closing")) if holds]
    return tuple(found) or ("due",)


def place(facts: Facts) -> tuple[int, float, datetime]:
    """Its place in the line: the reason, then how late, then how long."""
    first = waits(facts)[:1]
    return (list(WAITS).index(first[0]) if first else len(WAITS), -facts.late, facts.since)


def likely(facts: Facts) -> str:
    """The code of the step that the desk most likely takes now."""
    if facts.state == "out_of_remit" and not facts.contests:
        return "receipt"
    if facts.visit_due:
        return "visit"
    return next((code for code in next_steps(facts.state, facts.type)), "look")


def counted(all_waits: Collection[tuple[str, ...]]) -> dict[str, int]:
    """How many stand on the board for each reason; one may stand there for several."""
    return {name: sum(name in each for each in all_waits) for name in WAITS}
