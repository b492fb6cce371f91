"""The four clocks as plain functions of what happened: what runs, what waits, what is late, and by how much."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from council.people.calendar.rules import ALL_HOURS, DAY, WorkTime, running
from council.words import Sentence, _

CLOCKS = {"acknowledge": _("看到"), "contact": _("说上话"), "plan": _("定个日子"), "outcome": _("有个结果")}
"""Each runs for itself: nothing that answers one of them answers another."""

HOUR = timedelta(hours=1)
ALL_DAYS = 24 * HOUR


@dataclass(frozen=True)
class Due:
    """How long a class of matters may take, clock by clock; `urgent`: every hour counts, day and night."""

    word: str
    acknowledge: timedelta
    contact: timedelta
    plan: timedelta
    outcome: timedelta
    urgent: bool = False

    def allowed(self, name: str) -> timedelta:
        """What one clock is allowed."""
        found: timedelta = getattr(self, name)
        return found


CLASSES = {
    "safety": Due(_("有危险"), 2 * HOUR, 2 * HOUR, ALL_DAYS, 7 * ALL_DAYS, urgent=True),
    "daily": Due(_("天天碰到"), DAY, 2 * DAY, 7 * DAY, 15 * DAY),
    "talk": Due(_("要坐下来谈"), DAY, 2 * DAY, 7 * DAY, 22 * DAY),
}
"""The due classes of the 12345 line (2 hours, 24 hours, 7 days, 15 days) and about a month for mediation;
what every council begins with, until it sets its own (`measures.py`)."""

CLASS_OF = {"fire": "safety", "security": "safety", "dispute": "talk", "trade": "talk", "privacy": "talk"}
"""Categories that are not daily ones."""

STEPS = ((0.7, "reminded"), (1.0, "climbed"), (1.5, "overdue"))
"""Share of the allowed time, and what happens by itself when it is used up."""

WHOM = {"filer": _("说这件事的人"), "party": _("对方"), "office": _("别的单位"), "both": _("两边认可")}
HOW = {"phone": _("电话里"), "door": _("上门"), "desk": _("在居委会")}
WITH = {"filer": _("说这件事的人"), "party": _("对方")}
PAUSED = frozenset({"plan", "outcome"})
"""Clocks that stand still while somebody else has to answer; seeing it and speaking to people can always be done."""

FARTHEST = timedelta(days=60)
"""A day is promised at most so far ahead."""


@dataclass(frozen=True)
class Wait:
    """From when until when (None: still) an answer is waited for, and whose: a key of WHOM."""

    whom: str
    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Turn:
    """One time that the matter was taken up; ended is None while it is open."""

    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Change:
    """From this moment on, clocks of this name that begin are allowed so much."""

    name: str
    at: datetime
    allowed: timedelta


@dataclass(frozen=True)
class Happened:
    """All that the clocks want to know of one grievance; the order of the events does not matter. changes: what the council made of its class's measures."""

    due: Due
    filed: datetime
    seen: Sequence[datetime] = ()
    contacts: Sequence[datetime] = ()
    plans: Sequence[datetime] = ()
    waits: Sequence[Wait] = ()
    turns: Sequence[Turn] = ()
    changes: Sequence[Change] = ()

    def allowed(self, name: str, began: datetime) -> timedelta:
        """What a clock that began then is allowed: a later change does not touch it."""
        held = [each for each in self.changes if each.name == name and each.at <= began]
        return max(held, key=lambda each: each.at).allowed if held else self.due.allowed(name)


@dataclass(frozen=True)
class ClockNow:
    """One clock at one moment. state: running | waiting | met | met_late | stopped (ended unanswered); share: of the allowed time, used.

    due_at: when the allowed time is used up if nothing else waits. at: when it was answered or stopped.
    """

    name: str
    state: str
    cycle: int
    began_at: datetime
    due_at: datetime
    elapsed: timedelta
    allowed: timedelta
    at: datetime | None = None
    waiting: str = ""
    guessed: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        return self.elapsed / self.allowed

    @property
    def late(self) -> bool:
        """True while it runs or waits beyond its time."""
        return self.at is None and self.elapsed >= self.allowed

    @property
    def open(self) -> bool:
        return self.at is None


def due_class(category: str, parent: str = "") -> Due:
    """The due class of a category, as every council begins with it."""
    return CLASSES[due_code(category, parent)]


def due_code(category: str, parent: str = "") -> str:
    """The due class of a category: its own, else that of the class it belongs to; one that a council made itself is a daily one."""
    return CLASS_OF.get(category) or CLASS_OF.get(parent, "daily")


def clocks(happened: Happened, time: WorkTime, now: datetime) -> list[ClockNow]:
    """The four clocks in their order. Only the outcome begins anew when the matter is taken up again."""
    happened = _until(happened, now)
    turns = sorted(happened.turns, key=lambda turn: turn.began) or [Turn(happened.filed)]
    first, last = turns[0], turns[-1]
    seen = sorted([*happened.seen, *happened.contacts, *happened.plans])
    answered = {"acknowledge": seen, "contact": happened.contacts, "plan": happened.plans}
    found = [_clock(happened, time, now, name, _Stretch(1, happened.filed, times[0] if times else None, first.ended))
             for name, times in answered.items()]
    return [*found, _clock(happened, time, now, "outcome", _Stretch(len(turns), last.began, last.ended, None))]


def steps_due(clock: ClockNow) -> list[str]:
    """What has to have happened by itself, in order."""
    return [step for share, step in STEPS if clock.open and clock.share >= share]


def step_at(happened: Happened, time: WorkTime, clock: ClockNow, step: str) -> datetime:
    """The moment at which a step was due: however late it is noticed, this is what is written down."""
    share = next(share for share, name in STEPS if name == step)
    pauses = _pauses(happened, clock.name)
    return _reached(measure(happened.due, time), clock.began_at, share * clock.allowed, pauses)


@dataclass(frozen=True)
class _Stretch:
    cycle: int
    began: datetime
    met: datetime | None
    stopped: datetime | None


def _clock(happened: Happened, time: WorkTime, now: datetime, name: str, stretch: _Stretch) -> ClockNow:
    counted, allowed = measure(happened.due, time), happened.allowed(name, stretch.began)
    at = min((moment for moment in (stretch.met, stretch.stopped) if moment), default=None)
    until = at or max(now, stretch.began)
    pauses = [(began, min(ended or until, until)) for began, ended in _pauses(happened, name) if began < until]
    elapsed = sum((counted.worked(*span) for span in running(stretch.began, until, pauses)), timedelta())
    waiting = "" if at or name not in PAUSED else next((wait.whom for wait in happened.waits if wait.ended is None), "")
    due = _reached(counted, stretch.began, allowed, pauses)
    state = ("met" if elapsed <= allowed else "met_late") if at and at == stretch.met else "stopped" if at else "waiting" if waiting else "running"
    return ClockNow(name, state, stretch.cycle, stretch.began, due, elapsed, allowed, at, waiting, tuple(counted.guessed(stretch.began, due)))


def _until(happened: Happened, now: datetime) -> Happened:
    """What of it had happened by then."""
    def past(moments: Sequence[datetime]) -> list[datetime]:
        return sorted(moment for moment in moments if moment <= now)

    def ended(moment: datetime | None) -> datetime | None:
        return moment if moment and moment <= now else None

    return replace(happened, seen=past(happened.seen), contacts=past(happened.contacts), plans=past(happened.plans),
                   waits=[replace(wait, ended=ended(wait.ended)) for wait in happened.waits if wait.began <= now],
                   turns=[Turn(turn.began, ended(turn.ended)) for turn in happened.turns if turn.began <= now])


def measure(due: Due, time: WorkTime) -> WorkTime:
    """The time that counts for a class: the office's, or every hour."""
    return ALL_HOURS if due.urgent else time


def step_order(step: str) -> int:
    """Reminded before climbed before overdue."""
    return [name for _share, name in STEPS].index(step)


def _pauses(happened: Happened, name: str) -> list[tuple[datetime, datetime | None]]:
    return [(wait.began, wait.ended) for wait in happened.waits] if name in PAUSED else []


def _reached(counted: WorkTime, began: datetime, needed: timedelta, pauses: Collection[tuple[datetime, datetime | None]]) -> datetime:
    """When so much has counted outside the pauses; a pause without end has no end before the last moment it could be asked for."""
    horizon = max([began, *(ended for _began, ended in pauses if ended), *(start for start, _ended in pauses)])
    for start, end in running(began, horizon, pauses):
        there = counted.worked(start, end)
        if there >= needed:
            return counted.after(start, needed)
        needed -= there
    return counted.after(horizon, needed)


def why_not_contact(able: bool, ended: bool, how: str, whom: str) -> str | None:
    """Why a talk may not be noted."""
    if not able:
        return _("这一步由书记来做，事情还在楼组长手里时楼组长也可以。")
    if ended:
        return _("这件事已经结束了。")
    return None if how in HOW and whom in WITH else _("还没选跟谁说的、怎么说的。")


def why_not_plan(desk: bool, ended: bool, until: datetime | None, now: datetime) -> str | None:
    """Why a day may not be promised."""
    if not desk:
        return _("日子由书记来定。您可以请书记帮忙。")
    if ended:
        return _("这件事已经结束了。")
    if until is None or until <= now:
        return _("这一天已经过去了。请选今天以后的一天。")
    return None if until <= now + FARTHEST else Sentence(_("最多答应到 {n} 天以后。再久的事，先答应一个看一看的日子。"), n=FARTHEST.days)


def why_not_wait(desk: bool, ended: bool, whom: str, waiting: str) -> str | None:
    """Why the matter may not wait for somebody."""
    if not desk:
        return _("等不等，由书记来定。您可以请书记帮忙。")
    if ended:
        return _("这件事已经结束了。")
    if waiting == "both":
        return _("正在等两边认可，时间已经停着。")
    if waiting:
        return Sentence(_("已经在等{whom}了。先按“接着办”。"), whom=WHOM[waiting])
    return None if whom in WHOM and whom != "both" else _("还没选等谁。")


def why_not_resume(desk: bool, waiting: str) -> str | None:
    """Why the waiting may not be ended."""
    if not desk:
        return _("等不等，由书记来定。您可以请书记帮忙。")
    return None if waiting and waiting != "both" else _("现在没有在等谁。")
