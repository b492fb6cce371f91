"""Working time: which days are worked, how long was worked between two moments, when so much will have been worked."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from council.words import Sentence, _

SHANGHAI = timezone(timedelta(hours=8))
"""The lane's clock: eight hours ahead of UTC, without summer time since 1991."""

OPENS, SHUTS = time(9), time(17)
DAY = timedelta(hours=SHUTS.hour - OPENS.hour)
"""A working day is eight hours of the office."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
KINDS = {"off": _("放假"), "work": _("上班")}

Span = tuple[datetime, datetime]


def monday_to_friday(day: date) -> bool:
    """The plain week, for years whose holidays nobody has told yet."""
    return day.weekday() < 5


@dataclass
class WorkTime:
    """The time that counts: office hours of the days that are worked, or every hour when `works` is None.

    works: is this day worked? known: years whose days are told; the others are the plain week, and whoever relies on them says so.
    """

    works: Callable[[date], bool] | None = monday_to_friday
    known: Callable[[int], bool] = lambda year: False
    _years: dict[int, "_Year"] = field(default_factory=dict, repr=False)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """How much counts between two moments; nothing when they stand the other way round."""
        if self.works is None or end <= start:
            return max(end - start, timedelta())
        first, last = _number(start), _number(end)
        whole = sum((self._year(year).sums[-1] for year in range(first, last)), timedelta())
        return whole + self._year(last).until(end) - self._year(first).until(start)

    def after(self, start: datetime, needed: timedelta) -> datetime:
        """The first moment at which so much has counted since `start`."""
        if self.works is None or needed <= timedelta():
            return start + needed
        first = _number(start)
        needed += self._year(first).until(start)
        for number in range(first, first + 100):
            year = self._year(number)
            if needed <= year.sums[-1]:
                at = bisect_left(year.sums, needed) - 1
                return year.opens[at] + (needed - year.sums[at])
            needed -= year.sums[-1]
        raise OverflowError("no day is ever worked")

    def guessed(self, start: datetime, end: datetime) -> list[int]:
        """The years between two moments whose holidays are not known."""
        return [] if self.works is None else [year for year in range(_number(start), _number(end) + 1) if not self.known(year)]

    def _year(self, number: int) -> "_Year":
        if number not in self._years:
            days = (date(number, 1, 1) + timedelta(days=n) for n in range(366))
            self._years[number] = _told([day for day in days if day.year == number and self.works is not None and self.works(day)])
        return self._years[number]


@dataclass(frozen=True)
class _Year:
    """When the office opens in one year, and how much was worked before each opening; the last sum is the whole year's."""

    opens: list[datetime]
    sums: list[timedelta]

    def until(self, moment: datetime) -> timedelta:
        """What was worked from the year's first day until then."""
        at = bisect_right(self.opens, moment) - 1
        return timedelta() if at < 0 else min(self.sums[at] + (moment - self.opens[at]), self.sums[at + 1])


ALL_HOURS = WorkTime(None)
"""For danger to life: every hour counts, day and night."""


def _told(days: list[date]) -> _Year:
    return _Year([datetime.combine(day, OPENS, SHANGHAI).astimezone(UTC) for day in days], [DAY * n for n in range(len(days) + 1)])


def _number(moment: datetime) -> int:
    return moment.astimezone(SHANGHAI).year


def running(start: datetime, end: datetime, pauses: Collection[tuple[datetime, datetime | None]]) -> list[Span]:
    """The parts of a stretch of time outside all pauses, in order; a pause without end lasts until the stretch ends."""
    left, cursor = [], start
    for began, ended in sorted((began, ended or end) for began, ended in pauses):
        if ended <= max(began, cursor) or began >= end:
            continue
        if began > cursor:
            left.append((cursor, began))
        cursor = max(cursor, ended)
    return [*left, (cursor, end)] if cursor < end else left


def why_not_day(day: date | None, kind: str) -> str | None:
    """Why a day may not be entered in the council's table."""
    if day is None:
        return _("还没写是哪一天。")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Sentence(_("年份请写 {first} 到 {last}。"), first=FIRST_YEAR, last=LAST_YEAR)
    return None if kind in KINDS else _("还没选上班还是放假。")


def why_not_remove(own: bool) -> str | None:
    """Why a day may not be taken out of the council's table."""
    return None if own else _("这一天不在本议事会的表上。")


def why_not_confirm(known: bool, own: int) -> str | None:
    """Why a year may not be called complete."""
    if known:
        return _("这一年的假日已经有了。")
    return None if own else _("先把放假和调休的日子填进去，再说填好了。")
