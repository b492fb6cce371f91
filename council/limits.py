"""How often one person may press: counted by person or by what is tried, never by address (a lane shares one)."""

from limits import parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from council.refusal import Refusal

_limiter: list[MovingWindowRateLimiter] = []

ACTS = "240/minute"
"""Writes of one signed-in person: far above what a hand can do, far below what a script would."""

DOOR = "300/minute"
"""Tries at the door of one installation: a hundred arrivals at once must pass, guessing codes must not."""


def open_limits(redis_url: str = "") -> None:
    """Count in memory, or in Redis where several processes must count together."""
    storage = storage_from_string(redis_url or "memory://")
    assert isinstance(storage, Storage)
    _limiter[:] = [MovingWindowRateLimiter(storage)]


def limit(rate: str, *key: str) -> None:
    """Refuse with 429 when `key` is used more often than `rate` allows."""
    if _limiter and not _limiter[0].hit(parse(rate), *key):
        raise Refusal("按得太快了，请等一分钟再按。", 429)
