"""The time of this machine."""

from __future__ import annotations

from datetime import UTC, datetime

from trading_core.ports.clock import Clock


class SystemClock(Clock):
    """What the machine says that it is; it may be set, so nothing may rely on it going on evenly."""

    def now(self) -> datetime:
        """Say what time it is."""
        return datetime.now(UTC)
