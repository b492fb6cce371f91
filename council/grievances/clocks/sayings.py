"""The clocks in words, as pages and boards say them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from council.clock import local
from council.grievances.clocks.ladder import LEVELS, NEXT
from council.grievances.clocks.rules import CLOCKS, HOW, WHOM, ClockNow
from council.i18n import say, when
from council.words import Sentence, _

WORDS = {"clock": CLOCKS, "whom": WHOM, "how": HOW, "level": LEVELS, "next": NEXT}


@dataclass(frozen=True)
class Chip:
    """A clock in at most six words; kind and sign as the macro `chip` takes them."""

    words: str
    kind: str = "plain"
    sign: str | None = "time"


def word(table: str, code: str) -> str:
    """The word of one code, such as word("clock", "plan"); nothing for the lowest rung, to which nobody climbs."""
    return say(WORDS[table].get(code, ""))


def words(table: str, codes: list[str]) -> str:
    """Several of them in a row."""
    return say(_("、")).join(word(table, code) for code in codes)


def apart(one: datetime, other: datetime) -> str:
    """How far two moments are from each other: days as the calendar counts them, under a day hours, under an hour minutes."""
    long = abs(one - other)
    if long >= timedelta(days=1):
        return say(Sentence(_("{n} 天"), n=abs((local(one).date() - local(other).date()).days)))
    if long >= timedelta(hours=1):
        return say(Sentence(_("{n} 小时"), n=int(long / timedelta(hours=1))))
    return say(Sentence(_("{n} 分钟"), n=max(1, int(long / timedelta(minutes=1)))))


def line(clock: ClockNow, now: datetime) -> str:
    """One clock as a sentence of its own."""
    due = when(clock.due_at)
    if clock.state == "stopped":
        return say(_("事情结束了，这一步没有做。"))
    if clock.at and clock.state == "met":
        return say(Sentence(_("{at} 做到了。"), at=when(clock.at)))
    if clock.at:
        return say(Sentence(_("{at} 才做到，原来说最晚 {due}。"), at=when(clock.at), due=due))
    if clock.late:
        return say(Sentence(_("说好最晚 {due}，已经晚了 {apart}。"), due=due, apart=apart(clock.due_at, now)))
    if clock.waiting:
        return say(Sentence(_("在等{whom}，先不算时间。"), whom=WHOM[clock.waiting]))
    return say(Sentence(_("最晚 {due}，还有 {apart}。"), due=due, apart=apart(clock.due_at, now)))


def chip(clocks: list[ClockNow], now: datetime) -> Chip | None:
    """The most pressing of some clocks; None when all are answered."""
    going = [clock for clock in clocks if clock.open]
    if not going:
        return None
    first = min(going, key=lambda clock: (not clock.late, clock.state == "waiting", clock.due_at))
    if first.late:
        return Chip(say(Sentence(_("晚了 {apart}"), apart=apart(first.due_at, now))), "no", "warn")
    if first.state == "waiting":
        return Chip(say(Sentence(_("等{whom}"), whom=WHOM[first.waiting])), "plain", "pause")
    return Chip(say(Sentence(_("还有 {apart}"), apart=apart(first.due_at, now))), "wait" if first.share >= 0.7 else "plain")


def promised(until: datetime, now: datetime, mine: bool = True) -> str:
    """The moment that was promised, and how far it is; mine: said to whoever was promised it."""
    late, told = now > until, {"until": when(until), "apart": apart(until, now)}
    if mine:
        return say(Sentence(_("答应 {until} 前回您，过了 {apart}。") if late else _("答应 {until} 前回您，还有 {apart}。"), **told))
    return say(Sentence(_("答应 {until} 前回话，过了 {apart}。") if late else _("答应 {until} 前回话，还有 {apart}。"), **told))
