"""The words and rules of statements: what one may be, who admits it, who answers it, who decides an appeal."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from council.people.rules import DESK, SECTORS, why_not_desk
from council.words import Sentence, _

MOST_LETTERS = 140
"""Characters of one statement, after hidden signs are taken out."""

SEEDS, MOST_SEEDS = 2, 5
"""Statements that the desk writes for each side before a round opens: at least, at most."""

MOST_STATEMENTS, MOST_MINE = 300, 12
"""Statements of one round; of one author in it."""

FEWEST = 3
"""A side with fewer people is asked face to face: without names everybody would know who it was."""

ALIKE = 0.5
"""From this share of common pairs of letters on, two statements are shown beside each other before the second is sent."""

STANDS = {"agree": _("同意"), "disagree": _("不同意"), "pass": _("不好说")}
CODES = {"duplicate": _("已经有差不多的一句"), "two": _("一句里说了两件事"), "name": _("点了人的名字"), "insult": _("骂人的话"),
         "off": _("说的不是这件事"), "unclear": _("看不明白")}
STATES = {"waiting": _("等书记看"), "admitted": _("大家在答"), "refused": _("没有放出来"), "appealed": _("请第二个人看"), "upheld": _("第二个人也没有放"),
          "withdrawn": _("收回了")}
ORIGINS = {"desk": _("书记写的"), "neighbour": _("一位邻居写的"), "between": _("中间人写的")}
SECOND = frozenset({"deputy", "lane_head"})
"""The offices that decide an appeal."""

ENDED = _("这一轮已经结束了。")
SAME = _("您已经这样答过了。")
MOST_NOTE = 200


def why_not_letters(text: str) -> str | None:
    """Why this is no statement."""
    if not text:
        return _("还没写。写一句话，只说一件事。")
    if len(text) > MOST_LETTERS:
        return Sentence(_("一句话请留在 {n} 个字以内，现在是 {now} 个字。"), n=MOST_LETTERS, now=len(text))
    return None if any(each.isalnum() for each in text) else _("这里面没有字。写一句话，只说一件事。")


def why_not_open(offices: Collection[str], running: bool, seeds: Mapping[str, Sequence[str]], *, talking: bool = True) -> str | None:
    """Why a round may not be opened; seeds: the desk's statements for each side."""
    if why := why_not_desk(offices):
        return why
    if not talking:
        return _("这件事已经谈完了，不再听新的说法。")
    if running:
        return _("这件事正在听一轮说法。先结束这一轮。")
    texts = [normal(text) for each in seeds.values() for text in each]
    if len(set(texts)) < len(texts):
        return _("有两句是一样的。请换一句。")
    for side, each in seeds.items():
        if len(each) < SEEDS:
            return Sentence(_("{side}这边至少先写 {n} 句，两边都照顾到了，再请大家答。"), side=SECTORS[side], n=SEEDS)
        if why := next((why for why in map(why_not_letters, each) if why), None):
            return why
    return None


def why_not_close(offices: Collection[str], running: bool) -> str | None:
    """Why a round may not be ended."""
    return why_not_desk(offices) or (None if running else ENDED)


def why_not_propose(text: str, *, running: bool, known: bool, mine: int, all_in_all: int) -> str | None:
    """Why a statement may not be added; known: the same words stand already; mine, all_in_all: statements so far."""
    if not running:
        return ENDED
    if known:
        return _("这一句已经有了，一个字也不差。您去答它就行。")
    if mine >= MOST_MINE:
        return Sentence(_("这一轮您已经写了 {n} 句。先听听别人的。"), n=mine)
    if all_in_all >= MOST_STATEMENTS:
        return Sentence(_("这一轮已经有 {n} 句，多了大家答不完。下一轮再写。"), n=all_in_all)
    return why_not_letters(text)


def why_not_moderate(offices: Collection[str], state: str, code: str | None, *, running: bool = True) -> str | None:
    """Why a statement may not be admitted (code None), or refused for a reason."""
    if why := why_not_desk(offices):
        return why
    if not running:
        return ENDED
    if code is None:
        return None if state == "waiting" else _("这一句已经看过了。")
    if code not in CODES:
        return _("请选一条理由，写的人要知道为什么。")
    return None if state in ("waiting", "admitted") else _("这一句已经看过了。")


def why_not_appeal(state: str, *, mine: bool, running: bool = True) -> str | None:
    """Why an author may not ask a second person."""
    if not mine:
        return _("请谁再看一遍，由写的人来定。")
    if not running:
        return ENDED
    if state == "upheld":
        return _("第二个人已经看过了。您可以换个说法再写一句。")
    return None if state == "refused" else _("这一句现在没有什么可申诉的。")


def why_not_decide(offices: Collection[str], state: str, *, refused_it: bool, wrote_it: bool, running: bool = True) -> str | None:
    """Why somebody may not decide an appeal: never whoever refused it, nor its author."""
    if not SECOND & set(offices):
        return _("申诉由副书记或者弄长来看，换一个人，换一双眼睛。")
    if refused_it:
        return _("当初没有放出来的就是您。请另一位来看。")
    if wrote_it:
        return _("这一句是您自己写的。请另一位来看。")
    if state != "appealed":
        return _("这一句没有申诉，或者已经定了。")
    return None if running else ENDED


def why_not_answer(voice: str | None, roster: int, state: str, *, running: bool) -> str | None:
    """Why somebody may not answer a statement; voice: for which side; roster: how many people that side has."""
    if not running:
        return ENDED
    if voice is None:
        return _("这一轮听居民和商户两边的。您在中间，可以写，不用答。")
    if roster < FEWEST:
        return Sentence(_("{side}这边只有 {n} 个人，不记名也看得出是谁。请书记当面听您说。"), side=SECTORS.get(voice, voice), n=roster)
    return None if state == "admitted" else _("这一句现在不请大家答。")


def why_not_reword(state: str, answered: int, *, mine: bool, running: bool) -> str | None:
    """Why the words may not be changed: once somebody has answered them, a change would put words into their mouth."""
    if not mine:
        return _("改字由写的人来改。")
    if not running:
        return ENDED
    if answered:
        return Sentence(_("已经有 {n} 个人答过这一句。改了字，就改了他们的意思。请另写一句。"), n=answered)
    return None if state in ("waiting", "admitted", "refused") else _("这一句已经定了。请另写一句。")


def why_not_withdraw(state: str, answered: int, *, mine: bool, running: bool = True) -> str | None:
    """Why an author may not take a statement back."""
    if not mine:
        return _("收回由写的人来收回。")
    if answered:
        return Sentence(_("已经有 {n} 个人答过这一句，收不回了。您可以另写一句，说您现在怎么想。"), n=answered)
    if state == "withdrawn":
        return _("这一句已经收回了。")
    return ENDED if state == "admitted" and not running else None


def why_unclear() -> str:
    """What the desk is told of a sentence that many find hard to say."""
    return _("十个人里有三个以上答“不好说”，多半是话没说清楚。换一句更清楚的。")


def origin(offices: Collection[str], voice: str | None) -> str:
    """Who a statement is by, as everybody reads it: the desk, a neighbour, or somebody between the sides; never a name."""
    return "desk" if DESK & set(offices) else "neighbour" if voice else "between"


def next_first(answers: Mapping[int, int], seed: str) -> list[int]:
    """Statements in the order in which a person is asked: what one's own side has answered least comes first, so new ones surface.

    answers: how many of one's side answered each. Ties fall as the seed has it: for one person always alike, for each another way.
    """
    return sorted(answers, key=lambda number: (answers[number], hashlib.sha256(f"{seed}:{number}".encode()).digest()))


def normal(text: str) -> str:
    """The words without what makes two writings of one sentence differ: width, case, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def likeness(one: str, other: str) -> float:
    """How alike two statements are, 0 to 1: the share of their pairs of letters that they have in common (Dice)."""
    ours, theirs = _pairs(normal(one)), _pairs(normal(other))
    return 2 * (ours & theirs).total() / ((ours.total() + theirs.total()) or 1)


def alike(text: str, others: Mapping[int, str], most: int = 3) -> list[int]:
    """Which statements come near to this one, the nearest first."""
    near = {number: likeness(text, other) for number, other in others.items()}
    return sorted((number for number in near if near[number] >= ALIKE), key=lambda number: (-near[number], number))[:most]


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at:at + 2] for at in range(max(1, len(text) - 1))) if text else Counter()
