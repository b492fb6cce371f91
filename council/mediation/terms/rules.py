"""The rules of terms: who may offer, say and tick what, and when an agreement may be noted."""

from collections.abc import Mapping
from datetime import date

from council.people.rules import SIDES
from council.words import Sentence, _

MOST_LINE = 140

MOST_AGREEMENT = 2000


def agreed(ticks: Mapping[str, int]) -> bool:
    """True when people of both sides say that it is so; ticks: how many of each side."""
    return all(ticks.get(side, 0) > 0 for side in SIDES)


def why_not_offer(text: str, sector: str | None) -> str | None:
    """Why nothing can be offered like this for a side."""
    if sector not in SIDES:
        return _("还没选是哪一边愿意做的。")
    return _why_not_line(text)


def why_not_state(text: str, inside: bool) -> str | None:
    """Why no fact can be written down; inside: by somebody of a side, a mediator or the desk."""
    return _why_not_line(text) if inside else _("这里由谈的人来写。")


def why_not_tick(side: str | None, ticked: bool) -> str | None:
    """Why somebody cannot say that a fact is so."""
    if side not in SIDES:
        return _("事实要居民和商户两边都认。您可以在中间帮着说。")
    return _("您已经认过这一条了。") if ticked else None


def why_not_untick(ticked: bool) -> str | None:
    """Why a tick cannot be taken back."""
    return None if ticked else _("您没有认过这一条。")


def why_not_withdraw(mine: bool, desk: bool) -> str | None:
    """Why a line cannot be taken away; desk: the desk, and the line is the desk's to take."""
    return None if mine or desk else _("这一条只有写的人能拿掉。")


def why_not_sign(text: str, signed_on: date, today: date) -> str | None:
    """Why no agreement can be noted."""
    if not text:
        return _("还没写谈成了什么。一条一条写下来。")
    if len(text) > MOST_AGREEMENT:
        return Sentence(_("谈成的话请留在 {n} 个字以内。"), n=MOST_AGREEMENT)
    return _("签字的日子不能在今天以后。") if signed_on > today else None


def _why_not_line(text: str) -> str | None:
    if not text:
        return _("还没写。写一句就行。")
    return Sentence(_("一条只写一句，请留在 {n} 个字以内。"), n=MOST_LINE) if len(text) > MOST_LINE else None
