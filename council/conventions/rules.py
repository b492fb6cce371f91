"""What a clause's state is called, and why a clause may not be sounded, voted on, reworded or adopted."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from council.words import Sentence, _

STANDS = {"agree": _("赞成"), "live": _("能接受"), "object": _("不行")}
"""The three answers to a sounding (征询), in the order they are offered."""

MOST_CLAUSES = 40
MOST_TITLE, MOST_REASON, MOST_WHY = 40, 1500, 300
"""Characters of a title; bytes of UTF-8 of a reason, and of the line beside an answer to a sounding."""
MOST_LEAF = 52_000
"""Bytes a whole convention may take in its entry of adoption, which holds every clause in full; a leaf holds 60 KiB."""

STATES = {
    "draft": _("还没有表决"),
    "sounding": _("正在征询"),
    "voting": _("正在表决"),
    "both": _("两边都通过了"),
    "resident": _("居民通过了，商户没有"),
    "merchant": _("商户通过了，居民没有"),
    "neither": _("没有通过"),
    "in_force": _("施行中"),
    "amending": _("施行中，在改"),
}
"""State codes and their words; `resident`, `merchant` and `neither` go back to talks, `amending` is in force in older words."""


@dataclass(frozen=True)
class ClauseFacts:
    """What is known about a clause's present wording.

    passed: which side passed this wording, None while no vote on it has closed; carried: whether both did.
    in_force: in this wording; held: in some wording.
    vote_id: the vote that runs or ran last on it.
    """

    title: str = ""
    text: str = ""
    sounding: bool = False
    voting: bool = False
    passed: Mapping[str, bool] | None = None
    carried: bool | None = None
    in_force: bool = False
    held: bool = False
    vote_id: int | None = None


def state(facts: ClauseFacts) -> str:
    """The code of a clause's state: what is going on first, then what was decided."""
    if facts.voting:
        return "voting"
    if facts.sounding:
        return "sounding"
    if facts.in_force:
        return "in_force"
    if facts.carried is None:
        return "amending" if facts.held else "draft"
    if facts.carried:
        return "both"
    return _failed(facts.passed or {})


def _failed(passed: Mapping[str, bool]) -> str:
    won = [side for side in ("resident", "merchant") if passed.get(side)]
    return won[0] if len(won) == 1 else "neither"


def needs_talk(code: str) -> bool:
    """True when a vote failed: the clause goes back to mediation."""
    return code in ("resident", "merchant", "neither")


def brick(code: str) -> str:
    """How a clause is laid in the wall: laid on both sides, lit, or not yet."""
    return {"in_force": "both", "both": "both", "amending": "both", "voting": "now", "sounding": "now", "resident": "one"}.get(code, "")


def why_not_title(title: str) -> str | None:
    """Why this is no title of a convention or a clause."""
    if not title:
        return _("还没写名称。写几个字就行。")
    return Sentence(_("名称请留在 {n} 个字以内。"), n=MOST_TITLE) if len(title) > MOST_TITLE else None


def why_not_empty(text: str) -> str | None:
    """Why this is no text of a clause."""
    return None if text else _("还没写条文。写一句就行。")


def why_not_reword(voting: bool, same: bool = False) -> str | None:
    """Why the wording cannot change now."""
    if voting:
        return _("这一条正在表决，字句已经锁定。等结果出来再改。")
    return _("和现在的一个字也不差。改了再记。") if same else None


def why_not_sound(facts: ClauseFacts, busy: bool) -> str | None:
    """Why no sounding can be opened on a clause; `busy`: another one is running in the same place."""
    if not facts.text.strip():
        return _("这一条还没有写条文。先写一稿，再问大家。")
    if facts.voting:
        return _("这一条正在表决，不用再征询了。")
    if facts.sounding or busy:
        return _("有一个征询正在进行。先结束它，再开下一个。")
    return None


def why_not_answer(closed: bool, sectors: Collection[str], stand: str) -> str | None:
    """Why an answer to a sounding cannot be noted."""
    if closed:
        return _("征询已经结束了。表决的时候您还可以投。")
    if not sectors:
        return _("您还不在名册上。请书记把您加进来。")
    return None if stand in STANDS else _("请从“赞成”“能接受”“不行”里选一个。")


def why_not_close(closed: bool) -> str | None:
    """Why a sounding cannot be closed."""
    return _("这个征询已经结束了。") if closed else None


def why_not_put_to_vote(facts: ClauseFacts, busy: bool, roll: Mapping[str, int]) -> str | None:
    """Why a clause cannot be voted on; `busy`: a vote is running in the same place; `roll`: entries by sector."""
    if not facts.text.strip():
        return _("这一条还没有写条文。先写一稿，再表决。")
    if facts.voting:
        return _("这一条正在表决。")
    if facts.carried or facts.in_force:
        return _("这样写已经通过了，不用再投。要改字句，先改一稿。")
    if facts.sounding:
        return _("这一条还在征询。先结束征询，再表决。")
    if busy:
        return _("这里有一个表决正在进行。等它结束，再开下一个。")
    empty = [word for side, word in (("resident", _("居民")), ("merchant", _("商户"))) if not roll.get(side)]
    return Sentence(_("名册上还没有{side}，两边都有人才能表决。先补名册。"), side=empty[0]) if empty else None


def why_not_adopt(voting: int, passed: int, changed: bool) -> str | None:
    """Why a convention cannot be adopted; counts are clauses, `changed`: other than the version in force."""
    if voting:
        return Sentence(_("还有 {n} 条正在表决。等结果出来再施行。"), n=voting)
    if not passed:
        return _("还没有一条两边都通过。先表决，再施行。")
    return None if changed else _("和施行中的这一版一样，不用再来一次。")


def why_not_add(clauses: int) -> str | None:
    """Why a convention takes no further clause."""
    return Sentence(_("已经有 {n} 条了，再多就没有人记得住。先并掉几条。"), n=clauses) if clauses >= MOST_CLAUSES else None


def why_not_so_long(wordings: Collection[tuple[str, str]]) -> str | None:
    """Why all clauses together are too long to be adopted in one entry; each is (title, text)."""
    size = sum(len(json.dumps(words, ensure_ascii=False).encode()) + 240 for words in wordings)
    over = size - MOST_LEAF
    return Sentence(_("整份公约太长了，大约要删掉 {n} 个字。"), n=f"{-(-over // 3):,}") if over > 0 else None


def text_hash(title: str, text: str) -> str:
    """SHA-256 (hex) of title, an empty line and text in UTF-8: what the record calls a wording."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()
