"""Permissions in memory, by a clock that a test can turn."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from trading_core.ports.limiter import Rate, RateLimiter
from trading_core.testing.fakes.clock import FakeClock

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.clock import Clock


class MemoryLimiter(RateLimiter):
    """Keeps what is left in each bucket, and since when."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Begin with full buckets."""
        self._clock = clock or FakeClock()
        self._lock = Lock()
        self._left: dict[tuple[str, Rate], tuple[float, datetime]] = {}

    def take(self, key: str, rate: Rate) -> float:
        """Fill by the time that has passed, then take."""
        now = self._clock.now()
        with self._lock:
            left, since = self._left.get((key, rate), (float(rate.times), now))
            passed = max((now - since).total_seconds(), 0)
            left = min(left + passed * rate.times / rate.seconds, float(rate.times))
            if left < 1:
                self._left[key, rate] = (left, now)
                return (1 - left) * rate.seconds / rate.times
            self._left[key, rate] = (left - 1, now)
            return 0.0
