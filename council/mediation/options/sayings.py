"""What follows from a weighing, in words with its numbers."""

from fractions import Fraction

from council.i18n import say
from council.mediation.options.models import Option
from council.mediation.options.reads import Result, Weighing
from council.mediation.options.rules import STAY, VERDICTS
from council.people.rules import SECTORS, SIDES
from council.words import Sentence, _


def text(option: Option) -> str:
    """An option's words; "leave as is" in the language that is spoken."""
    return say(STAY) if option.stay else option.text


def tenth(number: Fraction) -> str:
    """A mean as it is read: 3.5, rounded half away from zero."""
    return f"{int(number * 10 + Fraction(1, 2)) / 10:.1f}"


def why(found: Weighing, result: Result) -> str:
    """The verdict's one sentence."""
    outcome = result.outcome
    if outcome.verdict == "missing":
        short = [Sentence(_("{side}只有 {n} 个人，要当面听"), side=SECTORS[side], n=result.roster[side]) if result.roster[side] < 3
                 else Sentence(_("{side}还差 {n} 个人"), side=SECTORS[side], n=needed) for side, needed in _short(result)]
        return Sentence(_("{who}。答够了再说哪一个最受得了。"), who=say(_("，")).join(say(each) for each in short))
    if outcome.verdict == "tie":
        return _("最前面的几个办法，最为难的一边一样难，合起来也一样。请两边再谈，挑一个。")
    line = next(each for each in result.lines if each.option.id == outcome.option)
    means = {side: tenth(line.sides[side].mean) for side in SIDES}
    if outcome.verdict == "talk":
        return Sentence(_("最受得了的是“{text}”，可是{side}平均为难 {mean}，超过了 6。没有一个办法两边都受得了，所以不表决，回去再谈。"),
                        text=text(line.option), side=SECTORS[outcome.sides[0]], mean=means[outcome.sides[0]])
    return Sentence(_("“{text}”：居民平均为难 {home}，商户平均为难 {shop}。最为难的一边，在这个办法里最不为难。"),
                    text=text(line.option), home=means["resident"], shop=means["merchant"])


def _short(result: Result) -> list[tuple[str, int]]:
    wanted = dict(result.missing)
    return [(side, wanted[SECTORS[side]]) for side in result.outcome.sides]

__all__ = ["VERDICTS", "tenth", "text", "why"]
