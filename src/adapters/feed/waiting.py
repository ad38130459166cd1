"""A feed that can be waited for."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Mapping
from typing import Final, Protocol

from trading_core.ports.feed import EventFeed

LENGTH: Final = 10_000


class WaitingFeed(EventFeed, Protocol):
    """A feed whose listeners need not ask again and again."""

    @abstractmethod
    def wait(self, seen: Mapping[str, int], seconds: float) -> frozenset[str]:
        """
        Say which of these channels have events behind the number that was seen, as soon as one has.

        After so many seconds it says that none has. What happened before the call counts as well, so nobody can come too late.
        """


def microseconds() -> int:
    """
    The number that a channel without a past begins with.

    A feed that has lost its past must not give the numbers of lost events to others: a listener who comes back
    with such a number would miss what is new. So numbers go on above all that may have been given: more
    microseconds have passed since 1970 than events were told, and the count stays exact in a JSON number until the year 2255.
    """
    return time.time_ns() // 1_000
