"""A bell within a process."""

from __future__ import annotations

from datetime import timedelta
from threading import Condition

from trading_core.ports.bell import Bell


class LocalBell(Bell):
    """Is heard within this process."""

    def __init__(self) -> None:
        """Begin in silence."""
        self._rings = 0
        self._changed = Condition()

    def ring(self) -> None:
        """Wake everybody here."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def rings(self) -> int:
        """Tell how often it was heard."""
        with self._changed:
            return self._rings

    def wait(self, heard: int, patience: timedelta) -> None:
        """Sleep until it is heard."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings > heard, patience.total_seconds())
