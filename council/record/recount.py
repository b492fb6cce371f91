"""Counting every open vote again from its ballots, as anybody can who reads the record."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from council.record.leaves import BadLeaf, Leaf

CHOICES = ("for", "against", "abstain")


@dataclass
class Count:
    """A vote that is open: how many may vote in each sector, and the standing ballot under each mark."""

    electorate: dict[str, int]
    ballots: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    voters: Counter[str] = field(default_factory=Counter)

    def tally(self) -> dict[str, dict[str, int]]:
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
        electorate = body.get("electorate")
        if not isinstance(electorate, dict) or not all(type(n) is int and n >= 0 for n in electorate.values()):
            raise BadLeaf(f"{vote} 没有写明谁能投 / {vote} does not say how many may vote in each sector")
        self.open[vote] = Count(electorate)

    def _cast(self, vote: str, body: dict[str, Any]) -> None:
        count, sector, mark = self._ballot(vote, body)
        if mark in count.ballots or body.get("rev") != 1:
            raise BadLeaf("同一个人投了两次 / the same voter casts twice")
        count.ballots[mark] = (sector, body["choice"], 1)
        count.voters[sector] += 1
        if count.voters[sector] > count.electorate[sector]:
            raise BadLeaf("票比人多 / more ballots than voters in the sector")

    def _change(self, vote: str, body: dict[str, Any]) -> None:
        count, sector, mark = self._ballot(vote, body)
        before = count.ballots.get(mark)
        if before is None or before[0] != sector or body.get("rev") != before[2] + 1:
            raise BadLeaf("改的不是这个人的上一张票 / does not change this voter's latest ballot")
        count.ballots[mark] = (sector, body["choice"], before[2] + 1)

    def _ballot(self, vote: str, body: dict[str, Any]) -> tuple[Count, str, str]:
        if vote in self.closed:
            raise BadLeaf(f"{vote} 结束以后还有票 / a ballot after {vote} was closed")
        if vote not in self.open:
            raise BadLeaf(f"{vote} 还没开就有票 / a ballot before {vote} was opened")
        sector, mark = body.get("sector"), body.get("mark")
        if sector not in self.open[vote].electorate or body.get("choice") not in CHOICES or not isinstance(mark, str) or not mark:
            raise BadLeaf("票的写法不对 / malformed ballot")
        return self.open[vote], sector, mark

    def _close(self, vote: str, body: dict[str, Any]) -> None:
        if vote not in self.open:
            raise BadLeaf(f"{vote} 没有开着 / {vote} is not open")
        counted = self.open.pop(vote).tally()
        self.closed.add(vote)
        if body.get("tally") != counted:
            raise BadLeaf(f"{vote} 公布的票数和重数的不一样：{_say(counted)} / {vote} recounted differs from the tally it gives")


def _say(tally: dict[str, dict[str, int]]) -> str:
    return "；".join(f"{sector} {'、'.join(str(counts[choice]) for choice in CHOICES)}" for sector, counts in tally.items())
