"""What may be done with minutes and when; until when one may object; who can be given something to do."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from council.people.rules import OFFICES, SECTORS
from council.words import Sentence, _

SHANGHAI = timezone(timedelta(hours=8))

STATES = {"none": _("还没有散会"), "draft": _("草稿"), "published": _("等异议"), "final": _("定稿")}
"""none until the meeting is over; draft until they are put up; published while attendees may object; final for good."""

DAYS, FEWEST_DAYS, MOST_DAYS = 3, 1, 30
"""For how many days attendees may object: at first, at least and at most."""

MOST_TEXT = 500
"""Characters of a remark, an objection, an answer."""

MOST_DECISIONS = 60
MOST_OBJECTIONS = 5
"""Of one attendee to one meeting's minutes."""


def due(at: datetime, days: int) -> datetime:
    """Until when one may object: the end of the day, on the lane's clock, so many days after the minutes were put up."""
    return datetime.combine(at.astimezone(SHANGHAI).date() + timedelta(days=days + 1), time(), SHANGHAI).astimezone(UTC)


def last_day(until: datetime) -> date:
    """The last whole day before the end of a window."""
    return until.astimezone(SHANGHAI).date() - timedelta(days=1)


def whose(who: str) -> str | None:
    """The word for `office:property` or `sector:resident`; None for a shop, whose name is not known here, and for nonsense."""
    kind, _colon, code = who.partition(":")
    return {"office": OFFICES, "sector": SECTORS}.get(kind, {}).get(code)


def why_not_decide(state: str, opened: bool, decided: int) -> str | None:
    """Why nothing can be put on somebody's list. opened: the meeting has begun; decided: how many lines there are."""
    if not opened:
        return _("会还没有开。开了会，定下的事才记得下来。")
    if state in ("published", "final"):
        return _("记录已经公布了，事实不能再加。漏掉的写成说明，或者放到下一次会。")
    return Sentence(_("一次会最多记 {n} 件。"), n=MOST_DECISIONS) if decided >= MOST_DECISIONS else None


def why_not_decision(what: str, known: bool, until: date | None, opened_on: date) -> str | None:
    """Why a line does not say who does what until when. known: whoever it names is an office, a side or a shop of the lane."""
    if not what:
        return _("还没写做什么。写一句就行。")
    if not known:
        return _("还没选谁来做。点一个职务、一边或一家店。")
    if until is None:
        return _("还没写到哪一天。")
    if until < opened_on:
        return _("这一天在开会以前。请选开会那天或以后的日子。")
    return _("这一天太远了，十年以内就好。") if until.year > opened_on.year + 10 else None


def why_not_strike(state: str, struck: bool) -> str | None:
    """Why a line cannot be struck out again."""
    if struck:
        return _("这一条已经划掉了。")
    return _("记录已经公布了，定下的事划不掉了。要改，下一次会再议。") if state in ("published", "final") else None


def why_not_tick(struck: bool, done: bool, wanted: bool) -> str | None:
    """Why a line cannot be ticked as done, or not done after all."""
    if struck:
        return _("这一条已经划掉了。")
    if done == wanted:
        return _("这一条已经记为办好了。") if done else _("这一条本来就还没办好。")
    return None


def why_not_publish(state: str) -> str | None:
    """Why the minutes cannot be put up."""
    return {"none": _("会还没有散。散会以后记录自己写好，您看一遍，再公布。"), "draft": None}.get(state, _("记录已经公布了。"))


def why_not_days(days: int) -> str | None:
    """Why a window cannot be so long."""
    if FEWEST_DAYS <= days <= MOST_DAYS:
        return None
    return Sentence(_("异议期请写 {least} 到 {most} 天。"), least=FEWEST_DAYS, most=MOST_DAYS)


def why_not_remark(state: str) -> str | None:
    """Why no remark can be added."""
    if state == "none":
        return _("会还没有散。散会以后可以写说明。")
    return _("记录已经定稿，不能再加说明。要补的，放到下一次会。") if state == "final" else None


def why_not_object(state: str, present: bool, before: int, over: bool) -> str | None:
    """Why somebody may not object. present: they had checked in; before: how often they did; over: the window is past."""
    if state in ("none", "draft"):
        return _("记录还没有公布。公布以后，到会的人可以提异议。")
    if state == "final" or over:
        return _("异议期过了，记录不再改。有话可以找书记，放到下一次会上说。")
    if not present:
        return _("到会的人才能提异议。您那天没有报到；有话可以找书记。")
    return Sentence(_("您已经提了 {n} 条，够书记答一阵了。别的话请当面找书记。"), n=before) if before >= MOST_OBJECTIONS else None


def why_not_answer(answered: bool) -> str | None:
    """Why an objection cannot be answered; late answers are taken, and stand there as late."""
    return _("这一条已经答复过了。") if answered else None


def why_not_words(words: str) -> str | None:
    """Why these are no words for the record."""
    if not words:
        return _("还没写。写一两句就行。")
    return Sentence(_("写得太长了，请留在 {n} 个字以内。"), n=MOST_TEXT) if len(words) > MOST_TEXT else None


def why_not_finalise(state: str, over: bool, by_clock: bool) -> str | None:
    """Why the minutes do not become final now: only the clock makes them so, at its time."""
    if state == "final":
        return _("记录已经定稿了。")
    if state != "published" or not over:
        return _("异议期还没有过。")
    return None if by_clock else _("定稿到时候自己会来，不用谁按。")
