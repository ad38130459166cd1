"""Taking turns with everybody who asks the exchanges: more than three questions in five seconds get an address banned."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

from adapters.prices.exchange.wrong import unusable
from trading_core.ports.limiter import Rate, RateLimiter

PART: Final = "The exchanges"
# A full bucket of three that goes on filling would let six through within five seconds. One every two seconds is at most
# three in any five, whoever counts and from when.
PACE: Final = Rate(1, 2)
KEY: Final = "exchanges"
MILLISECONDS: Final = 1000


class Turns:
    """Hands out turns through a limiter that the processes of a deployment share."""

    def __init__(self, limiter: RateLimiter, sleep: Callable[[float], None] = time.sleep) -> None:
        """Wait by sleeping."""
        self._limiter, self._sleep = limiter, sleep

    def wait(self, seconds: float) -> None:
        """Wait for a turn, but no longer than this."""
        left = int(seconds * MILLISECONDS)
        while wait := self._limiter.take(KEY, PACE):
            if wait > left:
                raise unusable(
                    PART,
                    "they may be asked only every two seconds and others are first",
                    ceil(wait / MILLISECONDS),
                )
            left -= wait
            self._sleep(wait / MILLISECONDS)
