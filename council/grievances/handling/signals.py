"""Feeling as a signal: where several people say at once that they cannot bear it. It points to a place; it is no argument and ranks nobody."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from council.words import Sentence, _

LOUD = 4
"""The impact from which on a voice is loud."""

LEAST = 3
"""How many loud voices, from at least two households, make a signal."""

SATURDAY = 5


@dataclass(frozen=True)
class Voice:
    """One filing or joining: where (empty: not said), what class, how strongly (0: not said), from which household, when."""

    place: str
    kind: str
    impact: int
    home: int
    at: datetime


@dataclass(frozen=True)
class Signal:
    """A loud cluster: along one stretch, or of one class across the lane; `mostly` is its commonest class."""

    place: str
    kind: str
    voices: int
    homes: int
    mostly: str = ""

    @property
    def sentence(self) -> str:
        """The signal as one sentence."""
        if self.place and self.mostly:
            return Sentence(_("{place}从星期六起有 {n} 件很急的事，来自 {homes} 户，多半是{mostly}"),
                            place=self.place, n=self.voices, homes=self.homes, mostly=self.mostly)
        where = self.place or self.kind
        return Sentence(_("{where}从星期六起有 {n} 件很急的事，来自 {homes} 户"), where=where, n=self.voices, homes=self.homes)


def since(now: datetime) -> datetime:
    """The Saturday from which on voices count: the last one that is two whole days past, so that a weekend is always seen as a whole.

    now: on the lane's own clock.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    back = (midnight.weekday() - SATURDAY) % 7
    return midnight - timedelta(days=back if back >= 2 else back + 7)


def signals(voices: Collection[Voice], since: datetime) -> list[Signal]:
    """The loud clusters, the loudest first: by stretch, and by class where no stretch explains it."""
    loud = [voice for voice in voices if voice.impact >= LOUD and voice.at >= since]
    places = [_signal(place, "", [voice for voice in loud if voice.place == place]) for place in dict.fromkeys(voice.place for voice in loud) if place]
    found = [signal for signal in places if signal is not None]
    shown = {signal.place for signal in found}
    for kind in dict.fromkeys(voice.kind for voice in loud):
        spread = _signal("", kind, [voice for voice in loud if voice.kind == kind and voice.place not in shown])
        found += [spread] if spread else []
    return sorted(found, key=lambda signal: -signal.voices)


def _signal(place: str, kind: str, voices: list[Voice]) -> Signal | None:
    homes = {voice.home for voice in voices}
    if len(voices) < LEAST or len(homes) < 2:
        return None
    commonest, many = Counter(voice.kind for voice in voices).most_common(1)[0]
    return Signal(place, kind, len(voices), len(homes), commonest if place and many * 2 > len(voices) else "")
