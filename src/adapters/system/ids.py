"""Names by time and chance."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from trading_core.ports.ids import Ids

# Digits and small letters in the order in which they sort, without those that are mistaken for others.
LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 26
PAIRS: Final = tuple(first + second for first in LETTERS for second in LETTERS)
MILLISECONDS_BITS: Final = 48
TAIL_BITS: Final = 80
# Within one millisecond the tail grows by chance as well, so that from one name its neighbours are not known.
STEP_BITS: Final = 40
FETCHED: Final = 1_024


class TimedIds(Ids):
    """
    Names of 26 letters: 48 bits of time in milliseconds, then 80 bits of chance.

    Names of one source sort by age even when the clock is set back: time then stands still until the clock has
    caught up. A name can be shown to anybody, but it is no secret: it tells when it was made.
    """

    def __init__(
        self,
        nanoseconds: Callable[[], int] = time.time_ns,
        chance: Callable[[int], int] | None = None,
    ) -> None:
        """Go by a clock and a source of so many random bits."""
        self._nanoseconds = nanoseconds
        self._chance = chance or _Chance().bits
        self._lock = Lock()
        self._process = os.getpid()
        self._last = 0

    def fresh(self) -> str:
        """Make a name behind the last."""
        begun = self._nanoseconds() // 1_000_000 << TAIL_BITS
        with self._lock:
            if self._process != os.getpid():
                # Two processes would go on from the same name: time and chance tell them apart from here.
                self._process = os.getpid()
                begun = max(begun, (self._last >> TAIL_BITS) + 1 << TAIL_BITS)
            if begun >> TAIL_BITS > self._last >> TAIL_BITS:
                # One bit is left free, so that the tail has room to grow.
                self._last = begun + self._chance(TAIL_BITS - 1)
            else:
                self._last += 1 + self._chance(STEP_BITS)
            number = self._last
        return _written(number)


class _Chance:
    """Chance of the operating system, fetched for many names at once: each time lets go of the interpreter."""

    def __init__(self) -> None:
        self._process, self._left = 0, b""

    def bits(self, count: int) -> int:
        size = -(-count // 8)
        if len(self._left) < size or self._process != os.getpid():
            # what was fetched before a fork is known to both processes
            self._process, self._left = os.getpid(), os.urandom(FETCHED)
        taken, self._left = self._left[:size], self._left[size:]
        return int.from_bytes(taken, "big") >> (8 * size - count)


def _written(number: int) -> str:
    return "".join([PAIRS[number >> shift & 1023] for shift in range(5 * (LENGTH - 2), -1, -10)])
