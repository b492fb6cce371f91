"""The rules of being there: leaving, coming back, taking a mistaken check-in back, guests, and finding somebody in a long roll."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from council.words import _

HERE, LEFT, WITHDRAWN, NEVER = "here", "left", "withdrawn", "never"
"""Where somebody stands towards the hall on this day of the meeting."""

STANDINGS = {HERE: _("在会场"), LEFT: _("先走了"), WITHDRAWN: _("报错了，撤回了"), NEVER: _("还没有到")}

AFTER = {"noted": HERE, "returned": HERE, "left": LEFT, "withdrawn": WITHDRAWN}
"""What somebody's standing is after each way through the door."""

GUESTS = {"hall": _("在会场旁听"), "press": _("记者"), "aide": _("陪着来的、帮忙的"), "online": _("在网上看")}
"""Who is there without being on the roll, as they say it themselves."""

MOST_GUESTS = 2000
"""In one meeting; what is beyond is no gallery but a script."""

NOT_COUNTED = _("这个浏览器还没有数进去，不用记走。")


def why_not_leave(state: str, standing: str, speaking: bool, me: bool = True) -> str | None:
    """Why somebody cannot be noted as gone. me: they say it themselves."""
    if state == "closed":
        return _("会已经散了，不用再记。")
    if standing == LEFT:
        return _("已经记着先走了，不用再记一次。")
    if standing != HERE:
        return _("您还没有报到，不用记。") if me else _("这一位还没有报到，不用记。")
    return _("正在说着呢。说完了再走。") if speaking else None


def why_not_return(state: str, standing: str) -> str | None:
    """Why somebody cannot be noted as back."""
    if state == "closed":
        return _("会已经散了，不用再记。")
    return None if standing == LEFT else _("没有记着先走，不用再记回来。")


def why_not_withdraw(state: str, standing: str) -> str | None:
    """Why a check-in cannot be taken back as a mistake."""
    if state == "closed":
        return _("会已经散了。有错请写在会议记录的说明里。")
    return None if standing in (HERE, LEFT) else _("这一位没有报到，没有什么要撤回的。")


def why_not_guest(state: str, kind: str, there: int) -> str | None:
    """Why a guest cannot be counted. there: how many are counted now."""
    if kind not in GUESTS:
        return _("还没选您怎么来的。点一个。")
    if state in ("closed", "cancelled"):
        return _("会已经散了，不再数了。今晚的记录谁都可以看。")
    return _("人数已经数满了。请跟书记说一声。") if there >= MOST_GUESTS else None


def late(at: datetime, began: datetime | None) -> bool:
    """Whether somebody came after the beginning of that day."""
    return began is not None and at > began


def tidy(words: str) -> str:
    """As people type it: full-width digits are digits, spaces and dashes are nothing."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", words).casefold() if sign.isalnum())


def rank(wanted: str, name: str, where: str) -> int | None:
    """How well somebody fits what was typed, 0 best; None: not at all. One character of the name is enough, or the door."""
    asked, called, lives = tidy(wanted), tidy(name), tidy(where)
    if not asked:
        return 3
    if (lives and lives in (asked, asked.removesuffix("号"))) or called == asked:
        return 0
    if called.startswith(asked) or lives.startswith(asked):
        return 1
    return 2 if asked in called or asked in lives else None


def most_at_once(visits: Sequence[tuple[datetime, datetime | None]]) -> int:
    """The largest number of visits (came, went or still there) at one time; whoever goes makes room before the next one comes."""
    moves = sorted([(came, 1) for came, _went in visits] + [(went, -1) for _came, went in visits if went])
    there, most = 0, 0
    for _at, step in moves:
        there += step
        most = max(most, there)
    return most
