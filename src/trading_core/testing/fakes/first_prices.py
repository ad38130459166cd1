"""First prices in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trading_core.ports.first_prices import FirstPrice, FirstPrices

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


class MemoryFirstPrices(FirstPrices):
    """Keeps prices by product."""

    def __init__(self) -> None:
        """Begin with none."""
        self._prices: dict[Symbol, FirstPrice] = {}

    def keep(self, prices: Mapping[Symbol, FirstPrice]) -> None:
        """Keep what is new; one step of the interpreter each, so the first of two threads is the first."""
        for symbol, price in prices.items():
            self._prices.setdefault(symbol, price)

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, FirstPrice]:
        """Read those that there are."""
        return {symbol: found for symbol in symbols if (found := self._prices.get(symbol)) is not None}
