"""The words and rules of interests: which lines there are, who may mark them, and which ones both sides share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from council.people.rules import SIDES
from council.words import Sentence, _

KINDS = {"demand": _("主张"), "concern": _("关切"), "tolerable": _("能接受"), "evidence": _("凭据")}
"""What is asked for, why, what one could live with, what shows it."""

MARKABLE = frozenset({"concern", "tolerable"})
"""Only needs can be shared; two demands that agree are no quarrel."""

MOST_LINE = 140


@dataclass(frozen=True)
class Marked:
    """A line as the rule sees it: its id, its kind, and how many of each side say "mine too"."""

    id: int
    kind: str
    marks: Mapping[str, int]


def shared(lines: Iterable[Marked]) -> list[int]:
    """The lines that people of both sides marked, ids, best first: candidates for the shared goal.

    Ordered by the least convinced side. Marks are only for, never against, so that q_g = 1 - BetaCDF(1/2; 1 + a, 1) = 1 - 2^-(a+1)
    (statements on common ground, Beta posterior) grows with a alone: the smallest number of marks decides, then all, then the older line.
    """
    both = [each for each in lines if each.kind in MARKABLE and all(each.marks.get(side, 0) > 0 for side in SIDES)]
    return [each.id for each in sorted(both, key=lambda each: (-min(each.marks[side] for side in SIDES), -sum(each.marks.values()), each.id))]


def why_not_note(text: str, kind: str, sector: str | None, known: bool = False) -> str | None:
    """Why a line cannot be written down for a side; known: the side has said so already."""
    if sector not in SIDES:
        return _("还没选是哪一边的话。")
    if kind not in KINDS:
        return _("还没选这是哪一种：主张、关切、能接受，还是凭据。")
    if not text:
        return _("还没写。写一句就行。")
    if len(text) > MOST_LINE:
        return Sentence(_("一条只写一句，请留在 {n} 个字以内。"), n=MOST_LINE)
    return _("这一条已经有了。") if known else None


def why_not_mark(kind: str, voice: str | None, marked: bool) -> str | None:
    """Why somebody may not say "mine too"; voice: the side they speak on."""
    if voice not in SIDES:
        return _("这里由居民和商户两边来认。您可以在中间帮着说。")
    if kind not in MARKABLE:
        return _("主张和凭据不用认，认的是关切。")
    return _("您已经认过这一条了。") if marked else None


def why_not_unmark(marked: bool, mine: bool) -> str | None:
    """Why a mark cannot be taken back; mine: the line itself is one's own."""
    if not marked:
        return _("您没有认过这一条。")
    return _("这一条是您写的。不要了，就把它拿掉。") if mine else None


def why_not_withdraw(mine: bool, desk: bool, for_them: bool) -> str | None:
    """Why a line may not be taken back: only by who wrote it; the desk what the desk wrote."""
    return None if mine or (desk and for_them) else _("这一条只有写的人能拿掉。")


def why_not_compose(chosen: int, candidates: int) -> str | None:
    """Why no goal can be made of these lines; chosen: how many were picked, candidates: how many of them both sides marked."""
    if not chosen:
        return _("还没选从哪几条里来。选一条两边都认的。")
    return None if chosen == candidates else _("共同目标只能从两边都认的话里来。")
