"""The rule that proposes whom to invite: the strongest demands of each side and stretch, each with its reasons in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from council.grievances.rules import IMPACTS, OFTEN
from council.people.rules import SIDES
from council.words import Sentence, _

EACH = 2
"""So many are proposed for a side and stretch: enough to choose from, few enough to read."""

WEIGHTS = {"": 0, "once": 0, "sometimes": 1, "weekly": 2, "daily": 3}
"""What "how often" adds. A start value, as are the others below: an order to read in, never shown as a number."""

MOST_JOINED = 5
"""Beyond so many households a crowd weighs no more."""


@dataclass(frozen=True)
class Demand:
    """What one person has at stake in one grievance.

    person, grievance: ids. impact: 1 to 5, 0 if unsaid. often: a code. joined: further households. concerned: it is about their shop or house.
    gathered: the grievance belongs to the case already.
    """

    person: int
    sector: str
    place: str
    grievance: int
    impact: int = 0
    often: str = ""
    joined: int = 0
    concerned: bool = False
    gathered: bool = False


@dataclass(frozen=True)
class Proposal:
    """Somebody to invite, because of which demand, and why in words."""

    demand: Demand
    reasons: tuple[str, ...]


def weight(demand: Demand) -> int:
    """How strong a demand is: three for each step of impact, then how often, how many households, and whether the case is about it."""
    return (3 * demand.impact + WEIGHTS.get(demand.often, 0) + min(demand.joined, MOST_JOINED)
            + (6 if demand.concerned else 0) + (3 if demand.gathered else 0))


def propose(demands: Iterable[Demand], heard: Collection[tuple[str, str]], invited: Collection[int]) -> list[Proposal]:
    """Whom to invite: of each side and stretch the two strongest, stretches that nobody has been invited from first.

    heard: (sector, place) from which somebody has been invited; invited: who has been. The same facts give the same list, in any order.
    """
    best: dict[int, Demand] = {}
    for demand in sorted(demands, key=lambda each: (-weight(each), each.grievance)):
        if demand.sector in SIDES and demand.person not in invited:
            best.setdefault(demand.person, demand)
    ranked = sorted(best.values(), key=lambda each: (SIDES.index(each.sector), (each.sector, each.place) in heard, -weight(each), each.person))
    taken: dict[tuple[str, str], int] = {}
    chosen = []
    for demand in ranked:
        group = (demand.sector, demand.place)
        taken[group] = taken.get(group, 0) + 1
        if taken[group] <= EACH:
            chosen.append(Proposal(demand, tuple(_reasons(demand, group in heard))))
    return chosen


def _reasons(demand: Demand, heard: bool) -> Iterable[str]:
    if demand.concerned:
        yield _("这件事说的就是他家")
    if demand.impact:
        yield Sentence(_("影响是“{word}”（{n} 分，5 分最重）"), word=IMPACTS[demand.impact], n=demand.impact)
    if WEIGHTS.get(demand.often, 0):
        yield Sentence(_("多久一次：{often}"), often=OFTEN[demand.often])
    if demand.joined:
        yield Sentence(_("另有 {n} 户也这么说"), n=demand.joined)
    if demand.place and not heard:
        yield Sentence(_("{place}这一边还没请过人"), place=demand.place)


def why_not_invite(related: bool, invited: bool) -> str | None:
    """Why somebody cannot be invited; related: they suffer from the grievance, or it is about them and they may know of it."""
    if invited:
        return _("已经请过这个人了。")
    return None if related else _("请人要有一件跟他有关的诉求。请从列出的人里选。")


def why_not_answer(before: bool | None, accept: bool) -> str | None:
    """Why an invitation cannot be answered like this; before: what was said last, None if nothing."""
    if before is None:
        return None
    if before == accept:
        return _("您已经这样回过了。")
    return _("您已经答应来谈了。不来的话，跟书记说一声。") if before else None
