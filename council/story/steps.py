"""What the secretary is likely to do next, and what else is at hand: each step a button with its address, its key and its reason."""

from dataclasses import dataclass, field

from council.numerals import clause as article
from council.story.focus import Focus
from council.words import Sentence, _

DECIDED = ("both", "resident", "merchant", "neither", "in_force")
"""States of a clause whose present wording needs nothing more tonight."""


@dataclass(frozen=True)
class Step:
    """One thing the desk can do. href leads to a page, action is posted with `fields`; why: the reason it cannot be done now."""

    word: str
    sign: str
    action: str = ""
    href: str = ""
    key: str = ""
    fields: tuple[str, str] = ("", "")
    why: str | None = None


@dataclass(frozen=True)
class Steps:
    """The likely one, and the others."""

    first: Step
    others: list[Step] = field(default_factory=list)


def steps(on: Focus) -> Steps:
    """The likely next step of this moment, and what else may be done."""
    if on.state == "called":
        return _before(on)
    if on.state == "closed":
        return Steps(Step(_("看今晚的记录"), "doc", href=f"/meetings/{on.id}/record"))
    clause = _clause(on)
    found = [*_ballot(on), *_floor(on), *clause, *_agenda(on)]
    likely = next(step for step in found if not (step.href and step in clause and not on.adoptable) and step.why is None)
    return Steps(likely, [step for step in found if step is not likely])


def _before(on: Focus) -> Steps:
    agenda, notice = Step(_("排议程"), "doc", href=f"/meetings/{on.id}/agenda"), Step(_("印通知"), "doc", href=f"/meetings/{on.id}/notice")
    if not on.lines:
        return Steps(agenda, [notice])
    return Steps(Step(_("开会"), "lamp", action=f"/meetings/{on.id}/open"), [agenda, notice])


def _ballot(on: Focus) -> list[Step]:
    if on.vote:
        return [Step(_("结束表决"), "box", action=f"/votes/{on.vote.vote.id}/close")]
    if on.sounding:
        return [Step(_("结束征询"), "talk", action=f"/soundings/{on.sounding.id}/close")]
    return []


def _floor(on: Focus) -> list[Step]:
    found = []
    chosen = next((each for each in on.queue if each.hand_id == on.suggestion.hand_id), None)
    if chosen:
        found.append(Step(Sentence(_("请{name}说"), name=chosen.name), "talk", action=f"/hands/{chosen.hand_id}/call", key="n"))
    if on.speech:
        found.append(Step(_("说完了"), "yes", action=f"/meetings/{on.id}/speech/end", key="e"))
    return found


def _clause(on: Focus) -> list[Step]:
    clause = on.clause
    if clause is None or on.item is None or on.vote or on.sounding:
        return []
    sound = Step(Sentence(_("征询：{clause}"), clause=article(clause.number)), "talk", action=f"/clauses/{clause.id}/sounding", key="s")
    vote = Step(Sentence(_("表决：{clause}"), clause=article(clause.number)), "box", action=f"/clauses/{clause.id}/vote", key="v")
    reword = Step(_("改字句"), "doc", href=f"/clauses/{clause.id}/reword")
    if clause.state.code in DECIDED:
        return [Step(_("施行公约"), "wall", href=f"/conventions/{on.adoptable}/adopt"), reword] if on.adoptable else [reword]
    return [vote, sound, reword] if on.sounded else [sound, vote, reword]


def _agenda(on: Focus) -> list[Step]:
    found = []
    if on.next_line:
        word = _("下一项：{title}") if on.item else _("开始：{title}")
        found.append(Step(Sentence(word, title=on.next_line.title), "next", action=f"/items/{on.next_line.id}/open", key="j", why=_voting(on)))
    elif on.item:
        found.append(Step(_("这一项完了"), "yes", action=f"/items/{on.item.id}/close", why=_voting(on)))
    if on.item:
        word = _("再开发言名单") if on.closed_list else _("收发言名单")
        found.append(Step(word, "hand", action=f"/items/{on.item.id}/list", fields=("closed", "no" if on.closed_list else "yes")))
    return [*found, Step(_("散会"), "door", href=f"/meetings/{on.id}/closing", why=_voting(on))]


def _voting(on: Focus) -> str | None:
    return _("表决还开着。先结束表决。") if on.vote else None
