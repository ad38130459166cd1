"""Quotes: what a market says now."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Quote


class QuoteSource(Protocol):
    """
    The last known prices, asked for many products at once.

    1. Only products that were asked for, each under its own symbol.
    2. A product without a known price is absent; a price is never invented or repaired.
    3. A source that does not answer in time raises ``Unavailable``. One that remembers may answer with what it
       knew: ``as_of`` says how old that is.
    """

    @abstractmethod
    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Ask for the prices of products."""
