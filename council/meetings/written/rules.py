"""Written statements: what their authors may choose, in which state they are, how long reading one takes, and why not."""

from council.meetings.rules import CANCELLED, why_not_run
from council.words import _

HOW = {"named": _("念出来，说是我写的"), "unnamed": _("念出来，不说名字"), "file": _("不念，只存档")}
"""What its author wants done with a statement."""

ASIDE = {"named": "read_named", "unnamed": "read_unnamed"}
"""How a reading stands among the turns of a meeting."""

STATES = {"waiting": _("等着"), "reading": _("正在念"), "read": _("念过了"), "filed": _("存档了"), "withdrawn": _("收回了")}

PACE = 4
"""Characters a second, read aloud without haste."""

FEWEST, MOST = 60, 900
"""Seconds for one reading."""

KINDS = ("written.handed_in", "written.withdrawn", "written.filed")
"""Kinds that change how many wait; what begins and ends a reading stands with the turns in speaking.rules."""


def standing(withdrawn: bool, filed: bool, began: bool, ended: bool) -> str:
    """The state of one statement."""
    if withdrawn:
        return "withdrawn"
    if began:
        return "read" if ended else "reading"
    return "filed" if filed else "waiting"


def seconds(text: str) -> int:
    """How long reading it out takes, to the half minute."""
    return min(MOST, max(FEWEST, -(-len(text) // PACE // 30) * 30))


def why_not_write(state: str, item: str) -> str | None:
    """Why nothing can be handed in for this item any more. item: waiting, open or done, empty when it is not on this agenda."""
    if state == "closed":
        return _("会已经散了，这里不收了。有话可以说一件事，或者找书记。")
    if state == "cancelled":
        return CANCELLED
    if item in ("waiting", "open"):
        return None
    return _("这一项已经议过了。请选正在议的，或者后面的一项。") if item else _("还没选是哪一项。点一个。")


def why_not_words(text: str, standing: bool) -> str | None:
    """Why these words cannot be handed in. standing: one of the same person about this item waits already."""
    if standing:
        return _("这一项您已经写过一份。要改，先收回那一份，再交。")
    return None if text else _("还没写您想说的话。写一两句就行。")


def why_not_withdraw(standing: str) -> str | None:
    """Why a statement cannot be taken back."""
    if standing in ("waiting", "filed"):
        return None
    return _("这一份已经收回了。") if standing == "withdrawn" else _("已经念出来了，收不回了。")


def why_not_read(state: str, on: bool, how: str, standing: str) -> str | None:
    """Why it cannot be read out now. on: its item is being talked about."""
    if reason := why_not_run(state):
        return reason
    if how not in ASIDE:
        return _("写的人只要存档，没有同意念。")
    if standing != "waiting":
        return _("这一份已经念过、存档或者收回了。")
    return None if on else _("还没有轮到这一项。开始这一项再念。")


def why_not_file(standing: str) -> str | None:
    """Why it cannot be put into the file."""
    return None if standing == "waiting" else _("这一份已经念过、存档或者收回了。")
