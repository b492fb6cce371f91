"""The one clock: UTC inside, Shanghai on the screen; tests may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_set: list[datetime] = []


def now() -> datetime:
    """The present moment in UTC, to the millisecond (leaves carry milliseconds)."""
    moment = _set[-1] if _set else datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local(moment: datetime) -> datetime:
    """The same moment on Shanghai's clock; a moment without zone is UTC, as the database returns it."""
    return aware(moment).astimezone(SHANGHAI)


def aware(moment: datetime) -> datetime:
    """The moment with its zone: SQLite gives UTC back without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Tell a story at its own time (seeds and tests)."""
    _set.append(moment)
    try:
        yield
    finally:
        _set.pop()


def ago(days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
    """A moment before now."""
    return now() - timedelta(days=days, hours=hours, minutes=minutes)
