"""The ladder: who owns a matter now, and who owns it next when a clock has run out."""

from council.words import _

LEVELS = {
    "building": _("楼组长"), "secretary": _("书记"), "agenda": _("议事会"), "subdistrict": _("街道"), "linkage": _("三所联动或 12345"),
}
"""From below: whoever had it before stays visible."""

NEXT = {
    "secretary": _("楼组长办不了的，书记来办。"), "agenda": _("放到下一次会上，大家一起看。"),
    "subdistrict": _("请书记把材料交给街道。"), "linkage": _("请书记把材料交给派出所、司法所、律师，或者 12345。"),
}
"""What climbing to a level means."""

HANDED_OVER = frozenset({"subdistrict", "linkage"})
"""Levels outside the lane: the desk hands over, with the dossier and a receipt."""


def levels(circle: str, building_heads: int) -> list[str]:
    """The rungs of one matter: it only climbs to where its lamp reaches, so that nothing said in confidence comes to a meeting by itself."""
    if circle != "lane":
        return ["secretary", "subdistrict", "linkage"]
    return list(LEVELS) if building_heads else [level for level in LEVELS if level != "building"]


def next_level(rungs: list[str], level: str) -> str | None:
    """One rung up; None at the top."""
    order = list(LEVELS)
    return next((rung for rung in rungs if order.index(rung) > order.index(level)), None)


def why_not_climb(able: bool, ended: bool, reason: str, above: str | None) -> str | None:
    """Why a matter may not be taken one rung up by hand."""
    if not able:
        return _("只有说这件事的人和书记可以往上转。")
    if ended:
        return _("这件事已经结束了。")
    if above is None:
        return _("已经转到最上面一级了。")
    return None if reason.strip() else _("请写一句为什么往上转。")
