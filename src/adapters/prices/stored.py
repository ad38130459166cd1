"""The latest close of each product, from the bars that are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.ports.bars import Bars
from trading_core.ports.quotes import QuoteSource

SOURCE = "stored"


@frozen
class StoredQuotes(QuoteSource):
    """A product without a bar has no price."""

    bars: Bars

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Read the latest bars."""
        found = {}
        for symbol in set(symbols):
            bar = self.bars.latest(symbol)
            if bar is not None:
                found[symbol] = Quote(symbol, bar.close, bar.start, SOURCE)
        return found
