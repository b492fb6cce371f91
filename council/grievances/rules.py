"""The words and rules of grievances: categories, circles, states, who may see, join, move or withdraw."""

from collections.abc import Collection

from council.words import Sentence, _

CATEGORIES = {
    "noise": _("噪声"), "queue": _("排队和堵路"), "rubbish": _("垃圾和污水"), "smoke": _("油烟和气味"), "privacy": _("拍照和隐私"),
    "trade": _("影响做生意"), "security": _("治安线索"), "dispute": _("邻里纠纷"), "fire": _("消防安全"), "market": _("市场监管"),
    "traffic": _("交通"), "community": _("小区管理"),
}
"""The study's classes (domain.md §3 I), with those of the lane first."""

IMPACTS = {1: _("有点烦"), 2: _("常常烦"), 3: _("睡不好"), 4: _("出不去"), 5: _("受不住")}

CIRCLES = ("secretary", "party", "lane")
"""How far the lamp reaches, from narrow to wide."""

STATES = {
    "filed": _("收到了"), "acknowledged": _("书记看过了"), "mediating": _("正在调解"), "agenda": _("排上议程"), "agreed": _("谈成了"),
    "solved": _("解决了"), "refused": _("没有办，有理由"), "out_of_remit": _("转给别处"), "withdrawn": _("撤回了"),
}

ENDED = frozenset({"solved", "refused", "out_of_remit", "withdrawn"})

NEEDS_NOTE = frozenset({"refused", "out_of_remit", "agreed", "solved"})


def may_see(circle: str, mine: bool, desk: bool, party: bool, member: bool) -> bool:
    """True when the lamp of this circle reaches the one who asks."""
    if mine or desk:
        return True
    return {"secretary": False, "party": party, "lane": member}[circle]


def why_not_join(mine: bool, joined: bool, state: str) -> str | None:
    """Why someone may not say "me too"."""
    if mine:
        return _("这件事就是您说的，已经算在里面了。")
    if joined:
        return _("您已经说过“我也是”了。")
    if state in ENDED:
        return _("这件事已经结束了。又发生的话，请另外说一次。")
    return None


def why_not_withdraw(mine: bool, state: str) -> str | None:
    """Why someone may not take a grievance back."""
    if not mine:
        return _("只有说这件事的人可以撤回。")
    return _("这件事已经结束了，不用撤回。") if state in ENDED else None


def why_not_move(state: str, to: str, note: str, desk: bool) -> str | None:
    """Why the secretary may not move a grievance to another state."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if to not in STATES or to in ("filed", "agenda", "withdrawn"):
        return _("没有这一步。请从列出的几步里选。")
    if state in ENDED:
        return Sentence(_("这件事已经是“{state}”，不能再改。"), state=STATES[state])
    if to == state:
        return Sentence(_("这件事现在就是“{state}”。"), state=STATES[state])
    if to in NEEDS_NOTE and not note.strip():
        return _("请写一句为什么，说这件事的人会看到。")
    return None


def why_not_party(category: str, circle: str, party_id: int | None) -> str | None:
    """A lamp that reaches the other party needs to know who that is."""
    if circle == "party" and party_id is None:
        return _("还没选是哪家店。选一家，或者让灯只照到书记。")
    return None


def loudness(impacts: Collection[int]) -> int:
    """How many feel it strongly (impact 4 or 5): a signal for the secretary, not an argument."""
    return sum(impact >= 4 for impact in impacts)
