"""When a clause may say in public that it answers a grievance."""

from council.words import _

MOST = 50
"""Grievances that one clause may name."""


def why_not_answer(desk: bool, circles: list[str], before: set[int], after: set[int]) -> str | None:
    """Why the desk may not say that a clause answers these grievances; circles: how far the lamp of each new one reaches."""
    if not desk:
        return _("这一步由书记来做。您可以请书记帮忙。")
    if "secretary" in circles:
        return _("只说给书记听的事，不能写在公开的条文旁边。")
    if before == after:
        return _("和现在一样，没有改。")
    return _("太多了，挑最要紧的几件。") if len(after) > MOST else None
