"""A breaker: after a failure, ask again only now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

PAUSE: Final = 1.0


class Breaker:
    """
    Keeps everybody from waiting for what did not answer a moment ago.

    While it is open, one call in each pause is let through to try; the first that gets an answer closes it.
    """

    def __init__(self, pause: float = PAUSE, seconds: Callable[[], float] = time.monotonic) -> None:
        """Begin closed."""
        self._pause = pause
        self._seconds = seconds
        self._lock = Lock()
        self._next_trial: float | None = None
        self.last_failure: str | None = None

    @property
    def closed(self) -> bool:
        """Whether the last call got its answer."""
        return self._next_trial is None

    def lets_through(self) -> bool:
        """Whether to ask now: always while closed, and by one caller in each pause while open."""
        if self.closed:
            return True
        with self._lock:
            now = self._seconds()
            if self._next_trial is not None and now < self._next_trial:
                return False
            self._next_trial = now + self._pause
            return True

    def failed(self, error: Exception) -> None:
        """Open it, or keep it open."""
        with self._lock:
            self.last_failure = f"{type(error).__name__}: {error}"
            self._next_trial = self._seconds() + self._pause

    def answered(self) -> None:
        """Close it."""
        if not self.closed:
            with self._lock:
                self._next_trial = None
