"""Asking the clocks: the four of each grievance, what is late in public, who owns a matter, and the panel on its page."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from council import clock
from council.grievances import reads as grievances
from council.grievances.clocks import facts, ladder, measures, rules
from council.grievances.clocks.models import Climb, ClockStep, Contact, Plan
from council.grievances.clocks.rules import ClockNow, Wait
from council.grievances.models import Grievance, Step
from council.grievances.rules import ENDED
from council.i18n import say, when
from council.people import reads as people
from council.people.buildings import reads as buildings
from council.people.buildings.rules import heads_of
from council.people.calendar import reads as calendar
from council.people.reads import Me
from council.people.rules import DESK
from council.words import Sentence, _


@dataclass(frozen=True)
class Owner:
    """Who owns a matter: its rung, all its rungs, the next one (None at the top), and how it came here. heads: the building heads whose place it is."""

    level: str
    rungs: list[str]
    above: str | None
    climbs: list[Climb]
    heads: frozenset[int] = frozenset()

    def with_head(self, me: Me) -> bool:
        """True while the matter lies with `me` as the head of its building."""
        return self.level == "building" and "building_head" in me.offices and me.id in self.heads

    @property
    def word(self) -> str:
        return ladder.LEVELS[self.level]


@dataclass(frozen=True)
class Overdue:
    """A promise that is late, as the public is told: no words, no filer. due_at: when it should have been kept."""

    id: int
    kind: str
    place: str
    clock: str
    due_at: datetime
    owner: str


@dataclass(frozen=True)
class Panel:
    """All that the page of one grievance shows of its clocks."""

    clocks: list[ClockNow]
    due: rules.Due
    plan: Plan | None
    contacts: list[Contact]
    waiting: Wait | None
    owner: Owner
    why_not: dict[str, str | None]
    now: datetime
    desk: bool
    near: bool
    ended: bool

    @property
    def guessed(self) -> list[int]:
        """Years on which an open clock depends and whose holidays nobody knows."""
        return sorted({year for each in self.clocks if each.open for year in each.guessed})


def clocks(session: Session, ids: Collection[int], now: datetime) -> dict[int, list[ClockNow]]:
    """The four clocks of each grievance at a moment."""
    told = facts.happened(session, ids)
    times = {council_id: calendar.work_time(session, council_id) for council_id in {row.council_id for row, _facts in told.values()}}
    return {number: rules.clocks(each, times[row.council_id], now) for number, (row, each) in told.items()}


def open_ids(session: Session, council_id: int) -> list[int]:
    """The grievances of a council that have not ended."""
    last = select(func.max(Step.id)).group_by(col(Step.grievance_id))
    ended = select(Step.grievance_id).where(col(Step.id).in_(last), col(Step.state).in_(ENDED))
    return list(session.exec(select(Grievance.id).where(Grievance.council_id == council_id, col(Grievance.id).not_in(ended))
                             .order_by(col(Grievance.id))))  # type: ignore[arg-type]


def done_steps(session: Session, ids: Collection[int]) -> set[tuple[int, str, int, str]]:
    """What clocks have done by themselves already: (grievance, clock, cycle, step)."""
    asked = select(ClockStep.grievance_id, ClockStep.clock, ClockStep.cycle, ClockStep.step).where(col(ClockStep.grievance_id).in_(ids))
    return set(session.exec(asked).all())


def striking(session: Session, council_id: int, now: datetime) -> list[int]:
    """The grievances of a council whose clocks have something to do by themselves."""
    ids = open_ids(session, council_id)
    done = done_steps(session, ids)
    return [number for number, each in clocks(session, ids, now).items() if missing_steps(number, each, done)]


def missing_steps(number: int, found: Collection[ClockNow], done: Collection[tuple[int, str, int, str]]) -> list[tuple[ClockNow, str]]:
    """What each clock should have done by itself and has not."""
    return [(each, step) for each in found for step in rules.steps_due(each) if (number, each.name, each.cycle, step) not in done]


def owners(session: Session, ids: Collection[int]) -> dict[int, Owner]:
    """Who owns each matter now, and how it came there."""
    rows = list(session.exec(select(Grievance).where(col(Grievance.id).in_(ids))))
    parts = {council_id: buildings.parts(session, council_id) for council_id in {row.council_id for row in rows}}
    climbs: dict[int, list[Climb]] = defaultdict(list)
    for climb in session.exec(select(Climb).where(col(Climb.grievance_id).in_(ids)).order_by(col(Climb.id))):
        climbs[climb.grievance_id].append(climb)
    return {row.id or 0: _owner(row.circle, heads_of(parts[row.council_id], row.segment_id, row.door), climbs[row.id or 0]) for row in rows}


def _owner(circle: str, heads: frozenset[int], climbs: list[Climb]) -> Owner:
    rungs = ladder.levels(circle, len(heads))
    level = climbs[-1].level if climbs else rungs[0]
    return Owner(level, rungs, ladder.next_level(rungs, level), climbs, heads)


def overdue(session: Session, council_id: int, now: datetime) -> list[Overdue]:
    """What is publicly overdue, the longest first: of each matter the oldest clock past one and a half times its measure, still open."""
    marked = set(session.exec(select(ClockStep.grievance_id, ClockStep.clock, ClockStep.cycle).where(
        ClockStep.council_id == council_id, ClockStep.step == "overdue")).all())
    still = clocks(session, sorted({number for number, *_rest in marked} & set(open_ids(session, council_id))), now)
    owned, places = owners(session, list(still)), {each.id: each.name for each in people.segments(session, council_id)}
    rows = {row.id or 0: row for row in session.exec(select(Grievance).where(col(Grievance.id).in_(still)))}
    kinds = grievances.tree(session, council_id)
    late = {number: min((each for each in times if each.late and (number, each.name, each.cycle) in marked), key=lambda each: each.due_at, default=None)
            for number, times in still.items()}
    return sorted((Overdue(number, kinds.word(rows[number].category), places.get(rows[number].segment_id, ""), each.name, each.due_at, owned[number].word)
                   for number, each in late.items() if each), key=lambda found: found.due_at)


def near(session: Session, me: Me) -> list[grievances.Seen]:
    """What lies with `me` now as the head of its building."""
    if "building_head" not in me.offices:
        return []
    ids = open_ids(session, me.council_id)
    held = {number for number, owner in owners(session, ids).items() if owner.with_head(me)}
    return sorted(grievances.among(session, held, me), key=lambda seen: -seen.id)


def panel(session: Session, seen: grievances.Seen, me: Me) -> Panel:
    """The clocks on the page of one grievance, and what `me` may do about them."""
    now, (row, told) = clock.now(), facts.happened(session, [seen.id])[seen.id]
    found, owner = rules.clocks(told, calendar.work_time(session, row.council_id), now), owners(session, [seen.id])[seen.id]
    desk, ended = bool(me.offices & DESK), seen.state in ENDED
    head = owner.with_head(me)
    waiting = next((wait for wait in told.waits if wait.ended is None), None)
    whom = waiting.whom if waiting else ""
    contacts = session.exec(select(Contact).where(Contact.grievance_id == seen.id).order_by(col(Contact.id)))
    plan = session.exec(select(Plan).where(Plan.grievance_id == seen.id).order_by(col(Plan.id).desc())).first()
    why_not = {"contact": rules.why_not_contact(desk or head, ended, "desk", "filer"),
               "plan": rules.why_not_plan(desk, ended, now + rules.HOUR, now), "wait": rules.why_not_wait(desk, ended, "filer", whom),
               "resume": rules.why_not_resume(desk, whom), "climb": ladder.why_not_climb(desk or seen.mine, ended, "x", owner.above)}
    return Panel(found, told.due, plan, list(contacts), waiting, owner, why_not, now, desk, head, ended)


def promise(session: Session, council_id: int, category: str, at: datetime) -> str:
    """What is promised to somebody who files now, as one sentence in the language being spoken."""
    due = measures.classes(session, council_id)[facts.due_code(grievances.tree(session, council_id), category)]
    measure = rules.measure(due, calendar.work_time(session, council_id))
    seen, spoken = (measure.after(at, due.allowed(name)) for name in ("acknowledge", "contact"))
    told = say(Sentence(_("最晚 {seen} 有人看，{spoken} 前有人跟您说上话。"), seen=when(seen), spoken=when(spoken)))
    guessed = measure.guessed(at, spoken)
    return told + "".join(say(guess_sentence(year)) for year in guessed)


def guess_sentence(year: int) -> Sentence:
    """What is said beside every date that depends on a year whose holidays nobody knows."""
    return Sentence(_("{year} 年的假日还没有公布，先按周一到周五算。"), year=year)
