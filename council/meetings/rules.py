"""The words and rules of a meeting: when it may begin and end, who may come in and speak, whose turn is next and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from council.people.rules import SECTORS, SIDES, UNITS
from council.words import Sentence, _

KINDS = {"open": _("开门议事"), "members": _("成员会"), "press": _("媒体说明会")}
"""Kinds of meetings; only `members` has no gallery."""

ITEM_KINDS = {"topic": _("议题"), "grievance": _("诉求"), "dispute": _("异议"), "clause": _("条文"), "vote": _("表决"), "report": _("通报"),
              "break": _("休息")}
"""Kinds of agenda items."""

STANDS = {"for": _("赞成这一条"), "against": _("反对这一条"), "question": _("想问一句")}
"""What somebody who wants to speak may say beforehand."""

CANCELLED = _("这次会取消了。要开，请另外召集一次。")

MOST_ITEMS = 40
"""On one agenda."""

SPEECH = 180
"""Seconds a speech may last, unless the chair says otherwise."""


@dataclass(frozen=True)
class Wish:
    """A hand in the list, as plain facts, in the order in which the hands went up."""

    hand_id: int
    name: str
    sector: str
    first: bool
    spoken: int = 0
    """Seconds that this person has spoken in this meeting."""


def why_not_open(state: str, items: int, other: int | None) -> str | None:
    """Why the meeting cannot begin. other: the number of the council's meeting that is still on."""
    if state in ("open", "adjourned"):
        return _("这次会已经开了，不用再开一次。")
    if state == "closed":
        return _("这次会已经散了。要再开，请另外召集一次。")
    if state == "cancelled":
        return CANCELLED
    if other is not None:
        return Sentence(_("第 {n} 次会还没有散。先散那一次，再开这一次。"), n=other)
    if not items:
        return _("议程上还没有事。先加一项，再开会。")
    return None


def why_not_run(state: str) -> str | None:
    """Why nothing can be done in the meeting at all."""
    if state == "called":
        return _("会还没有开。先开会，再做这一步。")
    if state == "adjourned":
        return _("休会了，改天接着开。到时候先点“接着开会”，再做这一步。")
    if state == "cancelled":
        return CANCELLED
    return _("会已经散了，这一步做不了。") if state == "closed" else None


def why_not_change_agenda(state: str, items: int = 0) -> str | None:
    """Why no item can be added. items: how many there would be; an evening is short, and its last entry tells of them all."""
    if state == "closed":
        return _("会已经散了。这件事可以放到下一次的议程上。")
    if state == "cancelled":
        return CANCELLED
    return Sentence(_("一次会最多 {n} 项。多出来的放到下一次。"), n=MOST_ITEMS) if items > MOST_ITEMS else None


def why_not_take_up(waiting: int) -> str | None:
    """Why nothing can be drawn in: none of what was chosen waits."""
    return None if waiting else _("这几项已经有地方了，或者还没有选。请看一眼等着的事，再选一次。")


def why_not_open_item(state: str, open_already: bool, voting: bool) -> str | None:
    """Why another item cannot be opened now."""
    if open_already:
        return _("这一项正在议，不用再开。")
    return why_not_run(state) or why_not_close_item(True, voting)


def why_not_close_item(is_open: bool, voting: bool) -> str | None:
    """Why the item cannot be closed."""
    if not is_open:
        return _("这一项现在没有在议。看一眼议程，再选一次。")
    return _("表决还开着。先结束表决，再往下走。") if voting else None


def why_not_close_meeting(state: str, voting: bool) -> str | None:
    """Why the meeting cannot end."""
    return why_not_run(state) or (_("表决还开着。先结束表决，再散会。") if voting else None)


def why_not_check_in(state: str, since: str | None) -> str | None:
    """Why somebody cannot check in. since: the hour at which they did so already."""
    if state == "closed":
        return _("会已经散了，报到也停了。今晚的记录谁都可以看。")
    if state == "cancelled":
        return CANCELLED
    return Sentence(_("您 {time} 已经报到了，不用再来一次。"), time=since) if since else None


def why_not_code(fits: bool) -> str | None:
    """Why the code given does not show that somebody is in the hall."""
    return None if fits else _("这个码过了时间。大屏幕上的码每分钟换一次，请再扫一次，或者请书记帮您报到。")


@dataclass(frozen=True)
class Floor:
    """The facts about somebody who wants to speak."""

    state: str
    present: bool
    item: bool
    waiting: bool
    speaking: bool
    closed: bool


def why_not_raise_hand(floor: Floor) -> str | None:
    """Why somebody cannot put up a hand now."""
    if reason := why_not_run(floor.state):
        return reason
    if not floor.present:
        return _("您还没有报到。扫一下大屏幕上的码，就可以举手。")
    if not floor.item:
        return _("现在没有在议的事。下一项开始了就可以举手。")
    if floor.speaking:
        return _("现在正是您在说。说完了还可以再举手。")
    if floor.waiting:
        return _("您已经在名单上了，一次举一回手。等前面的人说完就轮到您。")
    if floor.closed:
        return _("这一项的发言名单已经收了。下一项可以再举手，有话也可以找书记。")
    return None


def why_not_turn_list(closed: bool, close: bool) -> str | None:
    """Why the speakers' list cannot be closed, or opened again: it is so already."""
    if closed == close:
        return _("发言名单已经收了。") if closed else _("发言名单本来就开着。")
    return None


def why_not_lower_hand(waiting: bool) -> str | None:
    """Why there is no hand to take down."""
    return None if waiting else _("您现在没有举着的手。")


def why_not_call_speaker(state: str, waiting: bool) -> str | None:
    """Why this hand cannot be called."""
    return why_not_run(state) or (None if waiting else _("这只手已经放下了，或者已经请过了。请看一眼名单，再请一位。"))


def why_not_end_speech(speaking: bool, allowed: bool) -> str | None:
    """Why there is no speech for this person to end."""
    if not speaking:
        return _("现在没有人在说。")
    return None if allowed else _("请说话的人自己收尾，或者请书记来提醒。")


def next_speaker(wishes: Sequence[Wish], spoken: Mapping[str, int], last: str | None, now: str | None = None) -> tuple[int | None, str | None]:
    """Whom to call next, and the reason in words; the chair may always do otherwise.

    spoken: seconds by sector so far in this meeting. last: the sector that spoke last. now: the sector that is speaking.
    The side that spoke less comes next; on a tie the side that did not speak last; within a side, first speakers first, then whoever spoke least.
    """
    sides = [side for side in SIDES if any(wish.sector == side for wish in wishes)]
    if not wishes:
        return None, None
    if not sides:
        return wishes[0].hand_id, Sentence(_("两边现在都没有人举手，所以按先后，下一位请{name}。"), name=wishes[0].name)
    side = min(sides, key=lambda each: (spoken.get(each, 0) + (SPEECH if each == now else 0), each == (now or last)))
    ours = [each for each in wishes if each.sector == side]
    wish = min(ours, key=lambda each: (not each.first, each.spoken))
    return wish.hand_id, _before_others(wish, ours[0], _reason(wish.name, side, len(sides) == 1, now, spoken))


def _before_others(wish: Wish, earliest: Wish, reason: str) -> str:
    """Adds why this one comes before whoever of the same side stands first on the list."""
    if wish is earliest:
        return reason
    if wish.first and not earliest.first:
        return Sentence(_("{reason}{name}今晚还没有说过，排在前面。"), reason=reason, name=wish.name)
    mine, theirs = spans(wish.spoken, earliest.spoken)
    return Sentence(_("{reason}{name}自己到现在说了 {mine}，{other}说了 {theirs}。"), reason=reason, name=wish.name, mine=mine, other=earliest.name,
                    theirs=theirs)


def _reason(name: str, side: str, alone: bool, now: str | None, spoken: Mapping[str, int]) -> str:
    other = SIDES[1 - SIDES.index(side)]
    if alone:
        return Sentence(_("{other}现在没有人举手，所以下一位还请{side}：{name}。"), other=SECTORS[other], side=SECTORS[side], name=name)
    if now == other and spoken.get(side, 0) >= spoken.get(other, 0):
        return Sentence(_("两边轮流说。现在是{other}在说，说完轮到{side}，下一位请{name}。"), other=SECTORS[other], side=SECTORS[side], name=name)
    home, shop = spans(*(spoken.get(each, 0) for each in SIDES))
    return Sentence(_("两边轮流说。到现在，居民说了 {home}，商户说了 {shop}，所以下一位请{name}。"), home=home, shop=shop, name=name)


def span(seconds: int) -> str:
    """A length of time in words: 14 分钟, or 40 秒 when it is less than one."""
    return Sentence(_("{n} 秒"), n=seconds) if seconds < 60 else Sentence(_("{n} 分钟"), n=round(seconds / 60))


def spans(one: int, other: int) -> tuple[str, str]:
    """Two lengths of time in words, to the second where minutes alone would make them look alike."""
    if one != other and span(one) == span(other):
        pattern = _("{m} 分 {s} 秒")
        return Sentence(pattern, m=one // 60, s=one % 60), Sentence(pattern, m=other // 60, s=other % 60)
    return span(one), span(other)


def quorum(present: Mapping[str, int], roll: Mapping[str, int]) -> tuple[bool, str]:
    """Whether each side has at least half of its roll in the hall, and the sentence that says so."""
    missing = {side: -(-roll.get(side, 0) // 2) - present.get(side, 0) for side in SIDES}
    short = [Sentence(_("{side}还差 {n} {unit}"), side=SECTORS[side], n=n, unit=UNITS[side]) for side, n in missing.items() if n > 0]
    if not short:
        return True, _("两边都到了一半以上，可以表决。")
    if len(short) == 1:
        return False, Sentence(_("{short}，才到一半。"), short=short[0])
    return False, Sentence(_("{home}，{shop}，才到一半。"), home=short[0], shop=short[1])


def planned(starts: datetime, lengths: Sequence[int]) -> list[datetime]:
    """When each item would begin, if those before it took as long as planned. lengths: minutes."""
    return [starts + timedelta(minutes=sum(lengths[:place])) for place in range(len(lengths))]


def drift(planned: int, real: int) -> str:
    """How far the evening is behind its plan; both in minutes from the start."""
    late = real - planned
    if abs(late) < 2:
        return _("准点")
    return Sentence(_("晚 {n} 分钟"), n=late) if late > 0 else Sentence(_("早 {n} 分钟"), n=-late)
