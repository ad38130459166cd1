"""First prices in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from adapters.sql.bulk import adding
from adapters.sql.finding import ByNames
from adapters.sql.tables.signals import first_prices
from trading_core.domain.ids import Symbol
from trading_core.ports.first_prices import FirstPrice, FirstPrices

if TYPE_CHECKING:
    from adapters.sql.database import Database


class SqlFirstPrices(FirstPrices):
    """Reads and keeps first prices, any number by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        sqlite = database.is_sqlite
        self._database: Final = database
        self._add: Final = adding(first_prices, is_sqlite=sqlite)
        self._find: Final = ByNames(select(first_prices), first_prices.c.symbol, sqlite=sqlite)

    def keep(self, prices: Mapping[Symbol, FirstPrice]) -> None:
        """Keep the prices of products that have none."""
        rows = [{"symbol": name, "price": one.price.value, "at": one.at} for name, one in prices.items()]
        if rows:
            with self._database.writing() as connection:
                self._add(connection, rows)

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, FirstPrice]:
        """Read those that there are."""
        with self._database.alone() as connection:
            return {
                Symbol(row.symbol): FirstPrice(row.price, row.at) for row in self._find(connection, symbols)
            }
