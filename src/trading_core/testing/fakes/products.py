"""Products in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trading_core.ports.products import Products

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.product import Product
    from trading_core.testing.fakes.store import MemoryStore


class MemoryProducts(Products):
    """Reads and writes the products of a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Use this store."""
        self._store = store

    def get(self, symbol: Symbol) -> Product | None:
        """Read a product."""
        with self._store.guard:
            return self._store.products.get(symbol)

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Product]:
        """Read those that are known."""
        with self._store.guard:
            return {name: self._store.products[name] for name in symbols if name in self._store.products}

    def all(self) -> tuple[Product, ...]:
        """Read every product."""
        with self._store.guard:
            return tuple(self._store.products[symbol] for symbol in sorted(self._store.products))

    def put(self, product: Product) -> None:
        """Keep a product."""
        with self._store.guard:
            self._store.products[product.symbol] = product
