"""How many invented people come to a rehearsal, when they do what, and why one cannot begin."""

from collections.abc import Mapping
from dataclasses import dataclass

from council.words import _

NAMES = {"resident": _("排练居民"), "merchant": _("排练商户")}
MOST = 30
"""Invented people a side: enough for a full hall, few enough for a small machine."""
LEAST = 5
"""A side with fewer is filled up, so that numbers look like an evening."""

STANDS = ("for", "against", "question")
CHOICES = ("for", "for", "for", "against", "abstain")
SOUNDED = ("agree", "agree", "live", "object")
HANDS = 4
"""Hands that invented people have up at most."""


@dataclass(frozen=True)
class Scene:
    """What is going on on the stage, as plain facts; the numbers are of invented people only."""

    state: str
    here: int
    people: int
    item: bool
    list_open: bool
    hands: int
    unsounded: int
    unvoted: int


def why_not_rehearse(state: str, items: int, stage: bool) -> str | None:
    """Why this meeting cannot be rehearsed."""
    if stage:
        return _("这里已经是排练。散会以后可以再排一次。")
    if state != "called":
        return _("排练要在开会以前。会已经开了，就不用排练了。")
    return None if items else _("议程上还没有事。先加一项，再来排练。")


def cast_of(roll: Mapping[str, int]) -> dict[str, int]:
    """Invented people by side, as many as the real roll has, within what a rehearsal can use."""
    return {side: min(max(roll.get(side, 0), LEAST), MOST) for side in NAMES}


def deeds(scene: Scene) -> dict[str, int]:
    """What the invented people do in one beat, and how many of them: check_in, raise_hand, sound, vote.

    They come in a tenth at a time up to nine tenths of them, raise a hand while few are up, and answer a tenth at a time; one in ten never votes,
    so that the chair sees what a missing ballot looks like.
    """
    if scene.state == "closed":
        return {}
    some = max(1, scene.people // 10)
    found = {"check_in": min(some * 2, scene.people - scene.people // 10 - scene.here)}
    if scene.state == "open":
        found["raise_hand"] = int(scene.item and scene.list_open and scene.hands < HANDS)
        found["sound"] = min(some, scene.unsounded - scene.people // 4)
        found["vote"] = min(some, scene.unvoted - scene.people // 10)
    return {deed: n for deed, n in found.items() if n > 0}
