"""Weighing options by resistance (systemic consensing): 0 to 10 from each person, the least bad for the side that minds most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from council.mediation.statements.rules import FEWEST, MOST_LETTERS, normal
from council.people.rules import SECTORS, why_not_desk
from council.words import Sentence, _

FEWEST_OPTIONS, MOST_OPTIONS = 1, 7
"""Options that the desk writes, beside leaving things as they are."""

BLANK = 5
"""What counts for an option that somebody left blank; it is shown as blank."""

BEARABLE = Fraction(6)
"""A side whose mean is above it would not bear the option: then it is talked about again, and not voted on."""

STAY = _("维持现状，先不动")
VERDICTS = {"best": _("有一个办法，两边都受得了"), "stay": _("眼下最受得了的，是先不动"), "talk": _("回到谈，不表决"), "tie": _("几个办法一样，再谈一谈"),
            "missing": _("答的人还不够，不下结论")}
ENDED = _("这几个办法已经掂量完了。")


@dataclass(frozen=True)
class Weight:
    """What one side gave one option: how many people, how many left it blank, the sum with blanks as 5."""

    people: int
    blank: int
    total: int

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.people) if self.people else Fraction(BLANK)


@dataclass(frozen=True)
class Outcome:
    """Which verdict, on which option (None where there is none), and the sides it hangs on."""

    verdict: str
    option: int | None = None
    sides: tuple[str, ...] = ()


def weigh(weights: Mapping[int, Mapping[str, Weight]], heard: Mapping[str, bool], stay: int) -> Outcome:
    """The option with the smallest greatest mean of a side; the smaller total decides a tie. stay: the number of "leave as is"."""
    missing = tuple(side for side, enough in heard.items() if not enough)
    if missing:
        return Outcome("missing", None, missing)
    ranked = order(weights)
    best = ranked[0]
    hard = tuple(side for side, weight in weights[best].items() if weight.mean > BEARABLE)
    if hard:
        return Outcome("talk", best, hard)
    if len(ranked) > 1 and key(weights[ranked[1]]) == key(weights[best]):
        return Outcome("tie", None, ())
    worst = max(weights[best], key=lambda side: weights[best][side].mean)
    return Outcome("stay" if best == stay else "best", best, (worst,))


def key(sides: Mapping[str, Weight]) -> tuple[Fraction, int]:
    """What options are compared by: the mean of the side that minds most, then everybody's total."""
    return max(weight.mean for weight in sides.values()), sum(weight.total for weight in sides.values())


def order(weights: Mapping[int, Mapping[str, Weight]]) -> list[int]:
    """The options from the most bearable to the least; equal ones in the order they were listed."""
    return sorted(weights, key=lambda number: (*key(weights[number]), number))


def acceptance(sides: Mapping[str, Weight]) -> Fraction:
    """Acceptance in per cent over everybody: 100 · (1 − Σr / 10n)."""
    people = sum(weight.people for weight in sides.values())
    return 100 - Fraction(10 * sum(weight.total for weight in sides.values()), people) if people else Fraction(50)


def resistance(given: str) -> int | None:
    """0 to 10 as a number; None when it was left blank. Raises ValueError for anything else."""
    if given == "":
        return None
    if given not in [str(n) for n in range(11)]:
        raise ValueError(given)
    return int(given)


def why_not_open(offices: Collection[str], running: bool, texts: Sequence[str], *, talking: bool = True) -> str | None:
    """Why these options may not be put up; texts: without "leave as is", which is always among them."""
    if why := why_not_desk(offices):
        return why
    if not talking:
        return _("这件事已经谈完了，不再掂量新的办法。")
    if running:
        return _("这件事正在掂量几个办法。先结束这一次。")
    if not FEWEST_OPTIONS <= len(texts) <= MOST_OPTIONS:
        return Sentence(_("请写 {few} 到 {many} 个办法。“维持现状”自己会在里面，不用写。"), few=FEWEST_OPTIONS, many=MOST_OPTIONS)
    if any(len(text) > MOST_LETTERS for text in texts):
        return Sentence(_("一个办法请留在 {n} 个字以内。"), n=MOST_LETTERS)
    if len({normal(text) for text in (*texts, STAY)}) <= len(texts):
        return _("有两个办法是一样的。请换一个。“维持现状”自己会在里面，不用写。")
    return None


def why_not_give(voice: str | None, roster: int, running: bool, filled: int = 1) -> str | None:
    """Why somebody may not say what they can bear; voice: for which side; roster: how many that side has; filled: options not left blank."""
    if not running:
        return ENDED
    if voice is None:
        return _("这几个办法由居民和商户两边来掂量。您在中间，看结果就好。")
    if roster < FEWEST:
        return Sentence(_("{side}这边只有 {n} 个人，不记名也看得出是谁。请书记当面听您说。"), side=SECTORS.get(voice, voice), n=roster)
    return None if filled else _("一个办法也没有打分。至少给一个办法打分，其余可以空着。")


def why_not_close(offices: Collection[str], running: bool) -> str | None:
    """Why the weighing may not be ended."""
    return why_not_desk(offices) or (None if running else ENDED)
