"""Bars in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from trading_core.ports.bars import Bars, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar


class MemoryBars(Bars):
    """Keeps bars by product and start."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._bars: dict[Symbol, dict[datetime, Bar]] = {}
        self._spans: dict[Symbol, Span] = {}

    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        """Keep those that are new."""
        with self._lock:
            return tuple(bar for bar in bars if self._keep(bar))

    def _keep(self, bar: Bar) -> bool:
        known = self._bars.setdefault(bar.symbol, {})
        if bar.start in known:
            return False
        known[bar.start] = bar
        span = self._spans.get(bar.symbol, Span(bar.symbol, bar.start, bar.start))
        self._spans[bar.symbol] = Span(bar.symbol, min(span.since, bar.start), max(span.until, bar.start))
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

    def standing(self, bars: Collection[Bar]) -> tuple[Bar, ...]:
        """Read what is kept of these products and starts."""
        with self._lock:
            places = sorted({(bar.symbol, bar.start) for bar in bars})
            known = [self._bars.get(symbol, {}).get(start) for symbol, start in places]
        return tuple(bar for bar in known if bar is not None)

    def around(self, spans: Collection[Span], more: int, limit: int) -> tuple[Bar, ...]:
        """Read the bars of spans, and so many more on both sides."""
        found: list[Bar] = []
        with self._lock:
            for span in sorted(spans, key=lambda span: span.symbol):
                known = [bar for _, bar in sorted(self._bars.get(span.symbol, {}).items())]
                found += [bar for bar in known if bar.start < span.since][-more:]
                found += [bar for bar in known if span.since <= bar.start <= span.until]
                found += [bar for bar in known if bar.start > span.until][:more]
        return tuple(found[:limit])

    def unlooked(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Span]:
        """Read what nobody has looked at of these products."""
        with self._lock:
            return {symbol: self._spans[symbol] for symbol in symbols if symbol in self._spans}

    def behind(self, after: Symbol | None, limit: int) -> tuple[Symbol, ...]:
        """Read which products have something that nobody has looked at."""
        with self._lock:
            return tuple(symbol for symbol in sorted(self._spans) if after is None or symbol > after)[:limit]

    def looked(self, spans: Mapping[Span, datetime | None]) -> None:
        """Forget spans, or let them begin later."""
        with self._lock:
            for span, left_off in spans.items():
                if self._spans.get(span.symbol) != span:
                    continue
                if left_off is None:
                    del self._spans[span.symbol]
                else:
                    self._spans[span.symbol] = Span(span.symbol, left_off, span.until)
