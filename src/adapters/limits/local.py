"""Rate limits of one process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from threading import Lock
from typing import Final

from trading_core.ports.limiter import Rate, RateLimiter

MOST_KEYS: Final = 100_000


class LocalLimiter(RateLimiter):
    """Buckets in memory; the one that was asked least recently makes room, which a full one loses nothing by."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, most_keys: int = MOST_KEYS) -> None:
        """Begin with full buckets."""
        self._monotonic, self._most = monotonic, most_keys
        self._lock = Lock()
        self._left: OrderedDict[tuple[str, Rate], tuple[float, float]] = OrderedDict()

    def take(self, key: str, rate: Rate) -> int:
        """Fill by the time that has passed, then take."""
        now, name = self._monotonic(), (key, rate)
        with self._lock:
            left, since = self._left.pop(name, (float(rate.times), now))
            left = min(left + (now - since) * rate.times / rate.seconds, float(rate.times))
            taken = left >= 1
            self._left[name] = (left - 1 if taken else left, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0 if taken else max(ceil(1000 * (1 - left) * rate.seconds / rate.times), 1)
