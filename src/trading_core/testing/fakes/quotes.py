"""Quotes that are set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.errors import Unavailable
from trading_core.ports.quotes import QuoteSource

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Quote


class FakeQuotes(QuoteSource):
    """Tells what it was set to, or that it is down; remembers what it was asked for."""

    def __init__(self, *quotes: Quote) -> None:
        """Know these quotes."""
        self._quotes = {quote.symbol: quote for quote in quotes}
        self.down = False
        self.asked: list[frozenset[Symbol]] = []

    def see(self, quote: Quote) -> None:
        """Take note of a quote."""
        self._quotes[quote.symbol] = quote

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Tell the quotes that are known."""
        self.asked.append(frozenset(symbols))
        if self.down:
            raise Unavailable("the quote source")
        return {symbol: self._quotes[symbol] for symbol in symbols if symbol in self._quotes}
