"""Products in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from adapters.sql.bulk import putting
from adapters.sql.columns import Named
from adapters.sql.finding import ByNames
from adapters.sql.rows.product import product_from, product_row
from adapters.sql.tables.products import products
from trading_core.ports.products import Products

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol
    from trading_core.domain.product import Product

_ALL: Final = select(products).order_by(products.c.symbol)
_ONE: Final = select(products).where(products.c.symbol == bindparam("symbol", type_=Named()))


class SqlProducts(Products):
    """Reads and puts products."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._put: Final = putting(products, is_sqlite=database.is_sqlite)
        self._some: Final = ByNames(select(products), products.c.symbol, sqlite=database.is_sqlite)

    def get(self, symbol: Symbol) -> Product | None:
        """Read a product."""
        with self._database.alone() as connection:
            row = connection.execute(_ONE, {"symbol": symbol}).one_or_none()
        return None if row is None else product_from(row)

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Product]:
        """Read those that are known."""
        with self._database.alone() as connection:
            rows = self._some(connection, set(symbols))
        return {product.symbol: product for product in map(product_from, rows)}

    def all(self) -> tuple[Product, ...]:
        """Read every product."""
        with self._database.alone() as connection:
            return tuple(product_from(row) for row in connection.execute(_ALL))

    def put(self, product: Product) -> None:
        """Keep a product."""
        with self._database.writing() as connection:
            self._put(connection, [product_row(product)])
