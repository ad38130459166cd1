"""How often somebody may do something."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.exact import show
from trading_core.errors import InvalidValue

LONGEST_SECONDS = 86_400
LARGEST = 1_000_000_000


def _count(value: object, name: str, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= highest:
        raise InvalidValue(name, show(value), f"a whole number from 1 to {highest}")
    return value


def _times(value: object) -> int:
    return _count(value, "times", LARGEST)


def _seconds(value: object) -> int:
    return _count(value, "seconds", LONGEST_SECONDS)


@frozen
class Rate:
    """So many times within so many seconds."""

    times: int = field(converter=_times)
    seconds: int = field(default=60, converter=_seconds)


class RateLimiter(Protocol):
    """
    A bucket of permissions for each key, which fills evenly and holds one rate's worth.

    1. Within any stretch of the rate's seconds nobody gets more than twice its times, and in the long run not more
       than its times, however many ask at once.
    2. Who is turned away is told after how many milliseconds asking again is worth it, and uses nothing up.
    3. Keys do not know of each other.
    4. Taking never raises because of what stands behind it: who cannot share its buckets with others limits alone.
    """

    @abstractmethod
    def take(self, key: str, rate: Rate) -> int:
        """Take one permission and return 0, or return the milliseconds until there will be one."""
