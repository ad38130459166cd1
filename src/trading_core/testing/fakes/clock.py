"""A clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from trading_core.domain.checks import instant
from trading_core.ports.clock import Clock

MONDAY_MORNING = datetime(2026, 1, 5, 2, tzinfo=UTC)


class FakeClock(Clock):
    """Stands still until it is set; it begins on a Monday, while the market of Taipei is open."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        """Begin at a moment."""
        self._at = instant(at)

    def now(self) -> datetime:
        """Say what it was set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Set it, forwards or back."""
        self._at = instant(at)

    def advance(self, seconds: int) -> None:
        """Move it by so many seconds."""
        self._at += timedelta(seconds=seconds)
