"""Triage by three questions: which of the four types a matter is, why, and the path that follows (domain.md §2)."""

from dataclasses import dataclass

from council.grievances.handling.rules import MOVES, TRANSITIONS, why_not_reopen, why_not_table
from council.grievances.rules import ENDED, STATES
from council.words import Sentence, _

TYPES = ("I", "II", "III", "IV")

TYPE_WORDS = {
    "I": _("一家办，单向：报上去，按分工办"), "II": _("一家办，双向：几个部门合办，回到这一户"),
    "III": _("跨界，单向：信号进来，责任派出去"), "IV": _("跨界，双向：坐下来谈，谈到都认"),
}
SHORT = {"I": _("报上去办"), "II": _("合办，回到这一户"), "III": _("派出责任"), "IV": _("坐下来谈")}

QUESTIONS = (
    ("clash", _("两边的利益直接顶着吗？"), _("例如居民要安静，店家要热闹：一边称心，另一边就难受。")),
    ("one_sector", _("解决它的办法，都在一家手里吗？"), _("例如路灯坏了，市政一家就能修；店里自己关小声也算。")),
    ("two_way", _("消息要来回走吗？"), _("要听对方回话才办得成，就是来回；报过去就能办，就是单向。")),
)

REASONS = {
    "clash": _("两边的利益直接顶着，转给谁都没有用，只能两边坐下来谈，谈到都认。"),
    "I": _("没有直接顶着，办法都在一家手里，报过去就能办。按分工报上去，别人不用进来。"),
    "II": _("没有直接顶着，办法都在一家手里，但要听这一户回话。几个部门合着办，结果回到这一户。"),
    "III": _("没有直接顶着，办法分在几家手里，消息单向就够。把看到的收进来，把责任派出去。"),
    "IV": _("办法分在几家手里，消息又要来回走。一家办不成，要坐到一起谈。"),
}

PATHS = {
    "I": _("写清楚报给谁，拿回执；有了结果，告诉说这件事的人。"),
    "II": _("书记把几个部门叫到一起，把答复写回给这一户。"),
    "III": _("把责任派给那一家，约好哪天看；看过再请两边认可。"),
    "IV": _("立一个调解案，或者排进下一次开门议事，谈到两边都认。"),
}


@dataclass(frozen=True)
class Answers:
    """The three answers: a direct clash across sectors? all means in one sector? must information go both ways?"""

    clash: bool
    one_sector: bool
    two_way: bool


def recommend(answers: Answers) -> str:
    """The type that follows from the answers. A direct clash is IV whatever else is true: moving it elsewhere is useless."""
    if answers.clash:
        return "IV"
    if answers.one_sector:
        return "II" if answers.two_way else "I"
    return "IV" if answers.two_way else "III"


def reason(answers: Answers) -> str:
    """Why, in words."""
    return REASONS["clash" if answers.clash else recommend(answers)]


def why_not_judge(state: str, answers: Answers, chosen: str, why: str, desk: bool) -> str | None:
    """Why the desk may not choose this type."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if state in ENDED:
        return Sentence(_("这件事已经是“{state}”，不用再分。"), state=STATES[state])
    if chosen not in TYPES:
        return _("还没选走哪一条路。")
    if chosen != recommend(answers) and not why.strip():
        return _("您选的和三个回答推出来的不一样。请写一句为什么。")
    return None


def next_steps(state: str, type: str) -> tuple[str, ...]:
    """What the desk most likely does next, the likeliest first; codes of the panel's buttons. type = "" before triage."""
    if state in ENDED or state == "closing":
        return ()
    if state == "filed":
        return ("acknowledged", "triage")
    if state == "agreed":
        return ("close", "mediating")
    if not type:
        return ("triage", "agreed" if state in ("mediating", "agenda") else "mediating", "close")
    if state == "agenda":
        return ("agreed", "close")
    return {
        "I": ("hand_over", "close", "refused"), "II": ("agreed", "close", "hand_over"),
        "III": ("mediating", "close") if state == "acknowledged" else ("close", "table"),
        "IV": ("case", "table", "mediating") if state == "acknowledged" else ("table", "case", "agreed"),
    }[type]


def possible(state: str) -> tuple[str, ...]:
    """Every step that the desk may take from here, as codes of the panel's buttons; while two keys are waited for, none."""
    ways = TRANSITIONS[state]
    if state in (*ENDED, "closing"):
        return ("reopen",) if why_not_reopen(state, "-", True) is None else ()
    found = [move for move in MOVES if move in ways] + ["triage", "case"] + (["table"] if why_not_table(state, True) is None else [])
    return (*found, *(code for code, to in (("hand_over", "out_of_remit"), ("close", "closing")) if to in ways))
