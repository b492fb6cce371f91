"""Whose matter a place is: doors before stretches, and whoever looks after the whole lane where nobody looks after the place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from council.words import Sentence, _


@dataclass(frozen=True)
class Part:
    """What one head looks after; nothing said means the whole lane."""

    segments: frozenset[int] = frozenset()
    doors: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        return not self.segments and not self.doors


def heads_of(parts: Mapping[int, Part], segment_id: int | None, door: str) -> frozenset[int]:
    """The heads, as person ids, whose matter something at this place is; nobody where only others look after theirs."""
    by_door = {person for person, part in parts.items() if door and door in part.doors}
    by_stretch = {person for person, part in parts.items() if segment_id in part.segments}
    return frozenset(by_door or by_stretch or {person for person, part in parts.items() if part.whole})


def split(written: str) -> list[str]:
    """Door numbers as somebody writes them, with commas or spaces between."""
    for sign in "，、；;,\n\t ":
        written = written.replace(sign, " ")
    return list(dict.fromkeys(written.split()))


def why_not_part(head: bool, doors: Collection[str], known: Collection[str], same: bool) -> str | None:
    """Why somebody cannot be given this to look after."""
    if not head:
        return _("先任命他当楼组长，再定管哪里。")
    wrong = [door for door in doors if door not in known]
    if wrong:
        return Sentence(_("弄堂里没有“{door}”这个门牌。照门上的写，几个门牌之间空一格。"), door=wrong[0])
    return _("现在管的就是这些，没有要改的。") if same else None
