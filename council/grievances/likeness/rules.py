"""How alike two grievances are: by words, place, time and picture, each with its weight."""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from zlib import crc32

from council.words import _


@dataclass(frozen=True)
class Measure:
    """Every number that the likeness hangs on (reference/grievances.md §3.5); start values, to be tuned by what people answer."""

    words: float = 0.45
    place: float = 0.25
    time: float = 0.20
    photo: float = 0.10
    same_door: float = 1.0
    next_door: float = 0.6
    same_stretch: float = 0.3
    fades: timedelta = timedelta(days=14)
    """After this long the time counts for 1/e."""
    hamming: int = 10
    """Two pictures are one with at most this many of 64 bits unlike."""
    telling: int = 8
    """A picture whose print has fewer bits of either kind shows a wall or the night: it is like every other wall."""
    enough: float = 0.55
    most: int = 3
    closed: timedelta = timedelta(days=30)
    """So long a closed grievance is still offered."""
    grams: tuple[int, ...] = (1, 2, 3)
    letters: int = 400
    """So much of a text is compared."""


MEASURE = Measure()

_ANGLES = [(step + 0.5) * math.pi / 8000 for step in range(4000)]
"""Over these the Beta distribution is smooth: its share is the sine squared."""

BANDS = 16
"""So many numbers stand for a text where there are too many texts to compare each."""

NEAREST, LIKEST, LETTERS = 30, 30, 6_000
"""At most so many of the newest, so many of those that share most of the sketch, and so many letters in all are compared."""

MANY, FIRST = 150, 500
"""From so many near ones on, the likest are looked for among the first so many by their words, and asked for their place afterwards."""

Grams = Counter[str]

_WRITTEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Likeness:
    """The four parts, each 0 to 1, and their weighted sum."""

    words: float
    place: float
    time: float
    photo: float
    measure: Measure = MEASURE

    @property
    def score(self) -> float:
        by = self.measure
        return by.words * self.words + by.place * self.place + by.time * self.time + by.photo * self.photo

    @property
    def possible(self) -> bool:
        """Whether the same words would be enough."""
        return self.score + self.measure.words * (1 - self.words) >= self.measure.enough

    @property
    def enough(self) -> bool:
        """Whether it is offered."""
        return self.score >= self.measure.enough


def grams(words: str, measure: Measure = MEASURE) -> Grams:
    """How often each run of one to three characters occurs; punctuation is one blank."""
    plain = " ".join(_WRITTEN.findall(unicodedata.normalize("NFKC", words[:measure.letters]).casefold()))
    return Counter([plain[at:at + n] for n in measure.grams for at in range(len(plain) - n + 1)])


def cosines(mine: Grams, others: Sequence[Grams]) -> list[float]:
    """The cosine of my words with each other text; rare runs weigh more, rare among these very texts and no others.

    As scikit-learn's TfidfVectorizer has it: idf = ln((1 + n) / (1 + df)) + 1, rows of length 1.
    """
    among: Counter[str] = Counter(mine.keys())
    for each in others:
        among.update(each.keys())
    total = len(others) + 2
    idf = {gram: math.log(total / (1 + df)) + 1 for gram, df in among.items()}
    weights = {gram: n * idf[gram] ** 2 for gram, n in mine.items()}
    length = _length(mine, idf)
    return [_cosine(each, weights, length * _length(each, idf)) for each in others]


def sketch(found: Grams) -> list[int]:
    """Numbers of which two texts share one the likelier, the more runs they share: at a Jaccard index of J with 1 − (1 − J²)^16.

    One-permutation MinHash (Li, Owen, Zhang 2012): every run falls into one of 32 bins, each bin keeps its smallest hash, an empty one takes that
    of the next (Shrivastava, Li 2014); two bins make a number.
    """
    bins: dict[int, int] = {}
    for gram in found:
        if len(gram) > 1:
            rank = crc32(gram.encode())
            bins[rank % (2 * BANDS)] = min(rank // (2 * BANDS), bins.get(rank % (2 * BANDS), rank))
    full = [next(bins[at % (2 * BANDS)] for at in range(slot, slot + 2 * BANDS) if at % (2 * BANDS) in bins) for slot in range(2 * BANDS)] if bins else []
    return sorted({crc32(f"{at}:{full[at]}:{full[at + 1]}".encode()) for at in range(0, len(full), 2)})


def place(here: tuple[int | None, str], there: tuple[int | None, str], beside: Mapping[str, Collection[str]], measure: Measure = MEASURE) -> float:
    """How near two places are, each a stretch and a door. beside: the doors next to a door."""
    if here[1] and here[1] == there[1]:
        return measure.same_door
    if there[1] in beside.get(here[1], ()):
        return measure.next_door
    return measure.same_stretch if here[0] is not None and here[0] == there[0] else 0.0


def neighbours(doors: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The doors next to each door. doors: (side, number) as one walks through the lane; a door's neighbours are on its own side."""
    beside: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for side, number in doors:
        if side in last:
            beside.setdefault(number, set()).add(last[side])
            beside.setdefault(last[side], set()).add(number)
        last[side] = number
    return beside


def time(then: datetime, now: datetime, measure: Measure = MEASURE) -> float:
    """1 for the same moment, 1/e after two weeks."""
    return math.exp(-abs(now - then) / measure.fades)


def reach_back(nearness: float, measure: Measure = MEASURE) -> timedelta | None:
    """How old a grievance without a like picture may be that could still be offered at this nearness; None: as old as it likes."""
    missing = (measure.enough - measure.words - measure.place * nearness) / measure.time
    return None if missing <= 0 else measure.fades * -math.log(min(1.0, missing))


def photo(mine: Iterable[int], theirs: Iterable[int], measure: Measure = MEASURE) -> float:
    """1 if any of my pictures is nearly one of theirs."""
    known = [each for each in theirs if telling(each, measure)]
    return float(any((each ^ other).bit_count() <= measure.hamming for each in mine if telling(each, measure) for other in known))


def telling(print_: int, measure: Measure = MEASURE) -> bool:
    """False for the print of a picture without anything in it."""
    return measure.telling <= print_.bit_count() <= 64 - measure.telling


def precision(same: int, other: int) -> tuple[float, float, float]:
    """Of what was offered, which share was the same thing: the middle and a 90 % interval of Beta(½ + same, ½ + other), after Jeffreys."""
    heights = [(math.log(math.sin(angle)) * 2 * same + math.log(math.cos(angle)) * 2 * other, math.sin(angle) ** 2) for angle in _ANGLES]
    top = max(height for height, _share in heights)
    summed = list(accumulate(math.exp(height - top) for height, _share in heights))
    middle, low, high = (heights[bisect_left(summed, share * summed[-1])][1] for share in (0.5, 0.05, 0.95))
    return middle, low if same else 0.0, high if other else 1.0


def why_not_link(desk: bool, child: int, parent: int, taken: bool, over: bool) -> str | None:
    """Why two grievances may not be linked. taken: the first hangs on another already; over: the second hangs on one itself."""
    if not desk:
        return _("连在一起由书记来做。您可以请书记帮忙。")
    if child == parent:
        return _("这就是同一件诉求。请选另一件。")
    if taken:
        return _("它已经和另一件连着。先分开，再连。")
    return _("那一件自己也连在别的诉求下面。请连到最上面那一件。") if over else None


def why_not_unlink(desk: bool, linked: bool) -> str | None:
    """Why two grievances may not be taken apart."""
    if not desk:
        return _("分开由书记来做。您可以请书记帮忙。")
    return None if linked else _("它没有和别的诉求连着。")


def _length(found: Grams, idf: Mapping[str, float]) -> float:
    return math.sqrt(sum((n * idf[gram]) ** 2 for gram, n in found.items()))


def _cosine(other: Grams, weights: Mapping[str, float], lengths: float) -> float:
    dot = sum(weight * other[gram] for gram, weight in weights.items() if gram in other)
    return dot / lengths if lengths else 0.0
