"""Names that are counted."""

from __future__ import annotations

from itertools import count

from trading_core.ports.ids import Ids


class CountingIds(Ids):
    """Counts from 1, so that a test can say which names it will see; two of them with one prefix would collide."""

    def __init__(self, prefix: str = "n") -> None:
        """Begin to count."""
        self._prefix = prefix
        self._numbers = count(1)

    def fresh(self) -> str:
        """Count on."""
        return f"{self._prefix}{next(self._numbers):012d}"
