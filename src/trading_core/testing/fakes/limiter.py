"""Permissions in memory, by a clock that a test can turn."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final

from trading_core.ports.limiter import Rate, RateLimiter
from trading_core.testing.fakes.clock import FakeClock

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.clock import Clock

MICROSECOND: Final = timedelta(microseconds=1)


class MemoryLimiter(RateLimiter):
    """Keeps what is left in each bucket, and since when; a permission is as many drops as its time has microseconds."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Begin with full buckets."""
        self._clock = clock or FakeClock()
        self._lock = Lock()
        self._left: dict[tuple[str, Rate], tuple[int, datetime]] = {}

    def take(self, key: str, rate: Rate) -> int:
        """Fill by the time that has passed, then take."""
        now = self._clock.now()
        cost = rate.seconds * 1_000_000
        whole = cost * rate.times
        with self._lock:
            left, since = self._left.get((key, rate), (whole, now))
            passed = max((now - since) // MICROSECOND, 0)
            left = min(left + passed * rate.times, whole)
            enough = left >= cost
            self._left[key, rate] = (left - cost if enough else left, now)
        return 0 if enough else -((left - cost) // (rate.times * 1000))
