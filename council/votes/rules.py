"""Votes as arithmetic: what a rule asks for, what a count gives, and why somebody may not vote. Exact fractions, no rounding."""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from council.words import Sentence, _

CHOICES = ("for", "against", "abstain")
BASES = ("decided", "cast", "roll")
"""What a share is counted of: votes for and against, all votes cast, everybody on the roll."""

MORE_THAN_HALF = {"share": "1/2", "above": True}
BOTH_SIDES: dict[str, Any] = {"each": ["resident", "merchant"], "quorum": MORE_THAN_HALF, "base": "decided", "threshold": MORE_THAN_HALF}
"""The lane's own rule: each side by itself, more than half of its roll votes, and of those for and against more than half are for."""
TOGETHER: dict[str, Any] = {"each": [], "quorum": None, "base": "decided", "threshold": MORE_THAN_HALF}
"""A question of procedure: all together, more for than against."""

Tally = Mapping[str, Mapping[str, int]]


def tally(ballots: Iterable[tuple[str, str]], sectors: Collection[str]) -> dict[str, dict[str, int]]:
    """Count (sector, choice) pairs: {sector: {for, against, abstain}}, every sector of the electorate present."""
    counted = {sector: dict.fromkeys(CHOICES, 0) for sector in sectors}
    for sector, choice in ballots:
        counted[sector][choice] += 1
    return counted


def needed(test: Mapping[str, Any], of: int) -> int:
    """The smallest whole number that reaches the share of `of`: more than it when `above`, else at least it; never less than 1."""
    exact = Fraction(test["share"]) * of
    whole = exact.numerator // exact.denominator
    return max(1, whole + 1 if test["above"] or whole < exact else whole)


def verdict(rule: Mapping[str, Any], electorate: Mapping[str, int], counted: Tally) -> dict[str, Any]:
    """Every condition of the rule with its numbers, and whether all are met. Anyone can compute it again from the record."""
    conditions = []
    for side in rule["each"] or [""]:
        sectors = [side] if side else list(electorate)
        sums = {choice: sum(counted[sector][choice] for sector in sectors) for choice in CHOICES}
        roll = sum(electorate[sector] for sector in sectors)
        if rule["quorum"]:
            conditions.append(_condition("quorum", side, rule["quorum"], sum(sums.values()), roll) | {"base": "roll"})
        base = {"decided": sums["for"] + sums["against"], "cast": sum(sums.values()), "roll": roll}[rule["base"]]
        conditions.append(_condition("threshold", side, rule["threshold"], sums["for"], base) | {"base": rule["base"]})
    return {"passed": all(each["met"] for each in conditions), "conditions": conditions}


def _condition(name: str, side: str, test: Mapping[str, Any], have: int, of: int) -> dict[str, Any]:
    need = needed(test, of)
    return {"test": name, "side": side, "share": test["share"], "above": test["above"], "have": have, "of": of, "need": need, "met": have >= need}


def why_not_rule(rule: Mapping[str, Any], electorate: Mapping[str, int]) -> str | None:
    """Why these data are no rule for this roll."""
    if set(rule) != {"each", "quorum", "base", "threshold"} or rule["base"] not in BASES or not _is_test(rule["threshold"]):
        return _("这条表决规则不完整。请写清楚按什么算、要多少。")
    if rule["quorum"] is not None and not _is_test(rule["quorum"]):
        return _("这条表决规则不完整。请写清楚要多少人投票才算数。")
    if not isinstance(rule["each"], list) or len(set(rule["each"])) != len(rule["each"]):
        return _("这条表决规则不完整。请写清楚哪几边各算各的。")
    if not electorate or not all(electorate.get(side) for side in rule["each"]):
        return _("名册上有一边还没有人，没法两边分开表决。先把名册补上。")
    return None


def _is_test(test: Any) -> bool:
    if not isinstance(test, Mapping) or set(test) != {"share", "above"} or not isinstance(test["above"], bool):
        return False
    try:
        share = Fraction(test["share"]) if isinstance(test["share"], str) else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        return False
    return 0 < share < 1 or (share == 1 and not test["above"])


def why_not_open(question: str, running: bool) -> str | None:
    """Why a question may not be put now; one question at a time in one place."""
    if not question.strip():
        return _("还没写要表决什么。写一句就行。")
    return _("上一项表决还没有结束。先结束它，再开下一项。") if running else None


def why_not_vote(*, signed_in: bool, closed: str | None, sectors: Sequence[str], frozen: str, stranger: bool = False) -> str | None:
    """Why this person may not vote here and now.

    closed: the time on the clock when it ended, None while it runs. sectors: the sides this person stands for in this vote.
    frozen: the time on the clock when the roll was locked. stranger: a rehearsal name in a real vote.
    """
    if closed is not None:
        return Sentence(_("没有投上：表决在 {time} 结束了。"), time=closed)
    if not signed_in:
        return _("投票要先用您的卡或链接进来。没有卡，问书记要。")
    if stranger:
        return _("您是排练用的名字，真的表决投不了。排练的那一项您可以投。")
    if not sectors:
        return Sentence(_("这一项 {time} 已经锁定名册，上面没有您。下一项您可以投。"), time=frozen)
    return None


def why_not_for_side(sector: str | None, sectors: Sequence[str]) -> str | None:
    """Why a ballot does not say for whom it stands: one person, one vote, for one side."""
    if sector is None and len(sectors) > 1:
        return _("您在名册上两边都有。一项表决只能投一票，请先选这一次代表哪一边。")
    if sector is not None and sector not in sectors:
        return _("名册上您不在这一边。请选您在的那一边。")
    return None


def why_not_choice(choice: str) -> str | None:
    """Why this is no choice."""
    return None if choice in CHOICES else _("没有看懂您投的是什么。请点赞成、反对或弃权。")


def why_not_close(closed: str | None) -> str | None:
    """Why a vote cannot be ended."""
    return None if closed is None else Sentence(_("这一项在 {time} 已经结束了，结果在下面。"), time=closed)


def mark(key: bytes, person_id: int) -> str:
    """The voter's pseudonym in one vote: 32 hex digits of an HMAC whose key only this vote has."""
    return hmac.new(key, str(person_id).encode(), hashlib.sha256).hexdigest()[:32]


def roll_hash(electors: Iterable[tuple[int, int, str]]) -> str:
    """SHA-256 of the frozen roll: (entry, person, sector), sorted, one a line."""
    lines = "".join(f"{entry}:{person}:{sector}\n" for entry, person, sector in sorted(electors))
    return hashlib.sha256(lines.encode()).hexdigest()


def frozen_hash(facts: Mapping[str, Any]) -> str:
    """SHA-256 over everything that a vote fixes at its opening."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
