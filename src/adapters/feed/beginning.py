"""How feeds that forget begin, and how much they keep."""

from __future__ import annotations

import time
from typing import Final

LENGTH: Final = 10_000


def microseconds() -> int:
    """
    The number that a channel without a past begins with.

    A feed that has lost its past must not give the numbers of lost events to others: a listener who comes back
    with such a number would miss what is new. So numbers go on above all that may have been given: more
    microseconds have passed since 1970 than events were told, and the count stays exact in a JSON number until the year 2255.
    """
    return time.time_ns() // 1_000
