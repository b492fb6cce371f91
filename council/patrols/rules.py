"""The rules of a promise that is looked after: who logs, who answers, how long one may contest, what a rate says."""

from collections.abc import Collection
from datetime import timedelta

from council.words import Sentence, _

SEEN = {"kept": _("守住"), "broken": _("违约"), "unseen": _("看不到")}

CONTEST = timedelta(days=14)
"""How long a party may contest a violation."""

SILENCE = timedelta(hours=48)
"""For so long no violation is shown with a party's name: first the party may answer."""

CLEAN_ROUNDS = 29
"""Rounds without a breach before a clause may be called kept: then the rate is below 10 % with 95 % certainty (0.9^29 < 0.05)."""

STATES = {"logged": _("记下了"), "put_right": _("改好了"), "disputed": _("有异议，等议事"), "stands": _("议过，成立"), "struck": _("议过，撤销")}


def why_not_log(offices: Collection[str], in_force: bool) -> str | None:
    """Why someone may not log a round."""
    if not {"volunteer", "lane_head", "building_head", "secretary", "deputy", "police"} & set(offices):
        return _("巡逻由志愿者来记。想参加，跟书记说一声。")
    return None if in_force else _("还没有生效的公约，没有可以看的条款。")


def why_not_dispute(mine: bool, disputed: bool, age: timedelta) -> str | None:
    """Why a party may not contest."""
    if not mine:
        return _("只有被记的那一家可以提异议。")
    if disputed:
        return _("您已经提过异议，会在议事会上一起议。")
    if age > CONTEST:
        return Sentence(_("提异议的 {n} 天已经过了。有新情况，请跟书记说。"), n=CONTEST.days)
    return None


def why_not_put_right(mine: bool, able: bool, done: bool, state: str) -> str | None:
    """Why someone may not say that it was put right."""
    if not (mine or able):
        return _("由被记的那一家或者志愿者来记。")
    if done:
        return _("已经记为改好了。")
    return _("这一条已经撤销，不用改。") if state == "struck" else None


def why_not_settle(desk: bool, settled: bool) -> str | None:
    """Why a dispute may not be settled now."""
    if not desk:
        return _("议过以后由书记来记。")
    return _("这条异议已经议过了。") if settled else None


def standing(put_right: bool, disputed: bool, struck: bool | None) -> str:
    """The state of a violation from the rows that answer it; struck is None while the council has not decided."""
    if disputed:
        return "disputed" if struck is None else "struck" if struck else "stands"
    return "put_right" if put_right else "logged"


def rate(kept: int, broken: int) -> tuple[float, float, float]:
    """Breaches per look with its 90 % interval (Wilson score): low, rate, high; (0, 0, 1) when nobody looked."""
    looks = kept + broken
    if not looks:
        return 0.0, 0.0, 1.0
    z2, p = 1.6449 ** 2, broken / looks
    middle = (p + z2 / (2 * looks)) / (1 + z2 / looks)
    half = (1.6449 / (1 + z2 / looks)) * (p * (1 - p) / looks + z2 / (4 * looks * looks)) ** 0.5
    return min(p, max(0.0, middle - half)), p, max(p, min(1.0, middle + half))
