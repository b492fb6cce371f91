"""For which purposes a dossier is taken, what may stand in it, and until when a court can be asked."""

from datetime import date, timedelta

from council.words import Sentence, _

PURPOSES = {
    "linkage": (_("三所联动"), _("请派出所、司法所和律师事务所一起来调。")),
    "hotline": (_("转 12345"), _("请热线派给管得到的部门。附上议事会已经做过的事。")),
    "court": (_("请法院确认"), _("《人民调解法》第三十三条：调解协议生效之日起三十日内，双方可以共同向人民法院申请司法确认。")),
    "noise": (_("报告噪声"), _("《噪声污染防治法》第七十条：居民委员会先劝阻、调解；劝阻、调解无效的，可以向主管部门报告或者投诉。")),
}
"""Purpose → what it is called, and what it asks, with the law it rests on."""

ASKED = PURPOSES | {"climb": (_("往上转"), _("这件事转到上一级。请接着办，议事会已经做过的都在这里。"))}
"""The same, and what a climb up the ladder carries: nobody chooses that one, it goes by itself."""

COURT = timedelta(days=30)

MOST_REQUEST = 500

TOLD = ("grievance.", "case.", "offer.", "fact.", "agreement.", "goal.", "statements.", "options.", "clock.overdue", "clock.climbed", "closing.",
        "item.tabled", "vote.", "decision.noted", "interest.shared", "dossier.")
"""Beginnings of the kinds that the course of a case tells. Private talk and what single persons tapped are not among them."""

NOT_TOLD = ("grievance.joined", "grievance.left", "fact.ticked", "fact.unticked", "grievance.reworded", "case.invited", "case.joined", "case.declined")


def is_told(kind: str) -> bool:
    """True when an entry of this kind belongs to the course of a case."""
    return kind.startswith(TOLD) and kind not in NOT_TOLD


def last_day(signed_on: date) -> date:
    """The last day on which both sides may ask a court to confirm what they signed on that day."""
    return signed_on + COURT


def court_words(signed_on: date | None, today: date) -> str:
    """How long a court can still be asked, in words."""
    if signed_on is None:
        return _("还没有记下双方签字的日子。签了字、记下日子，三十天才起算。")
    last, left = last_day(signed_on), (last_day(signed_on) - today).days
    if left < 0:
        return Sentence(_("签字是 {signed}，申请司法确认的最后一天是 {last}，已经过了 {n} 天。"), signed=signed_on, last=last, n=-left)
    if left == 0:
        return Sentence(_("签字是 {signed}，申请司法确认的最后一天就是今天。"), signed=signed_on)
    return Sentence(_("签字是 {signed}，申请司法确认的最后一天是 {last}，还剩 {n} 天。"), signed=signed_on, last=last, n=left)


def why_not_take(desk: bool, purpose: str, request: str) -> str | None:
    """Why no dossier can be taken like this."""
    if not desk:
        return _("卷宗由书记来取。您可以请书记帮忙。")
    if purpose not in PURPOSES:
        return _("还没选给谁用。")
    return Sentence(_("请留在 {n} 个字以内，要紧的写在前面。"), n=MOST_REQUEST) if len(request) > MOST_REQUEST else None
