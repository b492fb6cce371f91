"""The rules of planning: what may still be changed, when each item begins, what is said to whom, when to remind."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from council.meetings.rules import CANCELLED
from council.words import Sentence, _

PLANNED = ("meeting.changed", "meeting.cancelled", "item.changed", "item.moved", "item.returned", "item.dropped", "item.restored")
"""Kinds of entries after which every screen of a meeting may look different."""

COMING = {"yes": _("我来"), "no": _("这次来不了"), "word": _("来不了，带一句话")}
"""What an invited person may answer."""

MOST_WORDS = 300
MOST_REASON = 200
MOST_NOTE = 1000

HOURS = {24: timedelta(hours=2), 1: timedelta(0)}
"""So many hours before the beginning people are reminded, unless it is nearer than this already."""

WHY = {"grievance": _("有人说过的事"), "violation": _("有人不同意一条记录"), "clause": _("条文该再看一看"), "convention": _("公约还没有定完"), "": _("书记自己加的")}
"""Why something waits, by the noun of its topic."""


def why_not_plan(state: str) -> str | None:
    """Why time, place and title stand, and nobody can be invited any more."""
    if state == "cancelled":
        return CANCELLED
    if state == "open":
        return _("会已经开了。时间和地点改不了了。")
    return _("会已经散了，改不了了。") if state == "closed" else None


def why_not_change(state: str, same: bool, moved: bool, past: bool, reason: str) -> str | None:
    """Why the meeting cannot be changed like this. moved: its time changes; past: to a time that is over."""
    if why := why_not_plan(state):
        return why
    if same:
        return _("没有改动。改了时间、地点或者名称再按。")
    if moved and past:
        return _("这个时间已经过去了。请选以后的一天。")
    if moved and not reason:
        return _("改时间要写一句为什么，大家都看得到。")
    return None


def why_not_cancel(state: str, reason: str) -> str | None:
    """Why the meeting cannot be cancelled."""
    if why := why_not_plan(state):
        return why
    return None if reason else _("取消要写一句为什么，大家都看得到。")


def why_not_touch(item: str, placed: bool = True) -> str | None:
    """Why an item stays as it is. item: its state on the agenda."""
    if item == "open":
        return _("这一项正在议，动不了。")
    if item == "done":
        return _("这一项已经议过了，动不了。")
    return None if placed else _("这一项不在议程上了。请看一眼议程，再选一次。")


def first_free(states: Sequence[str]) -> int:
    """The first place (from 1) to which an item may be moved: after everything that has been on. states: of the other items, in order."""
    begun = [place for place, state in enumerate(states, 1) if state != "waiting"]
    return max(begun, default=0) + 1


def why_not_move(place: int, to: int, free: int, most: int) -> str | None:
    """Why an item cannot be put there. free: the first place that may be taken; most: how many items there are."""
    if not 1 <= to <= most:
        return Sentence(_("请写 1 到 {n} 里的一个数。"), n=most)
    if to == place:
        return Sentence(_("这一项本来就是第 {n} 项。"), n=to)
    return Sentence(_("前面的已经议过了。最早可以放到第 {n} 项。"), n=free) if to < free else None


def why_not_rename(same: bool) -> str | None:
    """Why an item is not changed."""
    return _("没有改动。改了再按。") if same else None


def why_not_set_aside(waits: bool, reason: str) -> str | None:
    """Why what waits cannot be declined. waits: it does, on no agenda."""
    if not waits:
        return _("这一件现在不在等着的里面。请看一眼，再选一次。")
    return None if reason else _("不上会要写一句为什么，大家都看得到。")


def why_not_drop(reason: str) -> str | None:
    """Why an item cannot be dropped from the agenda for good."""
    return None if reason else _("不议了要写一句为什么，大家都看得到。")


def why_not_bring_back(aside: bool) -> str | None:
    """Why something cannot be brought back."""
    return None if aside else _("这一件没有放下过，或者已经拿回来了。")


def why_not_copy(found: int) -> str | None:
    """Why the last agenda cannot be taken over."""
    return None if found else _("上一次的议程里没有可以照搬的项。")


def why_not_invite(state: str, fresh: int) -> str | None:
    """Why nobody is invited. fresh: how many of those chosen have not been invited before."""
    return why_not_plan(state) or (None if fresh else _("选的人都请过了，或者还没有选。请看一眼名单，再选一次。"))


def why_not_reply(state: str, before: tuple[str, str] | None, coming: str, words: str) -> str | None:
    """Why an answer is not taken. before: what was said last, with its words."""
    if why := why_not_plan(state):
        return why if state != "open" else _("会已经开了。来得及就过来，门开着。")
    if coming == "word" and not words:
        return _("还没写要带哪一句话。写一句就行。")
    return _("您已经这样回过了。") if before == (coming, words) else None


def due(starts: datetime, now: datetime, done: Collection[int]) -> int | None:
    """Which reminder is due now, in hours before the beginning; None when none is. done: those given already for this time."""
    left = starts - now
    return next((hours for hours, late in sorted(HOURS.items()) if hours not in done and late < left <= timedelta(hours=hours)), None)


def why_not_remind(hours: int | None) -> str | None:
    """Why nobody is reminded now."""
    return None if hours else _("现在没有要提醒的。")
