"""The words and rules of cases: who sees one, on which side a person is, what may be done with it."""

from collections.abc import Collection, Iterable, Mapping

from council.people.rules import SIDES
from council.words import Sentence, _

CIRCLES = {"parties": _("只有两边的人和中间人"), "lane": _("整条弄堂的成员")}
"""Who sees a case besides the desk."""

STATES = {"talking": _("正在谈"), "agreed": _("谈成了"), "council": _("交给议事会")}

OUTCOMES = {"agreed": _("谈成了"), "talk": _("没谈拢，再谈一次"), "council": _("交给议事会")}

MEDIATORS = ("lane_head", "police")
"""The offices that may be asked in to stand between the sides."""

MOST_TITLE = 40


def may_see(circle: str, *, desk: bool, inside: bool, member: bool) -> bool:
    """True when a case is there for the one who asks; inside: of a party, or asked in."""
    return desk or inside or (circle == "lane" and member)


def sides(groups: Iterable[Mapping[int, str]]) -> dict[str, set[int]]:
    """Who is on which side, each person on one only, as the first group says that knows them.

    groups: person id to sector; whoever suffers, then whom it concerns, then who was invited.
    """
    found: dict[str, set[int]] = {side: set() for side in SIDES}
    placed: set[int] = set()
    for person, sector in ((person, sector) for group in groups for person, sector in group.items()):
        if person not in placed:
            found.setdefault(sector, set()).add(person)
            placed.add(person)
    return found


def state(outcomes: Collection[str]) -> str:
    """Where a case stands after these outcomes, oldest first."""
    last = next(reversed(list(outcomes)), "talk")
    return "talking" if last == "talk" else last


def why_not_open(title: str, circle: str, grievances: int) -> str | None:
    """Why no case can be opened like this."""
    if not title:
        return _("还没写叫什么。写几个字就行，例如“排队与外摆”。")
    if len(title) > MOST_TITLE:
        return Sentence(_("名称请留在 {n} 个字以内，人人看得懂就行。"), n=MOST_TITLE)
    if circle not in CIRCLES:
        return _("还没选谁看得见。")
    return None if grievances else _("还没选诉求。一次调解至少从一件诉求开始。")


def why_not_go_on(now: str) -> str | None:
    """Why nothing more can be said or done in a case."""
    return None if now == "talking" else Sentence(_("这次调解已经是“{state}”。要再谈，请书记重新开。"), state=STATES[now])


def why_not_gather(now: str, there: bool, ended: bool) -> str | None:
    """Why a grievance cannot be added; there: it is in already; ended: it has been settled or taken back."""
    if there:
        return _("这件诉求已经在里面了。")
    return _("这件诉求已经结束了，不用再谈。") if ended else why_not_go_on(now)


def why_not_release(now: str, there: bool, gathered: int) -> str | None:
    """Why a grievance cannot be taken out."""
    if not there:
        return _("这件诉求不在里面。")
    return _("这是最后一件诉求，拿掉就没有可谈的了。") if gathered < 2 else why_not_go_on(now)


def why_not_ask_in(now: str, offices: Collection[str], inside: bool) -> str | None:
    """Why somebody cannot be asked to stand between the sides."""
    if not set(MEDIATORS) & set(offices):
        return _("中间人请从弄长和社区民警里请。")
    return _("这个人已经在里面了，不能再当中间人。") if inside else why_not_go_on(now)


def why_not_close(now: str, outcome: str, note: str) -> str | None:
    """Why a round of talks cannot end like this; a case that has ended can only be taken up again."""
    if outcome not in OUTCOMES:
        return _("还没选谈得怎么样。")
    if now != "talking" and outcome != "talk":
        return why_not_go_on(now)
    return None if note else _("请写一句谈到了哪里，两边的人会看到。")
