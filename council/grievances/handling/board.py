"""The secretary's board: all that waits for the desk, in a few questions to the database however much there is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from council import clock
from council.grievances import reads as grievances
from council.grievances.clocks import facts
from council.grievances.clocks import reads as clocks
from council.grievances.clocks.rules import ClockNow
from council.grievances.handling import keys, rules, waits
from council.grievances.handling.hearing import heard
from council.grievances.handling.models import Closing, Contest, Triage
from council.grievances.handling.signals import Signal
from council.grievances.handling.states import states
from council.grievances.models import Grievance, GrievanceReading, Step
from council.grievances.rules import ENDED
from council.grievances.search import reads as search
from council.people.reads import Me

PAGE = 25
MOST_FOUND = 500
LATE = "climbed"
"""What a clock does by itself once its time is used up: only clocks that have done so are asked again."""


@dataclass(frozen=True)
class Wanted:
    """What the secretary wants to see: empty means all. `page` counts from 1."""

    wait: str = ""
    state: str = ""
    kind: str = ""
    place: int | None = None
    type: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One grievance on the board."""

    seen: grievances.Seen
    waits: tuple[str, ...]
    next: str
    type: str
    contests: int
    left: int | None
    clocks: list[ClockNow]
    fresh: bool


@dataclass(frozen=True)
class Board:
    """One page of the board. counts: reason → how many; found: how many are left by the filters."""

    lines: list[Line]
    counts: dict[str, int]
    found: int
    pages: int
    signals: list[Signal]


@dataclass
class _Known:
    facts: dict[int, waits.Facts] = field(default_factory=dict)
    rows: dict[int, Grievance] = field(default_factory=dict)
    clocks: dict[int, list[ClockNow]] = field(default_factory=dict)
    closings: dict[int, Closing] = field(default_factory=dict)


def board(session: Session, me: Me, wanted: Wanted) -> Board:
    """The page that is wanted of all that waits for the desk of `me`'s council."""
    now = clock.now()
    known = _known(session, me.council_id, now)
    why = {number: waits.waits(each) for number, each in known.facts.items()}
    line = sorted((number for number in why if why[number]), key=lambda number: waits.place(known.facts[number]))
    chosen = _chosen(session, me, wanted, known, line)
    shown = [number for number in chosen if not wanted.wait or wanted.wait in why[number]]
    page = shown[(wanted.page - 1) * PAGE:wanted.page * PAGE]
    lines = _lines(session, me, known, page, now)
    return Board(lines, waits.counted([why[number] for number in chosen]), len(shown), -(-len(shown) // PAGE), heard(session, me.council_id, now))


def _known(session: Session, council_id: int, now: datetime) -> _Known:
    """Everything that is open, and what ended so lately that it can still be contested."""
    last = select(Step.grievance_id, func.max(Step.id).label("id")).where(Step.council_id == council_id).group_by(col(Step.grievance_id)).subquery()
    asked = select(Grievance, Step.at).join(last, last.c.grievance_id == Grievance.id, isouter=True).join(Step, col(Step.id) == last.c.id, isouter=True)
    rows = list(session.exec(asked.where(Grievance.council_id == council_id, or_(
        col(Step.id).is_(None), col(Step.state).not_in(ENDED), and_(col(Step.state) != "withdrawn", col(Step.at) > now - rules.CONTESTABLE)))))
    known = _Known(rows={row.id or 0: row for row, _at in rows})
    standing, ids = states(session, list(known.rows.values())), list(known.rows)
    still = [number for number in ids if standing[number] not in ENDED]
    late = {number for number, _clock, _cycle, step in clocks.done_steps(session, still) if step == LATE}
    known.clocks, known.closings = clocks.clocks(session, late, now), keys.open_closings(session, still)
    types, contested = _types(session, ids), _contests(session, ids)
    spoken = facts.happened(session, [number for number in still if standing[number] == "agreed"])
    for row, moved in rows:
        number = row.id or 0
        over = max((each.share for each in known.clocks.get(number, ()) if each.late), default=0)
        visit = number in spoken and waits.visit_due(moved or row.at, spoken[number][1].contacts, now)
        known.facts[number] = waits.Facts(standing[number], moved or row.at, types.get(number, ""), over, contested.get(number, 0), visit)
    return known


def _types(session: Session, ids: Collection[int]) -> dict[int, str]:
    last = select(func.max(Triage.id)).where(col(Triage.grievance_id).in_(ids)).group_by(col(Triage.grievance_id))
    return dict(session.exec(select(Triage.grievance_id, Triage.chosen).where(col(Triage.id).in_(last))).all())


def _contests(session: Session, ids: Collection[int]) -> dict[int, int]:
    """How many households say that what now stands is not over: those who contest the last proposal or end."""
    last: dict[int, tuple[int, str]] = {}
    contested = set(session.exec(select(Contest.grievance_id).where(col(Contest.grievance_id).in_(ids))))
    for step in session.exec(select(Step).where(col(Step.grievance_id).in_(contested)).order_by(col(Step.id))):
        by_keys = step.state in ("solved", "agreed_limit", "unconfirmed") and step.grievance_id in last
        last[step.grievance_id] = (last[step.grievance_id][0] if by_keys else step.id or 0, step.state)
    homes: dict[int, set[int]] = defaultdict(set)
    for contest in session.exec(select(Contest).where(col(Contest.grievance_id).in_(contested))):
        if contest.step_id == last.get(contest.grievance_id, (0, ""))[0]:
            homes[contest.grievance_id].add(contest.household)
    return {number: len(each) for number, each in homes.items()}


def _chosen(session: Session, me: Me, wanted: Wanted, known: _Known, line: list[int]) -> list[int]:
    kinds = grievances.tree(session, me.council_id)
    under = {wanted.kind} | {kind.code for kind in kinds.under(wanted.kind, retired=True)} if wanted.kind else set()
    held = set(search.search(session, me, wanted.words, most=MOST_FOUND)) if wanted.words.strip() else None
    return [number for number in line if (not wanted.state or known.facts[number].state == wanted.state)
            and (not under or known.rows[number].category in under) and (wanted.place is None or known.rows[number].segment_id == wanted.place)
            and (not wanted.type or known.facts[number].type == wanted.type) and (held is None or number in held)]


def _lines(session: Session, me: Me, known: _Known, page: list[int], now: datetime) -> list[Line]:
    read = set(session.exec(select(GrievanceReading.grievance_id).where(
        GrievanceReading.person_id == me.id, col(GrievanceReading.grievance_id).in_(page))))
    times, found = clocks.clocks(session, [number for number in page if known.facts[number].state not in ENDED], now), []
    for seen in grievances.shown(session, [known.rows[number] for number in page], me):
        told, closing = known.facts[seen.id], known.closings.get(seen.id)
        found.append(Line(seen, waits.waits(told), waits.likely(told), told.type, told.contests,
                          rules.days_left(closing.due_at, now) if closing else None, times.get(seen.id, []), seen.id not in read))
    return found
