"""How much of a meeting strangers are shown: names, delay, a line for the press; and who may be named there."""

import re

from council.words import Sentence, _

NAMES = {"none": _("一个名字也不写"), "offices": _("只写职务"), "consented": _("写同意的人的名字")}
"""Which names the gallery and the press page show of those who speak; everybody else is “a resident”, “a shop”."""

DELAYS = (0, 1, 2, 5, 10, 15, 30)
"""Minutes that a page offers; any number up to the last may be set."""

MOST_DELAY = 30
MOST_CONTACT = 120

MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
"""A Chinese mobile number, as a rule somebody's own."""

FROZEN = _("会已经开了，给旁听的规矩就定住了。下一次会可以另定。")


def why_not_set(state: str) -> str | None:
    """Why the rules for strangers cannot be changed: they are part of the opening entry."""
    if state == "cancelled":
        return _("这次会取消了。")
    return None if state == "called" else FROZEN


def why_not_rule(names: str, delay: int, contact: str) -> str | None:
    """Why these rules make no sense. delay: minutes."""
    if names not in NAMES:
        return _("还没选名字怎么写。点一个。")
    if not 0 <= delay <= MOST_DELAY:
        return Sentence(_("晚几分钟，请写 0 到 {n}。"), n=MOST_DELAY)
    return Sentence(_("联系的一行最多 {n} 个字。"), n=MOST_CONTACT) if len(contact) > MOST_CONTACT else None


def why_not_contact(contact: str, public: bool) -> str | None:
    """Why this line is not put before reporters. public: the desk says that the number is meant for everybody."""
    if MOBILE.search(contact) and not public:
        return _("这里像是一个手机号。采访页谁都看得到。是对外的号，请点“这个号可以公开”；不是，请换成办公室的。")
    return None


def why_not_name(names: str, state: str, allowed: bool, wanted: bool) -> str | None:
    """Why somebody cannot say yes, or no more, to their name in the gallery. allowed: they have said yes."""
    if names != "consented":
        return _("这次会的旁听席不写名字，不用您同意。")
    if state == "closed" and wanted:
        return _("会已经散了，不用再说。")
    if allowed == wanted:
        return _("您已经同意了。") if wanted else _("您本来就没有同意写名字。")
    return None
