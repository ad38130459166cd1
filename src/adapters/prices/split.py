"""Two sources for two kinds of products: Taiwan's exchanges know nothing of currencies, and nothing is made up for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import Unavailable
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.quotes import QuoteSource

Belongs = Callable[[Symbol], bool]


@frozen
class SplitQuotes(QuoteSource):
    """
    Asks each source for its own.

    A part that is down makes the whole answer late, since a price that is missing is no product without a price. Who shows
    prices and decides nothing may have ``parts``: what the others say, as long as somebody says anything.
    """

    first: QuoteSource
    others: QuoteSource
    belongs: Belongs
    parts: bool = False

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Ask."""
        own = {symbol for symbol in symbols if self.belongs(symbol)}
        found: dict[Symbol, Quote] = {}
        failure: Unavailable | None = None
        for source, wanted in ((self.first, own), (self.others, set(symbols) - own)):
            try:
                found.update(source.quotes(wanted) if wanted else {})
            except Unavailable as silent:
                failure = silent
        if failure is not None and not (self.parts and found):
            raise failure
        return found


@frozen
class SplitBars(BarSource):
    """Asks the source that a product belongs to."""

    first: BarSource
    others: BarSource
    belongs: Belongs

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Ask."""
        source = self.first if self.belongs(symbol) else self.others
        return source.bars(symbol, since, until, interval)


@frozen
class NoBars(BarSource):
    """Knows no history: what is kept is all there is."""

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Tell nothing."""
        del symbol, since, until, interval
        return ()
