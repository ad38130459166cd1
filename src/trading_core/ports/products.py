"""Products: what can be traded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.product import Product


class Products(Protocol):
    """
    The products that are known, those that units of work made on first use among them.

    1. What was put is what is read, every field of it, by units of work too.
    2. Putting a product again replaces it; there is one of each symbol.
    3. Lists go in ascending order of symbols.
    """

    @abstractmethod
    def get(self, symbol: Symbol) -> Product | None:
        """Read a product, if there is one of that symbol."""

    @abstractmethod
    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Product]:
        """Read those of these products that are known, at once."""

    @abstractmethod
    def all(self) -> tuple[Product, ...]:
        """Read every product."""

    @abstractmethod
    def put(self, product: Product) -> None:
        """Keep a product, now and for every later decision."""
