"""The clock of a speech in plain numbers, and why a speech cannot be paused, extended, interrupted or moved on the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from council.meetings.rules import span, why_not_run
from council.words import Sentence, _

ASIDES = {"question": _("插问"), "answer": _("答问"), "order": _("程序问题"), "read_named": _("书面发言"), "read_unnamed": _("书面发言")}
"""What a turn may be besides a speech of one's own. The first three interrupt whoever speaks; a statement is read out by the desk."""

INTERRUPTING = ("question", "answer", "order")

SHORT = 60
"""Seconds for a question, an answer, a point of order; and what "one more minute" adds."""

MOST_EXTRA = 600
"""Seconds that can be added to one turn; whoever needs more is called once more."""

LEAST, MOST = 30, 1800
"""Seconds that the desk may give a speech."""

WARNING = 30
"""Seconds before the end at which the clock says so."""

TURNS = ("speech.paused", "speech.resumed", "speech.extended", "interjection.begun", "interjection.ended", "written.begun", "written.read")
"""Kinds that change who speaks, or the clock."""

LISTS = ("hand.moved", "hand.removed", "point.raised", "point.granted", "point.declined", "point.withdrawn", "allowance.set")
"""Kinds that change the list of speakers."""


@dataclass(frozen=True)
class Turn:
    """A speech as plain facts; allowed: seconds, with what was added; pauses: (from, until), until is None while it stands still."""

    began: datetime
    allowed: int
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    ended: datetime | None = None


def lost(turn: Turn, at: datetime) -> timedelta:
    """For how long the clock had stood still by that moment."""
    last = min(at, turn.ended) if turn.ended else at
    return sum((max(timedelta(0), min(until or last, last) - start) for start, until in turn.pauses), timedelta(0))


def spoken(turn: Turn, at: datetime) -> int:
    """Seconds spoken by that moment: the time that passed, without the pauses; never less than nothing."""
    last = min(at, turn.ended) if turn.ended else at
    return max(0, round((last - turn.began - lost(turn, last)).total_seconds()))


def stopped_at(turn: Turn) -> datetime | None:
    """Since when the clock has stood still; None while it runs."""
    return next((start for start, until in turn.pauses if until is None), None)


def deadline(turn: Turn) -> datetime:
    """When the time is up, as long as the clock runs on; while it stands still, when it would be if it ran on from where it stopped."""
    held = sum((until - start for start, until in turn.pauses if until), timedelta(0))
    return turn.began + timedelta(seconds=turn.allowed) + held


def left(turn: Turn) -> timedelta | None:
    """How much time is left while the clock stands still; None while it runs. Less than nothing: over time."""
    since = stopped_at(turn)
    return None if since is None else deadline(turn) - since


def innermost(open_turns: Iterable[tuple[int, int | None]]) -> int | None:
    """Which of the turns that have not ended has the floor: the one that no other interrupts. Each is (hand, the hand it interrupts)."""
    turns = list(open_turns)
    interrupted = {within for _hand, within in turns if within is not None}
    return next((hand for hand, _within in turns if hand not in interrupted), None)


def allowance(chosen: Sequence[tuple[int | None, int]], item: int | None, otherwise: int) -> int:
    """How many seconds a speech may last: what was set last for this item, else for the meeting, else the rule of the house."""
    for wanted in (item, None):
        if found := [seconds for about, seconds in chosen if about == wanted]:
            return found[-1]
    return otherwise


def neighbour(order: Sequence[int], hand: int, up: bool) -> int | None:
    """The hand with which this one changes places, or None at the end of the list."""
    place = order.index(hand) + (-1 if up else 1) if hand in order else -1
    return order[place] if 0 <= place < len(order) else None


def why_not_pause(speaking: bool, stopped: bool) -> str | None:
    """Why the clock cannot be stopped."""
    if not speaking:
        return _("现在没有人在说。")
    return _("钟已经停着了。") if stopped else None


def why_not_go_on(speaking: bool, stopped: bool) -> str | None:
    """Why the clock cannot go on."""
    if not speaking:
        return _("现在没有人在说。")
    return None if stopped else _("钟正走着，不用再开。")


def why_not_extend(speaking: bool, added: int) -> str | None:
    """Why no minute can be added. added: seconds given so far."""
    if not speaking:
        return _("现在没有人在说。")
    return _("已经加了十分钟。还要说，请再请一次。") if added + SHORT > MOST_EXTRA else None


def why_not_point(state: str, present: bool, item: bool, waiting: bool) -> str | None:
    """Why somebody cannot raise a point of order; a closed list is no reason."""
    if reason := why_not_run(state):
        return reason
    if not present:
        return _("您还没有报到。扫一下大屏幕上的码，就可以提。")
    if not item:
        return _("现在没有在议的事。下一项开始了就可以提。")
    return _("您提的还在最上面，书记看得见。一次提一个。") if waiting else None


def why_not_answer_point(waiting: bool) -> str | None:
    """Why the point cannot be answered."""
    return None if waiting else _("这个程序问题已经有了答复，或者收回了。")


def why_not_withdraw_point(waiting: bool) -> str | None:
    """Why there is no point to take back."""
    return None if waiting else _("您现在没有提着的程序问题。")


def why_not_interrupt(waiting: bool, speaking: str | None, own: bool) -> str | None:
    """Why nobody can put a question now. speaking: what is on (empty: a speech, None: nothing). own: the hand is the speaker's."""
    if not waiting:
        return _("这只手已经放下了，或者已经请过了。请看一眼名单，再请一位。")
    if speaking is None:
        return _("现在没有人在说。请直接请这一位。")
    if speaking in INTERRUPTING:
        return _("已经有人在插话。等这一句完了再问。")
    return _("这一位正在说，不用插问。") if own else None


def why_not_let_answer(speaking: str | None) -> str | None:
    """Why there is nothing to answer."""
    return None if speaking == "question" else _("现在没有人在插问。")


def why_not_move(waiting: bool, possible: bool) -> str | None:
    """Why a hand cannot change its place."""
    if not waiting:
        return _("这只手已经放下了，或者已经请过了。请看一眼名单。")
    return None if possible else _("已经在头上或者末尾了。")


def why_not_remove(waiting: bool) -> str | None:
    """Why a hand cannot be taken off the list."""
    return None if waiting else _("这只手已经不在名单上了。")


def why_not_raise_for(state: str, item: bool, waiting: bool, speaking: bool) -> str | None:
    """Why the desk cannot put up a hand for somebody who is in the hall."""
    if reason := why_not_run(state):
        return reason
    if not item:
        return _("现在没有在议的事。开始一项，再帮着举手。")
    if speaking:
        return _("这一位正在说。")
    return _("这一位已经在名单上了。") if waiting else None


def why_not_absent(present: bool) -> str | None:
    """Why nothing can be done for somebody who is not here."""
    return None if present else _("这一位还没有报到。先帮着报到，再举手。")


def why_not_time(state: str, seconds: int) -> str | None:
    """Why the speaking time cannot be set so."""
    if state == "closed":
        return _("会已经散了，这一步做不了。")
    return None if LEAST <= seconds <= MOST else Sentence(_("发言请给 {least}到 {most}。"), least=span(LEAST), most=span(MOST))
