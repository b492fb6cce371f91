"""When a shared goal may be noted, and who may stand by it."""

from collections.abc import Collection

from council.words import Sentence, _

MOST_GOAL = 140
"""Characters: a goal is one sentence that everybody can keep in mind."""


def why_not_note(text: str, known: bool = False) -> str | None:
    """Why this is no shared goal; `known`: the same words stand already."""
    if not text:
        return _("还没写共同目标。写一句两边都能点头的话。")
    if len(text) > MOST_GOAL:
        return Sentence(_("共同目标要记得住，请留在 {n} 个字以内。"), n=MOST_GOAL)
    return _("这一句已经记着了。请两边在下面表态。") if known else None


def why_not_stand(sectors: Collection[str], before: bool | None = None, accept: bool | None = None, *, open_to: bool = True,
                  why: str = "") -> str | None:
    """Why somebody may not say yes or no to a goal.

    before: what they said last, None if nothing; accept: what they say now, and why not; open_to: its case is still talked about.
    """
    if not {"resident", "merchant"} & set(sectors):
        return _("共同目标由居民和商户两边来认。您可以在中间帮着说。")
    if not open_to:
        return _("这次调解已经结束了，共同目标不再改。")
    if len(why) > MOST_GOAL:
        return Sentence(_("为什么还不认，请留在 {n} 个字以内。"), n=MOST_GOAL)
    if before is not None and before == accept and not why:
        return _("您已经这样表过态了。想改，点另一个。")
    return None
