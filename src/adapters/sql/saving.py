"""What a decision has changed, written in a statement for each table that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.bulk import inserting, putting
from adapters.sql.rows.entry import cash_change_of, entry_row
from adapters.sql.rows.product import product_row
from adapters.sql.rows.trade import trade_row
from adapters.sql.saving_accounts import SavingAccounts
from adapters.sql.saving_orders import SavingOrders
from adapters.sql.tables.journal import entries, trades
from adapters.sql.tables.products import products, settings
from trading_core.domain.exact import ZERO, add
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.domain.book import Book, Changes
    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.journal import Entry
    from trading_core.domain.product import Product


class Saving:
    """The statements that a unit of work writes by, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._accounts: Final = SavingAccounts(sqlite=sqlite)
        self._orders: Final = SavingOrders(sqlite=sqlite)
        self._new_products: Final = inserting(products, is_sqlite=sqlite)
        self._products: Final = putting(products, is_sqlite=sqlite)
        self._trades: Final = inserting(trades, is_sqlite=sqlite)
        self._entries: Final = inserting(entries, is_sqlite=sqlite)
        self._settings: Final = putting(settings, is_sqlite=sqlite)

    def save(self, connection: Connection, before: Book, changes: Changes) -> None:
        """Write what has changed, each row behind those that it refers to."""
        self._accounts.save(connection, before, changes)
        self._save_products(connection, before, changes.products)
        self._orders.save(connection, before, changes)
        self._trades(connection, [trade_row(trade) for trade in changes.trades])
        self._orders.save_events(connection, before, changes)
        self._entries(connection, list(_entry_rows(before, changes.entries)))
        self._accounts.save_parts(connection, before, changes)
        if changes.settings is not None:
            kept = {"state": changes.settings.state, "state_reason": changes.settings.state_reason}
            self._settings(connection, [{"id": 1, **kept}])

    def _save_products(self, connection: Connection, before: Book, saved: Mapping[Symbol, Product]) -> None:
        self._new_products(
            connection,
            [product_row(product) for name, product in saved.items() if name not in before.products],
        )
        self._products(
            connection, [product_row(product) for name, product in saved.items() if name in before.products]
        )


def _entry_rows(before: Book, added: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Write entries, each with the free cash that it leaves, and see that they follow what was loaded."""
    last: dict[AccountId, tuple[int, Decimal]] = {}
    for entry in added:
        known = before.accounts.get(entry.account)
        begin = (0, ZERO) if known is None else (known.sequence, known.cash)
        sequence, cash = last.get(entry.account, begin)
        if entry.sequence > sequence + 1:
            raise InvariantViolated("entries follow one another", f"{entry.account} {entry.sequence}")
        change = cash_change_of(entry)
        last[entry.account] = (entry.sequence, add(cash, change))
        yield entry_row(entry, change, add(cash, change))
