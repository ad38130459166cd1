"""A cache in memory."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from trading_core.ports.cache import Cache
from trading_core.testing.fakes.clock import FakeClock

if TYPE_CHECKING:
    from trading_core.ports.clock import Clock


class MemoryCache(Cache):
    """Remembers until the clock says otherwise; one that is down remembers nothing and says nothing."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Go by a clock."""
        self.clock = clock or FakeClock()
        self._kept: dict[str, tuple[datetime, bytes]] = {}
        self.down = False

    def get(self, key: str) -> bytes | None:
        """Look up what is remembered."""
        until, content = self._kept.get(key, (self.clock.now(), b""))
        return content if until > self.clock.now() and not self.down else None

    def set(self, key: str, content: bytes, seconds: int) -> None:
        """Remember."""
        if not self.down:
            self._kept[key] = (self.clock.now() + timedelta(seconds=seconds), content)

    def delete(self, key: str) -> None:
        """Forget."""
        self._kept.pop(key, None)
