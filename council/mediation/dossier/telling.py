"""A dossier in sections of words and tables, in the language being spoken: the page and the file are made of the same ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from council.fragments import fragment
from council.grievances.rules import STATES
from council.i18n import day, say, when
from council.mediation.dossier import rules
from council.mediation.dossier.reads import Complaint, Gathered
from council.mediation.options import sayings as weighing
from council.mediation.statements import sayings
from council.numerals import chinese
from council.people.rules import SECTORS, SIDES
from council.record.leaves import read_time
from council.votes.sayings import condition_words, verdict_words
from council.words import Sentence, _


@dataclass(frozen=True)
class Table:
    """Rows under a caption."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[int] = ()


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs and then tables."""

    title: str
    words: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True)
class Cover:
    """What the first page says. n: the how manieth dossier of its case, None for a look before it is taken."""

    council: str
    purpose: str
    request: str
    today: date
    n: int | None = None


def title(found: Gathered) -> str:
    """What the file is called inside."""
    return say(Sentence(_("“{case}”调解卷宗"), case=found.now.title))


def sections(found: Gathered, cover: Cover) -> list[Section]:
    """All sections that have something in them, numbered."""
    makers: tuple[Callable[[Gathered], Section], ...] = (_parties, _complaints, _said, _facts, _goals, _statements, _options, _votes, _signed, _course)
    made = [_purpose(found, cover), *(make(found) for make in makers), _left_out()]
    there = [each for each in made if each.words or each.tables]
    return [Section(say(Sentence(_("{han}、{words}"), han=chinese(n), n=n, words=each.title)), each.words, each.tables) for n, each in enumerate(there, 1)]


def _purpose(found: Gathered, cover: Cover) -> Section:
    word, asks = rules.ASKED[cover.purpose]
    words = [say(Sentence(_("送出：{council}。用途：{word}。"), council=cover.council, word=say(word))), say(asks)]
    if cover.n is not None:
        words.append(say(Sentence(_("这是这次调解的第 {n} 份卷宗，{day}取出。公开记录里有它的用途和指纹，没有内容。"), n=cover.n, day=day(cover.today, year=True))))
    if cover.request:
        words.append(say(Sentence(_("请求：{words}"), words=cover.request)))
    if cover.purpose == "court":
        signed = [each.signed_on for each in found.agreements]
        words.append(say(rules.court_words(max(signed, default=None), cover.today)))
    return Section(say(_("用途")), words)


def _parties(found: Gathered) -> Section:
    rows = []
    for side in SIDES:
        shops = sorted({party.word for each in found.complaints for party in each.seen.about if party.kind == "shop"}) if side == "merchant" else []
        rows.append([say(SECTORS[side]), len(found.now.parties.get(side, ())), say(_("、")).join(shops)])
    others = [[say(SECTORS.get(sector, sector)), len(persons), ""] for sector, persons in found.now.parties.items() if sector not in SIDES and persons]
    return Section(say(_("各方")), [say(_("人不写姓名，只写界别；同一件诉求里写作居民甲、居民乙。"))],
                   [Table(say(_("谁在谈")), [say(_("界别")), say(_("人数")), say(_("店名"))], [*rows, *others], (40, 30, 86))])


def _complaints(found: Gathered) -> Section:
    return Section(say(_("诉求和回应")), [line for each in found.complaints for line in _complaint(each)])


def _complaint(each: Complaint) -> Iterator[str]:
    row = each.seen.grievance
    yield say(Sentence(_("第 {n} 件，{day}，{kind}{place}，{who}说，共 {many} 户，现在：{state}。"), n=each.seen.id, day=day(row.at, year=True),
                       kind=each.seen.kind, place=Sentence(_("，在{place}"), place=each.seen.place) if each.seen.place else "",
                       who=each.who or SECTORS[row.sector], many=each.seen.joined + 1, state=STATES[each.seen.state]))
    for pattern, words in ((_("出了什么事：{words}"), row.happened), (_("怎么难受：{words}"), row.hurt), (_("想要什么：{words}"), row.ask)):
        if words:
            yield say(Sentence(pattern, words=words))
    yield from (say(Sentence(_("后来补的：{words}"), words=words)) for words in each.later)
    yield from (say(Sentence(_("{party}回应：{words}"), party=party, words=words)) for party, words in each.answers)


def _said(found: Gathered) -> Section:
    offers = [say(Sentence(_("{side}愿意：{words}"), side=SECTORS[each.sector], words=each.text)) for each in found.offers]
    public = [say(Sentence(_("{side}这边有人说（本人同意公开）：{words}"), side=SECTORS.get(sector, sector), words=words)) for sector, words in found.said]
    return Section(say(_("双方的提议")), [*offers, *public])


def _facts(found: Gathered) -> Section:
    return Section(say(_("两边都认的事实")), [each.text for each in found.facts])


def _goals(found: Gathered) -> Section:
    shared = [say(Sentence(_("两边都说“这也是我的关切”：{words}（居民 {home} 人，商户 {shop} 人）"), words=each.line.text, home=each.marks["resident"],
                           shop=each.marks["merchant"])) for each in found.shared]
    goals = [[each.text, *(say(Sentence(_("{yes} 人认，{no} 人还不认"), yes=side.accept, no=side.decline)) for side in each.sides)] for each in found.goals]
    table = Table(say(_("共同目标")), [say(_("目标")), *(say(SECTORS[side]) for side in SIDES)], goals, (76, 40, 40))
    return Section(say(_("共同的关切和目标")), shared, [table] if goals else [])


def _statements(found: Gathered) -> Section:
    if found.statements is None or not found.statements.lines:
        return Section("")
    rows = [[line.text, *(_bar(line.bar(side)) for side in SIDES), say(sayings.chip(line))] for line in found.statements.lines]
    return Section(say(_("一句一句问下来")), [say(_("按最不服气的那一边排。答的人少于三个的一边，不写分开的数。"))],
                   [Table(say(_("各边怎么答")), [say(_("说法")), *(say(SECTORS[side]) for side in SIDES), say(_("结论"))], rows, (62, 34, 34, 26))])


def _bar(counted: dict[str, Any] | None) -> str:
    if counted is None:
        return say(_("不到三人"))
    return say(Sentence(_("{yes} 同意，{no} 不同意，{other} 说不好"), yes=counted["for"], no=counted["against"], other=counted["abstain"]))


def _options(found: Gathered) -> Section:
    if found.weighing is None:
        return Section("")
    row, result = found.weighing
    lines = [[weighing.text(line.option), *(weighing.tenth(shown.mean) if (shown := line.shown(side)) else say(_("不到三人")) for side in SIDES)]
             for line in result.lines]
    return Section(say(_("几个办法，各边有多为难")), [say(weighing.why(row, result))],
                   [Table(say(_("平均为难多少（0 到 10）")), [say(_("办法")), *(say(SECTORS[side]) for side in SIDES)], lines, (96, 30, 30))])


def _votes(found: Gathered) -> Section:
    words = []
    for row, result in found.votes:
        word, sentence = verdict_words(result.verdict or {})
        words.append(say(Sentence(_("{day}，{question}：{word}。{sentence}"), day=day(row.opened_at, year=True), question=row.question, word=word,
                                  sentence=sentence)))
        words += [f"{say(bold)}{say(numbers)}" for bold, numbers in (condition_words(each) for each in (result.verdict or {})["conditions"])]
    return Section(say(_("表决")), words)


def _signed(found: Gathered) -> Section:
    return Section(say(_("签了字的协议")), [say(Sentence(_("{day}签字：{words}"), day=day(each.signed_on, year=True), words=each.text)) for each in found.agreements])


def _course(found: Gathered) -> Section:
    rows = [[seq, when(read_time(leaf["at"])), _told(leaf)] for seq, leaf in found.course]
    table = Table(say(_("照公开记录")), [say(_("号")), say(_("时间")), say(_("什么事"))], rows, (18, 42, 96))
    return Section(say(_("经过")), [], [table] if rows else [])


def _told(leaf: dict[str, Any]) -> str:
    """What the record says of an entry, as plain words; of a grievance with its number."""
    words = Markup(fragment("dossier/_sentence.html", e=leaf)).striptags()  # noqa: S704 - tags are taken away
    noun, _colon, number = leaf["topic"].partition(":")
    return say(Sentence(_("第 {n} 件：{words}"), n=number, words=words)) if noun == "grievance" else words


def _left_out() -> Section:
    return Section(say(_("没有收进来的")), [
        say(_("只说给书记听的诉求、没有同意公开的私下的话、姓名、门牌和电话，都不在里面。")),
        say(_("这份卷宗的每一条经过都写着公开记录的号，谁都可以核对。"))])
