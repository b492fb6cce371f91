"""The sitting in words: its hours and days, who chaired, breaks, who came late or left, guests."""

from collections.abc import Iterator, Mapping

from council.i18n import clock_time, day, say
from council.meetings.attending.rules import GUESTS
from council.meetings.minutes import sayings
from council.meetings.minutes.sitting import Day, Sitting
from council.people.rules import SECTORS
from council.words import Sentence, _


def facts(sitting: Sitting) -> Iterator[tuple[str, str]]:
    """Words and facts for the head of the minutes; nothing for an evening on one day with one chair and no break."""
    if len(sitting.days) > 1:
        yield say(_("分了几天")), say(_("；")).join(_one(number, each) for number, each in enumerate(sitting.days, 1))
    if sitting.chairs:
        first, *later = sitting.chairs
        turns = [say(Sentence(_("{time} 起{office}"), time=clock_time(at), office=say(office))) for at, office in later]
        yield say(_("主持")), say(_("，")).join([say(first[1]), *turns])
    if sitting.breaks:
        yield say(_("休息")), say(_("，")).join(_span(start, end) for start, end in sitting.breaks)


def adjournments(sitting: Sitting) -> Iterator[tuple[str, int | None]]:
    """A sentence and its entry for each day that went over into another."""
    for each in sitting.days:
        if each.to is None:
            continue
        on = each.to["item"]
        where = Sentence(_("议到“{title}”休会，定在 {day} {time} 在{place}接着开。"), title=on["title"], **_when(each.to)) if on else Sentence(
            _("休会，定在 {day} {time} 在{place}接着开。"), **_when(each.to))
        yield say(where), each.seq


def _when(to: Mapping[str, str]) -> dict[str, str]:
    return {"day": day(to["resumes_at"], year=True), "time": clock_time(to["resumes_at"]), "place": to["place"]}


def here(sitting: Sitting) -> Iterator[str]:
    """Sentences on who came late, who left and came back, and on guests."""
    if sitting.late:
        yield say(Sentence(_("开会以后才到的 {n} 位。"), n=sitting.late))
    if sitting.left:
        yield say(Sentence(_("中途先走 {n} 次，回来 {m} 次。"), n=sitting.left, m=sitting.returned))
    for number, each in enumerate(sitting.days, 1):
        if len(sitting.days) > 1:
            yield say(Sentence(_("第 {n} 天散的时候在会场：{people}。"), n=number, people=_people(each.here)))
    if any(sitting.guests.values()):
        kinds = [(word, n) for kind, word in GUESTS.items() if (n := sitting.guests.get(kind))]
        told = say(_("，")).join(say(Sentence(_("{kind} {n} 位"), kind=say(word), n=n)) for word, n in kinds)
        yield say(Sentence(_("没有账号的人，自己点的或者书记数的：{told}；最多的时候一起有 {most} 位。"), told=told, most=sitting.guests["most"]))


def at_items(sitting: Sitting) -> tuple[list[str], list[list[object]]] | None:
    """Columns and rows of who was in the hall when each item began; None when nobody came or went in between."""
    if not sitting.moved or not sitting.at_items:
        return None
    sectors = [sector for sector in SECTORS if any(sector in counted for _at, _title, counted in sitting.at_items)]
    rows = [[f"{clock_time(at)} {title}", *(counted.get(sector, 0) for sector in sectors)] for at, title, counted in sitting.at_items]
    return [say(_("哪一项开始")), *(sayings.side(sector) for sector in sectors)], rows


def turn(start: str, end: str, on: int) -> str:
    """From when until when an item was on; from the second day on with the day."""
    return _span(start, end) if on < 2 else say(Sentence(_("第 {n} 天 {hours}"), n=on, hours=_span(start, end)))


def _one(number: int, each: Day) -> str:
    return say(Sentence(_("第 {n} 天 {day} {hours}"), n=number, day=day(each.began, weekday=True, year=True), hours=_span(each.began, each.ended)))


def _span(start: str, end: str) -> str:
    pattern = Sentence(_("{start} 至 {end}"), start=clock_time(start), end=clock_time(end)) if end else Sentence(_("{start} 开始"), start=clock_time(start))
    return say(pattern)


def _people(counted: Mapping[str, int]) -> str:
    told = [say(Sentence(_("{side} {n}"), side=sayings.side(sector), n=counted[sector])) for sector in SECTORS if counted.get(sector)]
    return say(_("，")).join(told) or say(_("没有人"))
