"""Counting every open vote again from its ballots, and weighing it by its own rule, as anybody can who reads the record."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from council.record.leaves import BadLeaf, Leaf

CHOICES = ("for", "against", "abstain")
RULE = {"each", "quorum", "base", "threshold"}

Tally = dict[str, dict[str, int]]


@dataclass
class Count:
    """A vote that is open: how many may vote in each sector, by which rule, and the standing ballot under each mark."""

    electorate: dict[str, int]
    rule: dict[str, Any]
    ballots: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    voters: Counter[str] = field(default_factory=Counter)

    def put(self, mark: str, sector: str, choice: str, rev: int) -> None:
        self.voters[sector] += 1
        if self.voters[sector] > self.electorate[sector]:
            raise BadLeaf("票比人多 / more ballots than voters in the sector")
        self.ballots[mark] = (sector, choice, rev)

    def tally(self) -> Tally:
        counted = Counter((sector, choice) for sector, choice, _ in self.ballots.values())
        return {sector: {choice: counted[sector, choice] for choice in CHOICES} for sector in self.electorate}


@dataclass
class Recount:
    """All votes of a record while it is read from the beginning; ballots are forgotten once their vote has closed."""

    open: dict[str, Count] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)

    def read(self, leaf: Leaf) -> None:
        """Take the next entry; raises BadLeaf when it breaks the arithmetic of a vote."""
        act = {"vote.opened": self._open, "ballot.cast": self._cast, "ballot.changed": self._change, "vote.closed": self._close}
        if leaf["kind"] in act:
            act[leaf["kind"]](leaf["topic"], leaf["body"])

    def _open(self, vote: str, body: dict[str, Any]) -> None:
        if vote in self.open or vote in self.closed:
            raise BadLeaf(f"{vote} 开了两次 / {vote} is opened twice")
        electorate, rule = body.get("electorate"), body.get("rule")
        if not isinstance(electorate, dict) or not all(type(n) is int and n >= 0 for n in electorate.values()):
            raise BadLeaf(f"{vote} 没有写明谁能投 / {vote} does not say how many may vote in each sector")
        if not isinstance(rule, dict) or rule.keys() != RULE:
            raise BadLeaf(f"{vote} 没有写明按什么算 / {vote} does not say by which rule it is decided")
        self.open[vote] = Count(electorate, rule)

    def _cast(self, vote: str, body: dict[str, Any]) -> None:
        count, sector, mark = self._ballot(vote, body)
        if mark in count.ballots or body.get("rev") != 1:
            raise BadLeaf("同一个人投了两次 / the same voter casts twice")
        count.put(mark, sector, body["choice"], 1)

    def _change(self, vote: str, body: dict[str, Any]) -> None:
        count, sector, mark = self._ballot(vote, body)
        before = count.ballots.get(mark)
        if before is None or body.get("rev") != before[2] + 1:
            raise BadLeaf("改的不是这个人的上一张票 / does not change this voter's latest ballot")
        count.voters[before[0]] -= 1
        count.put(mark, sector, body["choice"], before[2] + 1)

    def _ballot(self, vote: str, body: dict[str, Any]) -> tuple[Count, str, str]:
        if vote in self.closed:
            raise BadLeaf(f"{vote} 结束以后还有票 / a ballot after {vote} was closed")
        if vote not in self.open:
            raise BadLeaf(f"{vote} 还没开就有票 / a ballot before {vote} was opened")
        sector, mark = body.get("sector"), body.get("mark")
        known = isinstance(sector, str) and sector in self.open[vote].electorate
        if not known or body.get("choice") not in CHOICES or not isinstance(mark, str) or not mark:
            raise BadLeaf("票的写法不对 / malformed ballot")
        return self.open[vote], str(sector), mark

    def _close(self, vote: str, body: dict[str, Any]) -> None:
        if vote not in self.open:
            raise BadLeaf(f"{vote} 没有开着 / {vote} is not open")
        count = self.open.pop(vote)
        counted = count.tally()
        self.closed.add(vote)
        if body.get("tally") != counted:
            raise BadLeaf(f"{vote} 公布的票数和重数的不一样：{_say(counted)} / {vote} recounted differs from the tally it gives")
        verdict = body.get("verdict")
        if not isinstance(verdict, dict) or verdict.get("passed") is not passes(count.rule, count.electorate, counted):
            raise BadLeaf(f"{vote} 的结论不合它自己的规则 / the verdict of {vote} does not follow from its rule")


def passes(rule: Mapping[str, Any], electorate: Mapping[str, int], tally: Tally) -> bool:
    """Whether the tally meets the rule: in each named sector by itself, or in all together, its quorum and its threshold.

    A share is counted of those who decided, of all who voted or of the roll; never less than one vote is enough.
    """
    try:
        return all(_side_passes(rule, [side] if side else list(electorate), electorate, tally) for side in rule["each"] or [""])
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as fault:
        raise BadLeaf("表决规则读不懂 / the rule of the vote cannot be read") from fault


def _side_passes(rule: Mapping[str, Any], sectors: list[str], electorate: Mapping[str, int], tally: Tally) -> bool:
    sums = {choice: sum(tally[sector][choice] for sector in sectors) for choice in CHOICES}
    cast, roll = sum(sums.values()), sum(electorate[sector] for sector in sectors)
    base = {"decided": sums["for"] + sums["against"], "cast": cast, "roll": roll}[rule["base"]]
    return (rule["quorum"] is None or _reaches(cast, roll, rule["quorum"])) and _reaches(sums["for"], base, rule["threshold"])


def _reaches(have: int, of: int, test: Mapping[str, Any]) -> bool:
    line = Fraction(test["share"]) * of
    return have >= 1 and (have > line if test["above"] else have >= line)


def _say(tally: Tally) -> str:
    return "；".join(f"{sector} {'、'.join(str(counts[choice]) for choice in CHOICES)}" for sector, counts in tally.items())
