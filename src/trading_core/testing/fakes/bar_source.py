"""Price history that was written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.errors import Unavailable
from trading_core.ports.bar_source import BarSource, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar


class FakeBarSource(BarSource):
    """Tells the bars that it was given, or that it is down."""

    def __init__(self, bars: Iterable[Bar] = (), interval: Interval = Interval.DAY) -> None:
        """Know bars of one interval."""
        self._bars = {(bar.symbol, bar.start): bar for bar in bars}
        self._interval = interval
        self.down = False

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Tell the bars of a product."""
        if self.down:
            raise Unavailable("the bar source")
        if interval is not self._interval:
            return ()
        found = (bar for bar in self._bars.values() if bar.symbol == symbol and since <= bar.start <= until)
        return tuple(sorted(found, key=lambda bar: bar.start))
