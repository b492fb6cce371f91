"""What the secretary is likely to do next, and what else is at hand: each step a button with its address, its key and its reason."""

from dataclasses import dataclass, field, replace

from council.numerals import clause as article
from council.story.focus import Focus
from council.words import Sentence, _

DECIDED = ("both", "resident", "merchant", "neither", "in_force")
"""States of a clause whose present wording needs nothing more tonight."""


@dataclass(frozen=True)
class Step:
    """One thing the desk can do. href leads to a page, action is posted with `fields`; why: the reason it cannot be done now.

    note: why it is likely now, a quiet line under it. sure: what a key asks before it does what cannot be taken back; a tap is deliberate enough.
    """

    word: str
    sign: str
    action: str = ""
    href: str = ""
    key: str = ""
    fields: tuple[str, str] = ("", "")
    why: str | None = None
    note: str | None = None
    sure: str | None = None


@dataclass(frozen=True)
class Steps:
    """The likely one, and the others. later: the likely one from `on.due` on, the hour at which the item's time is over; the page's clock turns to it."""

    first: Step
    others: list[Step] = field(default_factory=list)
    later: Step | None = None


def steps(on: Focus) -> Steps:
    """The likely next step of this moment, and what else may be done."""
    if on.state == "called":
        return _before(on)
    if on.state == "closed":
        return Steps(Step(_("看今晚的记录"), "doc", href=f"/meetings/{on.id}/record"))
    if on.adjourned:
        return Steps(Step(_("接着开会"), "lamp", action=f"/meetings/{on.id}/resume"))
    if on.rest:
        return Steps(Step(_("休息完了，接着开"), "next", action=f"/meetings/{on.id}/go-on"))
    if on.state == "cancelled":
        return Steps(Step(_("看为什么取消了"), "doc", href=f"/meetings/{on.id}/before"))
    clause = _clause(on)
    found = [*_ballot(on), *_floor(on), *clause, *_agenda(on)]
    likely = next(step for step in found if not (step.href and step in clause and not on.adoptable) and step.why is None)
    return Steps(likely, [step for step in found if step is not likely], _later(on, found, likely))


def _before(on: Focus) -> Steps:
    agenda, notice = Step(_("排议程"), "doc", href=f"/meetings/{on.id}/agenda"), Step(_("印通知"), "doc", href=f"/meetings/{on.id}/notice")
    if not on.lines:
        return Steps(agenda, [notice])
    enough, said = on.quorum
    early = None if enough else Sentence(_("{said}现在也可以开，先议，人到了再表决。"), said=said)
    opening = Step(_("开会"), "lamp", action=f"/meetings/{on.id}/open", note=said if enough else early, sure=early)
    return Steps(opening, [agenda, notice, Step(_("先排练一遍"), "next", href=f"/meetings/{on.id}/rehearse")])


def _later(on: Focus, found: list[Step], likely: Step) -> Step | None:
    """What the chair does when the item's time is over: lets nobody more onto the list, else goes on."""
    if on.item is None or on.vote or on.sounding or on.adoptable:
        return None
    wanted = f"/items/{on.item.id}/list" if on.queue else f"/items/{on.next_line.id}/open" if on.next_line else f"/items/{on.item.id}/close"
    step = next((each for each in found if each.action == wanted and each.why is None), None)
    if step is None or step is likely or on.speech or (on.queue and on.closed_list):
        return None
    over = Sentence(_("这一项的时间用完了，还有 {n} 位举着手。"), n=len(on.queue)) if on.queue else _("这一项的时间用完了。")
    return replace(step, note=over)


def _ballot(on: Focus) -> list[Step]:
    if on.vote:
        ask = _missing(on)
        note = None if ask else _("该投的都投了，可以结束了。")
        sure = Sentence(_("{missing}没有投。再按一次，就结束表决。"), missing=ask) if ask else None
        return [Step(_("结束表决"), "box", action=f"/votes/{on.vote.vote.id}/close", note=note, sure=sure)]
    if on.sounding:
        return [Step(_("结束征询"), "talk", action=f"/soundings/{on.sounding.id}/close")]
    return []


def _missing(on: Focus) -> str | None:
    short = [Sentence(_("{side} {n} {unit}"), side=side["word"], n=side["electorate"] - side["cast"], unit=side["unit"])
             for side in (on.vote.sides if on.vote else []) if side["electorate"] > side["cast"]]
    if len(short) == 1:
        return Sentence(_("还有{one}"), one=short[0])
    return Sentence(_("还有{one}、{other}"), one=short[0], other=short[1]) if short else None


def _floor(on: Focus) -> list[Step]:
    found = _aside(on)
    chosen = next((each for each in on.queue if each.hand_id == on.suggestion.hand_id), None)
    if chosen:
        found.append(Step(Sentence(_("请{name}说"), name=chosen.name), "talk", action=f"/hands/{chosen.hand_id}/call", key="n"))
    if on.speech and not on.speech.aside:
        found.append(Step(_("说完了"), "yes", action=f"/meetings/{on.id}/speech/end", key="e"))
    return found


def _aside(on: Focus) -> list[Step]:
    """What comes before the next speaker: a point of order that waits, a question, an answer, a statement that is read out."""
    who, end = on.speech, f"/meetings/{on.id}/speech/end"
    if who is not None and who.aside == "question":
        return [Step(_("问完了，请他答"), "talk", action=f"/meetings/{on.id}/speech/answer", key="a"), Step(_("问完了，不答"), "next", action=end, key="e")]
    if who is not None and who.aside:
        word = Sentence(_("完了，{name}接着说"), name=who.below.name) if who.below else _("念完了") if who.read else _("说完了")
        return [Step(word, "yes", action=end, key="e")]
    point = next(iter(on.points), None)
    if point is None:
        return []
    word = Sentence(_("请{name}说程序问题"), name=point.name)
    return [Step(word, "warn", action=f"/hands/{point.hand_id}/point", key="r", fields=("granted", "yes"))]


def _clause(on: Focus) -> list[Step]:
    clause = on.clause
    if clause is None or on.item is None or on.vote or on.sounding:
        return []
    heard = _("举过手的都说了。") if on.heard and not on.queue else None
    sound = Step(Sentence(_("征询：{clause}"), clause=article(clause.number)), "talk", action=f"/clauses/{clause.id}/sounding", key="s", note=heard)
    vote = Step(Sentence(_("表决：{clause}"), clause=article(clause.number)), "box", action=f"/clauses/{clause.id}/vote", key="v", note=heard)
    reword = Step(_("改字句"), "doc", href=f"/clauses/{clause.id}/reword", key="w")
    if clause.state.code in DECIDED:
        return [Step(_("施行公约"), "wall", href=f"/conventions/{on.adoptable}/adopt"), reword] if on.adoptable else [reword]
    return [vote, sound, reword] if on.sounded else [sound, vote, reword]


def _agenda(on: Focus) -> list[Step]:
    found = []
    if on.next_line:
        word = _("下一项：{title}") if on.item else _("开始：{title}")
        found.append(Step(Sentence(word, title=on.next_line.title), "next", action=f"/items/{on.next_line.id}/open", key="j", why=_voting(on)))
    elif on.item:
        found.append(Step(_("这一项完了"), "yes", action=f"/items/{on.item.id}/close", key="c", why=_voting(on)))
    if on.item:
        word = _("再开发言名单") if on.closed_list else _("收发言名单")
        found.append(Step(word, "hand", action=f"/items/{on.item.id}/list", key="l", fields=("closed", "no" if on.closed_list else "yes")))
    rest = Step(_("休息 10 分钟"), "pause", action=f"/meetings/{on.id}/break", key="b", fields=("minutes", "10"), why=_voting(on))
    return [*found, Step(_("散会"), "door", href=f"/meetings/{on.id}/closing", why=_voting(on)), rest]


def _voting(on: Focus) -> str | None:
    return _("表决还开着。先结束表决。") if on.vote else None
