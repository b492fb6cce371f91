"""How often one person may press: counted by person or by what is tried, never by address (a lane shares one)."""

import time
from collections import deque
from functools import cache

from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from council.refusal import Refusal

ACTS = "240/minute"
"""Writes of one signed-in person: far above what a hand can do, far below what a script would."""

DOOR = "300/minute"
"""Wrong codes at the door of one installation: people mistype, scripts guess."""

MOST_KEYS = 20_000


class Recent:
    """The presses of this process, newest last. The library's own memory walks through every key a hundred times a second."""

    def __init__(self) -> None:
        self.pressed: dict[tuple[str, ...], deque[float]] = {}

    def hit(self, rate: RateLimitItem, *key: str) -> bool:
        """True when one more press fits into the window that ends now; it is then counted."""
        now = time.monotonic()
        if len(self.pressed) > MOST_KEYS:
            self.pressed = {each: times for each, times in self.pressed.items() if now - times[-1] < rate.get_expiry()}
        times = self.pressed.setdefault((str(rate), *key), deque(maxlen=rate.amount))
        if len(times) == rate.amount and now - times[0] < rate.get_expiry():
            return False
        times.append(now)
        return True


_limiter: list[MovingWindowRateLimiter | Recent] = []
_rate = cache(parse)


def open_limits(redis_url: str = "") -> None:
    """Count in this process, or in Redis where several processes must count together."""
    _limiter[:] = [Recent()]
    if redis_url:
        storage = storage_from_string(redis_url)
        assert isinstance(storage, Storage)
        _limiter[:] = [MovingWindowRateLimiter(storage)]


def limit(rate: str, *key: str) -> None:
    """Refuse with 429 when `key` is used more often than `rate` allows."""
    if _limiter and not _limiter[0].hit(_rate(rate), *key):
        raise Refusal("按得太快了，请等一分钟再按。", 429)
