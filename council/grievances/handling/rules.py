"""The rules of handling: which state may follow which, who holds the two keys, who may say that it is not over."""

from datetime import datetime, timedelta

from council.grievances.rules import ENDED, STATES
from council.words import Sentence, _

WAITS = timedelta(days=7)
"""How long both sides have to say yes (reference/grievances.md §3.6)."""

CONTESTABLE = timedelta(days=30)
"""How long after its end a grievance can be contested; later it is said anew."""

OUTCOMES = ("solved", "agreed_limit")
"""What a proposal to close may say; the other ends have doors of their own."""

OUTCOME_WORDS = {"solved": _("解决了"), "agreed_limit": _("谈好限度")}

SIDES = ("suffering", "party")
"""Whose the two keys are."""

SIDE_WORDS = {"suffering": _("说这件事的人"), "party": _("有关的那一家"), "desk": _("议事会的办公桌")}

MOVES = ("acknowledged", "mediating", "agreed", "refused")
"""What the desk enters by itself; a handing over needs its receipt, an end by agreement its two keys."""

_OPEN = frozenset({"refused", "out_of_remit", "closing", "withdrawn"})
TRANSITIONS: dict[str, frozenset[str]] = {
    "filed": _OPEN | {"acknowledged", "mediating", "agreed"},
    "acknowledged": _OPEN | {"mediating", "agreed"},
    "mediating": _OPEN | {"agreed"},
    "agenda": _OPEN | {"agreed"},
    "agreed": frozenset({"mediating", "out_of_remit", "closing", "withdrawn"}),
    "closing": frozenset({"solved", "agreed_limit", "unconfirmed", "withdrawn", "filed", "acknowledged", "mediating", "agreed"}),
    **dict.fromkeys(ENDED - {"withdrawn"}, frozenset({"filed"})),
    "withdrawn": frozenset(),
}
"""Which state may follow which. A proposal that falls goes back to where the matter stood; what is reopened begins again as filed."""

ENDINGS = {
    "solved": _("解决了，两边都认可。"),
    "agreed_limit": _("没有全消掉，谈好了一个限度，两边都认可。超过了，请再说一次。"),
    "refused": _("这件事没有办。理由写在下面。您不同意，三十天里可以说“还没有好”。"),
    "out_of_remit": _("这件事不归议事会管，已经转出去了。转给谁、编号多少，写在回执上，您可以拿着去问。"),
    "unconfirmed": _("七天里没有等到两边都认可，只能记作“结束了，没有人确认”。这不算解决。没有好的话，三十天里可以说“还没有好”。"),
    "withdrawn": _("撤回了，不再办。"),
}
"""What is said to people at each end; only one of them speaks of solving (fixmystreet #269)."""


def key_word(side: str, second: str) -> str:
    """Whose a key is; the desk holds the second one where nobody of the party can."""
    return SIDE_WORDS["desk" if side == "party" and second == "desk" else side]


def fallen(how: str, back: str) -> str:
    """What is said when a proposal to close fell and the matter stands where it stood."""
    if how == "taken_back":
        return Sentence(_("提议收回了，回到“{state}”"), state=STATES[back])
    return Sentence(_("提议不算了，回到“{state}”"), state=STATES[back])


def why_not_move(state: str, to: str, note: str, desk: bool) -> str | None:
    """Why the desk may not take a grievance to another state."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if to == "out_of_remit":
        return _("转给别处要填回执：转给谁，编号多少。请按“转给别处”。")
    if to not in MOVES:
        return _("没有这一步。请从列出的几步里选。")
    if (why := why_not_follow(state, to)) is not None:
        return why
    if to in ("refused", "agreed") and not note.strip():
        return _("请写一句为什么，说这件事的人会看到。") if to == "refused" else _("请写一句谈成了什么，说这件事的人会看到。")
    return None


def why_not_follow(state: str, to: str) -> str | None:
    """Why one state may not follow another."""
    if to == state:
        return Sentence(_("这件事现在就是“{state}”。"), state=STATES[state])
    if to in TRANSITIONS[state]:
        return None
    if state in ENDED:
        return Sentence(_("这件事已经是“{state}”，不能再改。没有好的话，可以说“还没有好”。"), state=STATES[state])
    if state == "closing":
        return _("正在等两边认可。等有了结果，或者收回提议，再走别的一步。")
    return Sentence(_("从“{state}”不能直接走到“{to}”。"), state=STATES[state], to=STATES[to])


def why_not_hand_over(state: str, to: str, desk: bool) -> str | None:
    """Why a grievance may not be handed to somebody else."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if not to.strip():
        return _("还没写转给谁。写单位的名字，例如“城管中队”。")
    return why_not_follow(state, "out_of_remit")


def why_not_complete(state: str, reference: str, contact: str, desk: bool) -> str | None:
    """Why a receipt may not be completed with what the other office has said since."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if state != "out_of_remit":
        return _("这件事现在没有转在别处。")
    return None if reference.strip() or contact.strip() else _("写上编号，或者去哪里问。")


def why_not_table(state: str, desk: bool) -> str | None:
    """Why a grievance may not be put on the next agenda."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if state == "agenda":
        return _("这件事已经在议程上了。")
    return _("这件事已经谈成或者结束了，不用再排。") if state in (*ENDED, "agreed", "closing") else None


def why_not_reopen(state: str, words: str, desk: bool) -> str | None:
    """Why the desk may not take up again, by itself, what has ended: a letter came back, a button was the wrong one."""
    if not desk:
        return _("这一步由书记来做。您可以说“还没有好”。")
    if state not in ENDED or state == "withdrawn":
        return _("只有结束了的事可以重新办。撤回的事，请当事人另外说一次。")
    return None if words.strip() else _("请写一句为什么重新办，说这件事的人会看到。")


def side_of(mine: bool, of_party: bool, desk: bool, second: str) -> str | None:
    """Whose key somebody holds. Nobody holds two; second = who has the second key: "party", or "desk" when nobody of the party can."""
    if mine:
        return "suffering"
    if second == "party":
        return "party" if of_party else None
    return "party" if desk else None


def why_not_propose(state: str, side: str | None, outcome: str, words: str) -> str | None:
    """Why somebody may not propose to close; side = "suffering", "party", "desk" or None."""
    if side is None:
        return _("能提议结束的是书记、说这件事的人，和有关的那一家。您觉得好了，跟书记说一声。")
    if state == "closing":
        return _("已经有人提议结束了，正在等两边认可。")
    if state in ENDED or "closing" not in TRANSITIONS[state]:
        return Sentence(_("这件事已经是“{state}”，不用再提议结束。"), state=STATES[state])
    if outcome not in OUTCOMES:
        return _("还没选怎么结束。点一个：解决了，还是谈好限度。")
    if outcome == "agreed_limit" and not words.strip():
        return _("请写清楚限度是什么，例如“晚上九点以后不放音乐”。")
    if side == "desk" and not words.strip():
        return _("请写一句做了什么，两边都会看到。")
    return None


def why_not_confirm(state: str, side: str | None, joined: bool, over: bool) -> str | None:
    """Why somebody may not turn a key; over = the seven days are gone."""
    if state != "closing":
        return _("现在没有等人认可的提议。")
    if side is None and joined:
        return _("这把钥匙在说这件事的人手里，您的“我也是”不能代替。您觉得没有好，可以说“还没有好”。")
    if side is None:
        return _("两把钥匙在说这件事的人和有关的那一家手里。")
    return _("七天已经过了，这次没有等到两边都认可。") if over else None


def why_not_turn(side_turned: bool, person_turned: bool) -> str | None:
    """Why a key cannot be turned again, or both by one hand."""
    if side_turned:
        return _("您这一边已经认可过了。")
    return _("一个人只能转一把钥匙。另一把要请另一位来转。") if person_turned else None


def why_not_lapse(ended: bool, over: bool) -> str | None:
    """Why the clock may not end a proposal."""
    if ended:
        return _("这次提议已经有了结果。")
    return None if over else _("七天还没有到。")


def why_not_take_back(state: str, proposed_it: bool) -> str | None:
    """Why somebody may not take a proposal to close back."""
    if state != "closing":
        return _("现在没有等人认可的提议。")
    return None if proposed_it else _("只有提议的人可以收回。您觉得没有好，可以说“还没有好”。")


def role_of(mine: bool, joined: bool, holds_key: bool, member: bool) -> str | None:
    """As whom somebody contests: filer, joined, party (holds the second key), or a member whom it hits too."""
    if mine:
        return "filer"
    if joined:
        return "joined"
    if holds_key:
        return "party"
    return "member" if member else None


def why_not_contest(state: str, role: str | None, again: bool, since: timedelta | None) -> str | None:
    """Why somebody may not say that it is not over; since = time since the end, None while the proposal is open."""
    if state not in ENDED and state != "closing":
        return _("这件事还没有结束，正在办。有新情况，跟书记说。")
    if state == "withdrawn":
        return _("说这件事的人撤回了。您也碰到的话，请另外说一次。")
    if again:
        return _("您已经说过“还没有好”了。")
    if role is None or (state == "closing" and role == "member"):
        return _("现在能说“还没有好”的，是说这件事的人、说过“我也是”的人和有关的那一家。您也这样的话，先说“我也是”。")
    if since is not None and since >= CONTESTABLE:
        return _("结束已经超过三十天。又发生的话，请另外说一次。")
    return None


def why_not_contest_words(role: str, reason: str, impact: int | None) -> str | None:
    """What a contest needs: a reason; and from somebody new what it does to them."""
    if not reason.strip():
        return _("请写一句哪里没有好，例如“昨晚又排到门口”。")
    return _("还没选对您影响多大。点一个最像的。") if role == "member" and impact is None else None


def falls(role: str, households: int, needed: int) -> bool:
    """True when an open proposal falls: whoever holds a key has said no, or enough households have."""
    return role in ("filer", "party") or households >= needed


def needed(circle: str, joined: int) -> int:
    """How many households reopen what has ended: two; one where nobody but its author suffers and can see it."""
    return 2 if circle == "lane" or joined else 1


def public_title(kind: str, place: str) -> str:
    """What an agenda may say in public about a grievance: its kind and its stretch of the lane."""
    return Sentence(_("{kind}（{place}）"), kind=kind, place=place) if place else kind


def due(at: datetime) -> datetime:
    """Until when both sides may say yes."""
    return at + WAITS


def days_left(due_at: datetime, now: datetime) -> int:
    """Whole days that are left, the begun one counted; 0 when it is over."""
    return max(0, -((now - due_at) // timedelta(days=1)))


def ending(both: int) -> str:
    """What the record says of the keys: both, one or none."""
    return ("none", "one", "both")[both]
