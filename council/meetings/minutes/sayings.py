"""What is said in minutes: lengths of time, who does what, and one sentence for each thing that happened to an item."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from council.i18n import day, lang, say
from council.meetings.minutes.telling import Decided, Objection, Step
from council.numerals import clause
from council.people.rules import OFFICES, SECTORS
from council.votes.sayings import condition_words, rule_words, verdict_words
from council.words import Sentence, _


def lasted(seconds: int) -> str:
    """How long somebody spoke: 40 秒, 4 分钟, 3 分 20 秒."""
    if seconds < 60 or seconds % 60 == 0:
        return say(Sentence(_("{n} 分钟"), n=seconds // 60) if seconds >= 60 else Sentence(_("{n} 秒"), n=seconds))
    return say(Sentence(_("{m} 分 {s} 秒"), m=seconds // 60, s=seconds % 60))


def turns(times: int, seconds: int) -> str:
    """How often and how long a side spoke."""
    return say(Sentence(_("{n} 次，{time}"), n=times, time=lasted(seconds))) if times else say(_("没有发言"))


def side(sector: str) -> str:
    """A side, or whoever serves it."""
    return say(SECTORS.get(sector, sector))


def whom(who: Mapping[str, str]) -> str:
    """Who has something to do: an office, a side, or a shop by its public name."""
    known = {"office": OFFICES, "sector": SECTORS}.get(who["kind"], {})
    return say(known[who["name"]]) if who["name"] in known else str(who["name"])


def by_when(until: str) -> str:
    """The last day, with its year."""
    return day(date.fromisoformat(until), year=True)


def to_do(each: Decided) -> str:
    """Who does what until when, as one sentence."""
    return say(Sentence(_("定下：{who}，{day}以前：{what}"), who=whom(each.who), day=by_when(each.until), what=each.what))


def joined(*sentences: str) -> str:
    """Sentences one after the other, as the language spaces them."""
    return (" " if lang() == "en" else "").join(sentence for sentence in sentences if sentence)


def told(step: Step) -> str:
    """The step as one or more sentences."""
    return SAID[step.kind](step.body)


def conditions(verdict: Mapping[str, Any]) -> list[tuple[bool, str]]:
    """Each condition of a verdict: met or not, and its words with the numbers."""
    return [(each["met"], joined(*map(say, condition_words(each)))) for each in verdict["conditions"]]


def rule(body: Mapping[str, Any]) -> str:
    """The rule by which a vote was counted."""
    return joined(*map(say, rule_words(body["rule"]))) if body.get("rule") else ""


def _sounding(body: Mapping[str, Any]) -> str:
    if "counts" not in body:
        return say(Sentence(_("征询{number}“{title}”，没有收。"), number=clause(body["number"]), title=body["title"]))
    sides = {sector: Sentence(_("{side}赞成 {agree}、能接受 {live}、不行 {object}"), side=SECTORS[sector], **counts)
             for sector, counts in body["counts"].items() if sector in ("resident", "merchant")}
    return say(Sentence(_("征询{number}“{title}”：{home}；{shop}。"), number=clause(body["number"]), title=body["title"],
                        home=sides.get("resident", ""), shop=sides.get("merchant", "")))


def wording(text: str) -> str:
    """The words of a clause without the marks that make some of them bold."""
    return text.replace("**", "")


def _reworded(body: Mapping[str, Any]) -> str:
    head = Sentence(_("{number}“{title}”改了字句，第 {rev} 稿是：“{text}”"), number=clause(body["number"]), title=body["title"], rev=body["rev"],
                    text=wording(body.get("text", "")))
    return say(head)


def _adopted(body: Mapping[str, Any]) -> str:
    return say(Sentence(_("《{title}》第 {version} 版施行，共 {n} 条。"), title=body["title"], version=body["version"], n=len(body["clauses"])))


def _settled(body: Mapping[str, Any]) -> str:
    words = Sentence(_("理由：{words}"), words=body["words"]) if body.get("words") else ""
    return joined(say(_("议过了：异议成立，这次违约撤销。") if body["struck"] else _("议过了：违约成立。")), say(words))


def _voted(body: Mapping[str, Any]) -> str:
    word, sentence = verdict_words(body["verdict"])
    return say(Sentence(_("表决“{question}”：{word}。{sentence}"), question=body["question"], word=word, sentence=sentence))


SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "sounding.opened": _sounding, "sounding.closed": _sounding, "clause.reworded": _reworded, "convention.adopted": _adopted,
    "dispute.settled": _settled, "vote.closed": _voted,
}
"""Kinds of steps and how each is said."""


def objected(each: Objection) -> str:
    """An objection with its number, by side."""
    return say(Sentence(_("一位{side}：“{text}”"), side=SECTORS.get(each.sector, each.sector), text=each.text))


def answered(each: Objection) -> str:
    """What the desk said to it, or that it said nothing."""
    if each.answer is None:
        return say(_("还没有答复。"))
    pattern = _("{who}答复：采纳，更正写在“说明和更正”里。") if each.accepted else _("{who}答复：没有采纳。理由：“{text}”")
    return say(Sentence(pattern, who=each.answer.actor, text=each.answer.text))
