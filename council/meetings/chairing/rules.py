"""The rules of the chair: words to the room, breaks, another day, handing over, and which step can be taken back."""

from datetime import datetime

from council.meetings.rules import CANCELLED
from council.words import Sentence, _

READY = (_("请安静一下。"), _("手机请调静音。"), _("请坐好，马上开始。"), _("说话请对着话筒。"), _("请把过道让出来。"))
"""Words to the room that stand ready at the desk."""

MOST_WORDS, MOST_SHOWN = 60, 3
"""How long a word to the room may be, and how many stand there at once."""

SPANS = (5, 10, 15, 30)
"""Minutes that are offered for a break."""
LONGEST_BREAK = 120

UNDO_FOR = 120
"""Seconds in which the last step can be taken back."""

UNDOES = {"item.opened": _("开了一项"), "item.closed": _("结束了一项"), "speech.begun": _("请了一位发言"), "list.closed": _("收了发言名单"),
          "list.opened": _("又开了发言名单")}
"""Steps that can be taken back, as the desk calls them."""

STEPS = (*UNDOES, "step.undone", "vote.opened", "vote.closed", "sounding.opened", "sounding.closed", "clause.reworded", "convention.adopted",
         "break.begun", "break.ended", "meeting.opened", "meeting.adjourned", "meeting.resumed", "meeting.closed", "decision.noted",
         "interjection.begun", "interjection.ended", "written.read", "speech.ended")
"""What counts as the last step; that of a vote is never taken back."""


def why_not_say(state: str, words: str, shown: int) -> str | None:
    """Why a word cannot be shown to the room."""
    if state in ("closed", "cancelled"):
        return _("会已经散了，屏幕上不再写话。") if state == "closed" else CANCELLED
    if not words:
        return _("还没写要说什么。写一句，或者点一句现成的。")
    if len(words) > MOST_WORDS:
        return Sentence(_("写得太长了，远处看不清。请留在 {n} 个字以内。"), n=MOST_WORDS)
    return Sentence(_("已经有 {n} 句在上面了。先收回一句。"), n=shown) if shown >= MOST_SHOWN else None


def why_not_take_back_words(ended: bool) -> str | None:
    """Why a word to the room cannot be taken back."""
    return _("这句话已经收回了。") if ended else None


def why_not_rest(state: str, resting: bool, voting: bool) -> str | None:
    """Why there can be no break now."""
    if reason := why_not_in_session(state):
        return reason
    if resting:
        return _("已经在休息了。")
    return _("表决还开着。先结束表决，再休息。") if voting else None


def why_not_go_on(resting: bool) -> str | None:
    """Why there is no break to end."""
    return None if resting else _("现在没有在休息。")


def why_not_adjourn(state: str, voting: bool, resumes_at: datetime, now: datetime) -> str | None:
    """Why the meeting cannot go on another day."""
    if reason := why_not_in_session(state):
        return reason
    if voting:
        return _("表决还开着。先结束表决，再改天接着开。")
    return None if resumes_at > now else _("接着开的时间已经过去了。请选后面的一天。")


def why_not_resume(state: str, other: int | None) -> str | None:
    """Why an adjourned meeting cannot go on. other: the number of the meeting that is on."""
    if state != "adjourned":
        return _("这次会没有休会，不用接着开。")
    return Sentence(_("第 {n} 次会正开着。先散那一次。"), n=other) if other is not None else None


def why_not_in_session(state: str) -> str | None:
    """Why nothing can be done that needs a meeting in session."""
    return {"called": _("会还没有开。先开会，再做这一步。"), "closed": _("会已经散了，这一步做不了。"),
            "cancelled": CANCELLED, "adjourned": _("休会了，改天接着开。先点“接着开会”，再做这一步。")}.get(state)


def why_not_take_chair(state: str, mine: bool) -> str | None:
    """Why an official cannot take the chair."""
    return why_not_in_session(state) or (_("现在就是您在主持。") if mine else None)


def why_not_hand_chair(state: str, able: bool, holds: bool) -> str | None:
    """Why the chair cannot be handed to this person. able: an official of the desk; holds: chairs already."""
    if reason := why_not_in_session(state):
        return reason
    if not able:
        return _("主持只能交给书记或者副书记。")
    return _("现在就是这一位在主持。") if holds else None


def why_not_press(chair: str | None, mine: bool, resting: bool) -> str | None:
    """Why an official's press does nothing. chair: the office of whoever was given the chair tonight, None if it never changed hands."""
    if chair is not None and not mine:
        return Sentence(_("现在由{chair}主持。要由您来，先点“接过主持”。"), chair=chair)
    return _("正在休息。先点“接着开”，再做这一步。") if resting else None


def why_not_undo(kind: str | None, age: float, chair: bool) -> str | None:
    """Why the last step cannot be taken back. age: seconds since then; chair: whoever asks may press tonight."""
    if kind is None:
        return _("还没有做过什么，没有可以撤回的。")
    if kind == "step.undone":
        return _("刚才那一步已经撤回了。只能撤回一步。")
    if kind.startswith("vote."):
        return _("表决不能撤回。要改，另外再表决一次。")
    if kind not in UNDOES:
        return _("刚才那一步不能撤回。")
    if not chair:
        return _("只有主持的人可以撤回。")
    return Sentence(_("过了 {n} 分钟，不能撤回了。"), n=UNDO_FOR // 60) if age > UNDO_FOR else None


SPEECH_OVER = _("这一位已经说完了，不能撤回了。")


def why_not_undo_this(last: bool) -> str | None:
    """Why this very step cannot be taken back: something has been done since, or it has been taken back."""
    return None if last else _("刚才又做了别的事，这一步不能撤回了。请看一眼再点。")
