"""Bars in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from trading_core.ports.bars import Bars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar


class MemoryBars(Bars):
    """Keeps bars by product and start."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._bars: dict[Symbol, dict[datetime, Bar]] = {}

    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        """Keep those that are new."""
        with self._lock:
            return tuple(bar for bar in bars if self._keep(bar))

    def _keep(self, bar: Bar) -> bool:
        known = self._bars.setdefault(bar.symbol, {})
        if bar.start in known:
            return False
        known[bar.start] = bar
        return True

    def latest(self, symbol: Symbol) -> Bar | None:
        """Read the bar with the latest start."""
        with self._lock:
            known = self._bars.get(symbol)
            return None if known is None else known[max(known)]

    def latest_of_all(self) -> tuple[Bar, ...]:
        """Read the latest bar of each product."""
        with self._lock:
            return tuple(known[max(known)] for _, known in sorted(self._bars.items()))

    def between(self, symbol: Symbol, since: datetime, until: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the bars that start between two moments."""
        with self._lock:
            known = self._bars.get(symbol, {})
            return tuple(known[start] for start in sorted(known) if since <= start <= until)[:limit]

    def before(self, symbol: Symbol, moment: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the last bars before a moment."""
        with self._lock:
            known = self._bars.get(symbol, {})
            return tuple(known[start] for start in sorted(known, reverse=True) if start < moment)[:limit]
