"""One sentence for each kind of entry that is news to those concerned; what has none here is no change of state and is not told."""

from collections.abc import Callable
from typing import Any

from council.grievances.clocks.sayings import word
from council.grievances.handling.rules import ENDINGS
from council.i18n import say, when
from council.people.rules import SECTORS
from council.words import Sentence, _

Body = dict[str, Any]

OFFICE = ("grievance.filed", "clock.reminded", "clock.climbed", "closing.contested", "grievance.reopened", "grievance.climbed")
"""What those who run the council hear of every grievance."""

MOVED = {
    "acknowledged": _("书记看过了，在想怎么办。"), "mediating": _("开始调解了。"), "agreed": _("谈成了。做得怎样，等着看。"), "refused": ENDINGS["refused"],
    "withdrawn": _("说这件事的人撤回了。"), "out_of_remit": ENDINGS["out_of_remit"],
}

PLAIN = {
    "grievance.answered": _("对方回了话。"), "grievance.added_to": _("说这件事的人补了一句。"), "grievance.reworded": _("说这件事的人改了说法。"),
    "grievance.pictured": _("加了照片。"),
    "grievance.circle_changed": _("谁看得见，改了。"), "grievance.handed_over": ENDINGS["out_of_remit"], "grievance.reopened": _("又重新办了。"),
    "grievance.resumed": _("不等了，接着办。"), "grievance.revoked": _("由本人收回了。"), "grievance.filed": _("新来了一件事，等您看。"),
    "closing.proposed": _("有人提议结束。您认不认可，七天里说一声。"), "closing.confirmed": _("有一边认可了。"), "closing.contested": _("有人说还没有好。"),
    "closing.taken_back": _("结束的提议收回了，接着办。"), "item.tabled": _("放到下一次会上了。"), "item.added": _("排上会议的议程了。"),
    "item.opened": _("会上正在议。"), "item.closed": _("会上议过了。"), "goal.noted": _("有了一句共同目标，请您看一看。"),
    "clause.answers": _("写进了公约的一条。"), "clause.reworded": _("您的话写进的那一条，改了字句。"), "clause.put_to_vote": _("您的话写进的那一条，正在表决。"),
    "convention.adopted": _("您的话写进的那一条，施行了。"), "case.opened": _("书记开了一桌调解。"), "case.gathered": _("放进了一桌调解里谈。"),
    "case.closed": _("这一桌谈完了，看看怎么说的。"), "case.invited": _("请了人一起谈。"), "talk.crossed": _("有一句单独说的话，说的人愿意让对方知道了。"),
    "question.answered": _("您请书记查的话，查好了。"), "question.put_aside": _("您请书记查的话，书记回了一句。"),
    "offer.made": _("有人提了一个办法。"), "agreement.signed": _("签了协议。"), "statements.opened": _("有几句话，请您说同不同意。"),
    "meeting.cancelled": _("这次会取消了。"), "meeting.invited": _("请您来开会。来不来，回一声。"), "meeting.called_together": _("请您来开会。来不来，回一声。"),
}

TOLD: dict[str, Callable[[Body], str]] = {
    "grievance.joined": lambda body: Sentence(_("又有一位{side}说：我也是。"), side=SECTORS[body["sector"]]),
    "grievance.moved": lambda body: MOVED.get(body["to"], ""),
    "grievance.closed": lambda body: ENDINGS.get(body.get("outcome", ""), _("结束了。")),
    "grievance.contacted": lambda body: Sentence(_("{how}跟{whom}说过话了。"), how=word("how", body["how"]), whom=word("whom", body["whom"])),
    "grievance.promised": lambda body: Sentence(_("答应 {until} 前回话。"), until=when(body["until"])),
    "grievance.paused": lambda body: Sentence(_("在等{whom}，先不算时间。"), whom=word("whom", body["whom"])),
    "grievance.climbed": lambda body: Sentence(_("往上转了，现在归{level}管。"), level=word("level", body["level"])),
    "meeting.changed": lambda body: Sentence(_("改到{when}，在{place}。"), when=when(body["starts_at"]), place=body["place"]),
    "meeting.reminded": lambda body: Sentence(_("{when}开会，在{place}。"), when=when(body["starts_at"]), place=body["place"]),
    "clock.reminded": lambda body: Sentence(_("“{clock}”的时间过了七成，还没有做。"), clock=word("clock", body["clock"])),
    "clock.climbed": lambda body: Sentence(_("“{clock}”到时候没有做，现在归{level}管。"), clock=word("clock", body["clock"]), level=word("level", body["level"])),
    "clock.overdue": lambda body: Sentence(_("“{clock}”晚了很多，写在大家看得见的地方了。"), clock=word("clock", body["clock"])),
}


OURS = frozenset({*PLAIN, *TOLD}) - {"grievance.filed", "clock.reminded"}
"""What those concerned hear; the other two are for the office alone."""


def sentence(kind: str, body: Body) -> str:
    """The sentence in the language being spoken."""
    return say(TOLD[kind](body) if kind in TOLD else PLAIN.get(kind, ""))


def weight(kind: str) -> int:
    """Which of several entries of one act is told: the end before the way there."""
    order = ("grievance.reopened", "grievance.closed", "clause.answers", "closing.contested", "clock.climbed", "clock.overdue", "grievance.climbed",
             "case.opened")
    return order.index(kind) if kind in order else len(order)
