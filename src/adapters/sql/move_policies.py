"""Policies of products in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from adapters.sql.bulk import deleting, putting
from adapters.sql.finding import ByNames
from adapters.sql.rows.market import policy_from, policy_row
from adapters.sql.tables.market import move_policies
from trading_core.ports.move_policies import MovePolicies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol
    from trading_core.domain.moves import MovePolicy


class SqlMovePolicies(MovePolicies):
    """Keeps policies of products."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        sqlite = database.is_sqlite
        self._database: Final = database
        self._put: Final = putting(move_policies, is_sqlite=sqlite)
        self._remove: Final = deleting(move_policies, is_sqlite=sqlite)
        self._some: Final = ByNames(select(move_policies), move_policies.c.symbol, sqlite=sqlite)

    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, MovePolicy]:
        """Read those that there are."""
        with self._database.alone() as connection:
            rows = self._some(connection, set(symbols))
        return {row.symbol: policy_from(row) for row in rows}

    def put(self, symbol: Symbol, policy: MovePolicy) -> None:
        """Give a product a policy."""
        with self._database.writing() as connection:
            self._put(connection, [policy_row(symbol, policy)])

    def remove(self, symbol: Symbol) -> None:
        """Let the policy of the house hold again."""
        with self._database.writing() as connection:
            self._remove(connection, [{"symbol": symbol}])
