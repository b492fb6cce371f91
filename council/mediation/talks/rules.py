"""The words and rules of private talk: the three marks, and when a line may cross."""

from collections.abc import Collection, Mapping

from council.people.rules import SIDES
from council.words import Sentence, _

MARKS = {"secretary": _("只给书记"), "tell": _("可以转告"), "publish": _("可以公开")}
"""What the speaker allows, from narrow to wide."""

REACHES = ("secretary", "party", "public")
"""How far a line has gone: the secretary, the other side, everybody."""

ALLOWS = {"secretary": "secretary", "tell": "party", "publish": "public"}

MOST_LINE = 500

LISTENERS = ("secretary", "deputy", "lane_head")
"""The offices that may hear private talk, in order: the next one only where all of the one before are of the case themselves.
A lane head hears it only where the desk has asked them in between the sides."""


def listeners(holders: Mapping[str, Collection[int]], inside: Collection[int]) -> tuple[str, frozenset[int]]:
    """Who hears what is said in private, as office and person ids: nobody who is a party hears what the other side says.

    holders: office to the persons who hold it. inside: whoever stands on a side. ("", nobody) where nobody is left.
    """
    left = ((office, frozenset(holders.get(office, ())) - set(inside)) for office in LISTENERS)
    return next(((office, persons) for office, persons in left if persons), ("", frozenset()))


def why_not_listen(listener: str) -> str | None:
    """Why nothing can be said in private: nobody who is not of the case could hear it."""
    return None if listener else _("书记自己在这件事里，也没有别的人可以听。请街道先指定一位副书记，或者请一位弄长坐在中间。")


def other_side(sector: str) -> str:
    """The side across the passage."""
    return next(side for side in SIDES if side != sector)


def goes_to(sector: str, reach: str) -> str:
    """To whom a line of this side goes, as the record names it."""
    return other_side(sector) if reach == "party" else "everybody"


def why_not_note(text: str, side: str | None) -> str | None:
    """Why no line can be noted for somebody on this side."""
    if side not in SIDES:
        return _("私下的话由两边的人来说。请在名单里选一位。")
    if not text:
        return _("还没写说了什么。写一句就行。")
    return Sentence(_("一句一句地记，请留在 {n} 个字以内。"), n=MOST_LINE) if len(text) > MOST_LINE else None


def why_not_again(same: bool) -> str | None:
    """Why a form that has noted a line cannot note another one; same: it says the same words."""
    return None if same else _("这张表已经收到过了，这次的内容不一样。请打开一张新的再写。")


def why_not_mark(mine: bool, reach: str) -> str | None:
    """Why somebody may not mark a line."""
    if not mine:
        return _("这一句给谁看，只有说话的人能点。")
    return None if reach == "secretary" else _("这一句已经过去了，收不回来。")


def why_not_cross(mine: bool, mark: str, reach: str, to: str) -> str | None:
    """Why a line may not cross. mark: what the speaker allows; reach: how far it has gone; to: "party" or "public"."""
    if not mine:
        return _("一句话过不过去，只有说话的人能点。")
    if to not in REACHES[1:]:
        return _("还没选让谁看到。")
    if REACHES.index(ALLOWS[mark]) < REACHES.index(to):
        return Sentence(_("您给这一句标的是“{mark}”。先改标记，再让它过去。"), mark=MARKS[mark])
    return _("这一句已经过去了。") if REACHES.index(reach) >= REACHES.index(to) else None


def why_not_erase(mine: bool, noted: bool, marked: bool, reach: str) -> str | None:
    """Why a line may not be erased. mine: by its speaker; noted: by the one who noted it; marked: the speaker has tapped it."""
    if not (mine or (noted and not marked)):
        return _("这一句只有说话的人能擦掉。")
    return None if reach == "secretary" else _("这一句已经过去了，收不回来。")
