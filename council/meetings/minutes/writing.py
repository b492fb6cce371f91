"""Minutes as blocks in the language being spoken: page, paper and plain text are made of the same ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from council.i18n import clock_time, day, say
from council.meetings.minutes import hours as hours_told
from council.meetings.minutes import sayings
from council.meetings.minutes.telling import Item, Minutes, Remark, Speech, Step
from council.meetings.rules import ITEM_KINDS, KINDS
from council.numerals import chinese
from council.people.rules import SECTORS
from council.votes.sayings import WORDS
from council.words import Sentence, _

ASIDES = {"question": _("插问"), "answer": _("答问"), "order": _("程序问题"), "read": _("书面发言，书记念的")}
"""What a turn was, when it was not a speech of one's own."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the title of the whole, 1 a section, 2 an item."""

    text: str
    level: int = 1
    shape: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Para:
    """A paragraph; seq: the entry that says so."""

    text: str
    seq: int | None = None
    shape: ClassVar[str] = "para"


@dataclass(frozen=True)
class Facts:
    """Words and facts, side by side."""

    pairs: Sequence[tuple[str, str]]
    shape: ClassVar[str] = "facts"


@dataclass(frozen=True)
class Table:
    """Columns with their heads; the first names its row. part: "call" is only for members' eyes, "tasks" the page shows as they stand now."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[int] = ()
    part: str = ""
    shape: ClassVar[str] = "table"


Block = Heading | Para | Facts | Table


@dataclass(frozen=True)
class Eyes:
    """What members see beyond the public: names of speakers by the time they began, and roll calls by vote: (who, sector, choice)."""

    names: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, Sequence[tuple[str, str, str]]] = field(default_factory=dict)


PUBLIC = Eyes()


def written(told: Minutes, council: str, eyes: Eyes = PUBLIC) -> list[Block]:
    """The minutes from their title to the last entry that they tell."""
    sections = [_meeting(told), _here(told), _course(told, eyes), _to_do(told), _remarks(told), _objections(told)]
    blocks: list[Block] = [Heading(say(Sentence(_("{council}第 {n} 次会议记录"), council=council, n=told.called["number"])), 0)]
    number = 0
    for title, body in sections:
        if body:
            number += 1
            blocks += [Heading(say(Sentence(_("{han}、{words}"), han=chinese(number), n=number, words=title))), *body]
    return [*blocks, Para(say(Sentence(_("照公开记录写成，写到第 {n} 号为止。"), n=told.upto)))]


def moment(at: str) -> str:
    """A day with its year and the time on the lane's clock."""
    return say(Sentence(_("{day} {time}"), day=day(at, year=True), time=clock_time(at)))


def sections(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks by their sections, (heading, what stands under it), without the title of the whole and the last line."""
    found: list[tuple[str, list[Block]]] = []
    for block in blocks[:-1]:
        if isinstance(block, Heading) and block.level < 2:
            found += [(block.text, [])] if block.level else []
        else:
            found[-1][1].append(block)
    return found


Section = tuple[str, list[Block]]


def _meeting(told: Minutes) -> Section:
    began = told.began or told.called["starts_at"]
    at_once = told.ended and len(told.sitting.days) < 2
    hours = Sentence(_("{start} 至 {end}"), start=clock_time(began), end=clock_time(told.ended)) if at_once else clock_time(began)
    return _("会议"), [Facts([
        (say(_("会议")), told.called["title"]), (say(_("时间")), say(Sentence(_("{day} {time}"), day=day(began, weekday=True, year=True), time=hours))),
        (say(_("地点")), told.called["place"]), (say(_("哪一种")), say(KINDS.get(told.called["kind"], told.called["kind"]))), *hours_told.facts(told.sitting)]),
        *(Para(words, seq) for words, seq in hours_told.adjournments(told.sitting))]


def _here(told: Minutes) -> Section:
    spoken = told.spoken
    there = [sector for sector in SECTORS if sector in told.here or sector in spoken]
    if not there:
        return _("到会和发言"), [Para(say(_("没有人报到。")))]
    rows: list[tuple[object, ...]] = [(sayings.side(sector), told.here.get(sector, 0), sayings.turns(*spoken.get(sector, (0, 0)))) for sector in there]
    times, seconds = (sum(each[of] for each in spoken.values()) for of in (0, 1))
    rows.append((say(_("合计")), sum(told.here.values()), sayings.turns(times, seconds)))
    blocks: list[Block] = [Table(say(_("各界别到会和发言")), [say(_("界别")), say(_("到会")), say(_("发言"))], rows, (40, 40, 76))]
    if told.helped:
        blocks.append(Para(say(Sentence(_("其中 {n} 位没有手机，由书记帮着报到。"), n=sum(told.helped.values())))))
    blocks += [Para(words) for words in hours_told.here(told.sitting)]
    if (filled := hours_told.at_items(told.sitting)) is not None:
        blocks.append(Table(say(_("每一项开始时在会场的人数")), *filled))
    return _("到会和发言"), blocks


def _course(told: Minutes, eyes: Eyes) -> Section:
    blocks: list[Block] = []
    for number, item in enumerate(told.items.values(), 1):
        blocks += [Heading(say(Sentence(_("（{han}）{words}"), han=chinese(number), n=number, words=item.title)), 2), *_item(item, eyes)]
    if told.aside:
        blocks += [Heading(say(_("议程以外")), 2), *(block for step in told.aside.values() for block in _step(step, eyes))]
    return _("议程和经过"), blocks or [Para(say(_("议程上没有事。")))]


def _item(item: Item, eyes: Eyes) -> Iterator[Block]:
    turns = [hours_told.turn(start, end, on) for (start, end), on in zip(item.turns, item.days, strict=True)]
    kind = say(ITEM_KINDS.get(item.kind, item.kind))
    if not turns:
        yield Para(say(Sentence(_("{kind}。这次没有议。"), kind=kind)))
        return
    yield Para(say(Sentence(_("{kind}，{times}。"), kind=kind, times=say(_("，")).join(map(say, turns)))))
    if item.speeches:
        yield _speeches(item.speeches, eyes)
    for read in item.speeches:
        if read.text:
            yield Para(say(Sentence(_("念的书面发言（{side}）：“{text}”"), side=SECTORS.get(read.sector, read.sector), text=read.text)), read.seq)
    if item.filed:
        yield Para(say(Sentence(_("另有 {n} 份书面发言存档，没有念。"), n=item.filed)))
    for step in item.steps.values():
        yield from _step(step, eyes)
    for seq, outcome in item.outcomes:
        yield Para(say(Sentence(_("结果：{words}"), words=outcome)), seq)
    for each in item.decisions:
        if not each.struck:
            yield Para(sayings.to_do(each), each.seq)


def _speeches(speeches: Sequence[Speech], eyes: Eyes) -> Table:
    rows = [(clock_time(each.at), _speaker(each, eyes), sayings.lasted(each.seconds) if each.seconds is not None else say(_("还在说")))
            for each in speeches]
    return Table(say(_("发言")), [say(_("几点")), say(_("谁")), say(_("说了多久"))], rows, (30, 66, 60))


def _speaker(speech: Speech, eyes: Eyes) -> str:
    name = eyes.names.get(speech.at)
    who = say(Sentence(_("{name}，{side}"), name=name, side=SECTORS.get(speech.sector, speech.sector))) if name else sayings.side(speech.sector)
    return say(Sentence(_("{who}（{what}）"), who=who, what=ASIDES[speech.aside])) if speech.aside in ASIDES else who


def _step(step: Step, eyes: Eyes) -> Iterator[Block]:
    at = say(Sentence(_("{time}，{words}"), time=clock_time(step.at), words=sayings.told(step)))
    yield Para(at, step.seq)
    if step.kind != "vote.closed":
        return
    body = step.body
    if body["text"]:
        yield Para(say(Sentence(_("表决的文字：“{text}”"), text=sayings.wording(body["text"]))))
    if rule := sayings.rule(body):
        yield Para(rule)
    yield _counts(body)
    for _met, words in sayings.conditions(body["verdict"]):
        yield Para(words)
    if call := eyes.calls.get(step.topic):
        rows = [(who, sayings.side(sector), say(choice)) for who, sector, choice in call]
        yield Table(say(_("谁投了什么")), [say(_("谁")), say(_("界别")), say(_("投了"))], rows, part="call")


def _counts(body: Mapping[str, Any]) -> Table:
    """One column a side, so that it fits on a phone at the largest type."""
    sides = [sector for sector in SECTORS if sector in body["tally"]]
    lines = [(_("名册"), body["electorate"]), (_("投了"), {side: sum(body["tally"][side].values()) for side in sides}),
             *((word, {side: body["tally"][side][choice] for side in sides}) for choice, word in WORDS.items())]
    rows = [(say(word), *(of.get(side, 0) for side in sides)) for word, of in lines]
    return Table(say(_("票数")), ["", *map(sayings.side, sides)], rows)


def _to_do(told: Minutes) -> Section:
    rows = [(sayings.whom(each.who), each.what, sayings.by_when(each.until)) for each in told.decisions]
    if not rows:
        return _("谁来做，到什么时候"), [Para(say(_("没有定下要谁去做的事。")))]
    return _("谁来做，到什么时候"), [Table(say(_("定下的事")), [say(_("谁")), say(_("做什么")), say(_("到哪一天"))], rows, (36, 72, 48), "tasks")]


def _remarks(told: Minutes) -> Section:
    patterns = [(each, _("{when}，{who}说明：“{text}”")) for each in told.remarks] + [(each, _("{when}，{who}更正：“{text}”")) for each in told.corrections]
    return _("说明和更正"), [_remark(each, pattern) for each, pattern in sorted(patterns, key=lambda one: one[0].seq)]


def _remark(each: Remark, pattern: str) -> Para:
    return Para(say(Sentence(pattern, when=moment(each.at), who=each.actor, text=each.text)), each.seq)


def _objections(told: Minutes) -> Section:
    if not told.put_up:
        return "", []
    blocks: list[Block] = []
    for each in told.objections.values():
        blocks.append(Para(say(Sentence(_("{when}，{words}"), when=moment(each.at), words=sayings.objected(each))), each.seq))
        words = sayings.answered(each)
        if each.answer:
            words = say(Sentence(_("定稿以后，{when}，{words}") if each.late else _("{when}，{words}"), when=moment(each.answer.at), words=words))
        blocks.append(Para(words, each.answer.seq if each.answer else None))
    return _("异议和答复"), blocks or [Para(say(_("没有人提异议。")))]
