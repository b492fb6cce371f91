"""China's published holidays: days off in the week and worked weekends, from the `holidays` library; no year is ever a failure."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from council.people.calendar.rules import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Published:
    """One year: the days off with their names, and the weekend days that are worked instead. Empty while not published."""

    off: dict[date, str]
    work: frozenset[date]

    @property
    def known(self) -> bool:
        """The State Council's notice always moves some weekend: without one, the library has only guessed."""
        return bool(self.work)


@cache
def published(year: int) -> Published:
    """What is known of a year."""
    import holidays  # a tenth of a second, which no start needs

    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Published({}, frozenset())
    found = holidays.country_holidays("CN", years=year, language="zh_CN")
    work = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return Published({day: name for day, name in found.items() if day.year == year} if work else {}, work)
