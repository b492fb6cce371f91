"""Common ground by exact sums: how sure each party's support is, where the parties differ, and when the numbers say nothing yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import fsum, prod

SURE = Fraction(9, 10)
"""How probable a party's support (or its refusal) must be before it is called so."""

UNSURE = 1 - SURE

LEAST = 3
"""People of a party below which nothing is said about it: neither its split, nor that it is heard."""

SHARE = Fraction(3, 10)
"""Part of a party's roster that must have answered before it is heard."""

CLAIM = 30
"""People who must have answered before a difference between parties is claimed."""

FALSE = Fraction(1, 10)
"""False claims that are let through among those made (Benjamini and Hochberg 1995)."""

UNCLEAR, UNCLEAR_LEAST = Fraction(3, 10), 5
"""Above this share of "hard to say", among at least so many answers, the sentence is at fault and not the people."""

_TINY, _SAME = 2.0 ** -160, 1 + 1e-7


@dataclass(frozen=True)
class Voices:
    """How the people of one party answered one statement; roster: how many could have."""

    agree: int = 0
    disagree: int = 0
    unsure: int = 0
    roster: int = 0

    @property
    def answered(self) -> int:
        return self.agree + self.disagree + self.unsure

    @property
    def need(self) -> int:
        """How many must answer before the party is heard."""
        return need(self.roster)

    @property
    def heard(self) -> bool:
        return self.roster >= LEAST and self.answered >= self.need

    @property
    def support(self) -> Fraction:
        """How probable it is that more than half of the party are for it."""
        return support(self.agree, self.disagree)


@dataclass(frozen=True)
class Ground:
    """Where a statement stands: state "missing", "objects", "all" or "open"; the parties it names; what it is ranked by."""

    state: str
    parties: tuple[str, ...]
    least: Fraction
    mean: float


def need(roster: int) -> int:
    """Of so many people, how many must answer: at least three and three in ten."""
    return max(LEAST, -(-roster * SHARE.numerator // SHARE.denominator))


@lru_cache(maxsize=4096)
def support(agree: int, disagree: int) -> Fraction:
    """1 − I_½(1+agree, 1+disagree), the probability that more than half support it when nothing is known before.

    With whole numbers the incomplete beta function is a binomial sum (NIST DLMF 8.17.5): the chance of at most `agree` heads in
    agree + disagree + 1 throws of a fair coin. The shorter tail is summed; the other is one minus it.
    """
    throws, term, tail = agree + disagree + 1, 1, 1
    for heads in range(1, min(agree, disagree) + 1):
        term = term * (throws - heads + 1) // heads
        tail += term
    below = Fraction(tail, 1 << throws)
    return below if agree <= disagree else 1 - below


def ground(voices: Mapping[str, Voices]) -> Ground:
    """Where a statement stands between the parties. The four states are asked in this order; passes count as heard, not as support."""
    counted = {party: each for party, each in voices.items() if each.roster >= LEAST} or dict(voices)
    chances = {party: each.support for party, each in counted.items()}
    least, mean = min(chances.values()), geometric_mean(list(counted.values()))
    missing = tuple(party for party, each in voices.items() if not each.heard)
    against = tuple(party for party, chance in chances.items() if chance <= UNSURE)
    if missing:
        return Ground("missing", missing, least, mean)
    if against:
        return Ground("objects", against, least, mean)
    return Ground("all" if least >= SURE else "open", (), least, mean)


def geometric_mean(parties: Sequence[Voices]) -> float:
    """Group-informed consensus per party: the root keeps it comparable however many parties there are."""
    return float(prod((each.agree + 1) / (each.agree + each.disagree + 2) for each in parties) ** (1 / len(parties))) if parties else 0.0


def order(found: Mapping[int, Ground]) -> list[int]:
    """Statements by the least convinced party, those where a party is missing after the others; ties by the mean, then the older first.

    Rounding keeps the order, so fractions of a thousand digits are compared only where their roundings are the same.
    """
    return sorted(found, key=lambda number: (
        found[number].state == "missing", -float(found[number].least), -found[number].least, -found[number].mean, number))


@lru_cache(maxsize=4096)
def fisher(agree: int, disagree: int, their_agree: int, their_disagree: int) -> float:
    """Two-sided p of Fisher's exact test on two parties' agrees and disagrees.

    Sums the hypergeometric weights that are not greater than the observed one (equal within 1e-7, as R does), as parts of the
    largest: from it outwards each weight follows from its neighbour, until 2^-160. A p is never shown, only ranked and compared.
    """
    ours, theirs, agreed = agree + disagree, their_agree + their_disagree, agree + their_agree
    low, high = max(0, agreed - theirs), min(ours, agreed)
    top = min(high, max(low, (ours + 1) * (agreed + 1) // (ours + theirs + 2)))
    weights, weight, rest = {top: 1.0}, 1.0, theirs - agreed
    for k in range(top, high):
        weight *= (ours - k) * (agreed - k) / ((k + 1) * (rest + k + 1))
        if weight < _TINY:
            break
        weights[k + 1] = weight
    weight = 1.0
    for k in range(top, low, -1):
        weight *= k * (rest + k) / ((ours - k + 1) * (agreed - k + 1))
        if weight < _TINY:
            break
        weights[k - 1] = weight
    line = weights.get(agree, 0.0) * _SAME
    return fsum(each for each in weights.values() if each <= line) / fsum(weights.values())


def dividers(found: Mapping[int, Sequence[Voices]]) -> set[int]:
    """The statements on which two parties differ more than chance explains; below 30 answers nothing is claimed."""
    tested = {number: fisher(ours.agree, ours.disagree, theirs.agree, theirs.disagree)
              for number, (ours, theirs) in found.items() if ours.answered + theirs.answered >= CLAIM}
    return discoveries(tested)


def discoveries(chances: Mapping[int, float], false: Fraction = FALSE) -> set[int]:
    """Benjamini and Hochberg's step-up: of m tests in order of p, all up to the last with p ≤ false · rank / m."""
    ranked = sorted(chances.items(), key=lambda item: item[1])
    last = max((rank for rank, (_number, p) in enumerate(ranked, 1) if p <= false * rank / len(ranked)), default=0)
    return {number for number, _p in ranked[:last]}


def unclear(voices: Sequence[Voices]) -> bool:
    """True when more than three in ten find it hard to say: the sentence wants rewriting."""
    answers, unsure = sum(each.answered for each in voices), sum(each.unsure for each in voices)
    return answers >= UNCLEAR_LEAST and unsure > UNCLEAR * answers
