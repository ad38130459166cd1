"""A break for whoever has asked in vain."""

from __future__ import annotations

import time
from typing import Final

SECONDS: Final = 0.5


class Breaks:
    """After a failure nobody asks for a while, so that a part that is gone does not slow down whoever can do without."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Begin without one."""
        self._seconds, self._until = seconds, time.monotonic()

    def over(self) -> bool:
        """Whether asking is worth it."""
        return time.monotonic() >= self._until

    def begin(self) -> None:
        """Wait for a while from now on."""
        self._until = time.monotonic() + self._seconds
