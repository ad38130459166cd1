"""What a decision needs, read and locked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from attrs import evolve
from sqlalchemy import select

from adapters.sql.account_reading import AccountReading
from adapters.sql.entry_reading import entries_from, with_trades
from adapters.sql.finding import ByNames, ByPairs
from adapters.sql.order_reading import OrderReading
from adapters.sql.rows.product import product_from
from adapters.sql.rows.trade import trade_from
from adapters.sql.tables.journal import entries, trades
from adapters.sql.tables.orders import orders
from adapters.sql.tables.products import products, settings
from trading_core.domain.book import Book, Settings
from trading_core.domain.ids import AccountId, ClientOrderId, OrderNumber, Symbol
from trading_core.domain.journal import Reference
from trading_core.domain.words import TradingState

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.domain.journal import Entry
    from trading_core.domain.needs import Needs
    from trading_core.domain.product import Product

ClientName = tuple[AccountId, ClientOrderId]


class Loading:
    """The statements that a decision is prepared by, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._accounts: Final = AccountReading(sqlite=sqlite)
        self._orders: Final = OrderReading(sqlite=sqlite)
        self._settings: Final = select(settings)
        numbers = select(*orders.c["number", "account", "client_order_id"])
        self._numbered: Final = ByNames(numbers, orders.c.number, sqlite=sqlite)
        self._client_orders: Final = ByPairs(
            numbers, orders.c.account, orders.c.client_order_id, sqlite=sqlite
        )
        self._products: Final = ByNames(select(products), products.c.symbol, sqlite=sqlite)
        self._trades: Final = ByNames(select(trades), trades.c.id, sqlite=sqlite)
        self._movements: Final = ByPairs(with_trades, entries.c.account, entries.c.reference, sqlite=sqlite)

    def load(self, connection: Connection, needs: Needs, deployed: Settings) -> Book:
        """
        Lock the accounts that the names lead to, then read everything.

        Which account an order is of never changes, so that much is read before anything is locked; an order that
        is made in between counts as one that is not there, and the unique number makes the difference known.
        """
        called = self.client_orders(connection, needs.client_orders)
        numbered = self._numbered(connection, {*needs.orders, *called.values()})
        leading = {AccountId(row.account) for row in numbered if row.account is not None}
        known = self._accounts.load(connection, leading.union(needs.accounts), lock=True)
        found = self._orders.load(connection, [OrderNumber(row.number) for row in numbered])
        symbols = {line.symbol for order in found.values() for line in order.terms.lines}
        return Book(
            settings=self._state(connection, deployed),
            accounts={name: one.account for name, one in known.items()},
            limits={name: one.limits for name, one in known.items()},
            recent_orders={name: one.recent_orders for name, one in known.items()},
            products=self._known_products(connection, symbols.union(needs.symbols)),
            orders=found,
            client_orders=called,
            trades={trade.id: trade for trade in map(trade_from, self._trades(connection, needs.fills))},
            movements=self.movements(connection, needs.references),
        )

    def client_orders(
        self, connection: Connection, names: Iterable[ClientName]
    ) -> dict[ClientName, OrderNumber]:
        """Find orders by what their clients call them."""
        rows = self._client_orders(connection, names)
        return {
            (AccountId(row.account), ClientOrderId(row.client_order_id)): OrderNumber(row.number)
            for row in rows
        }

    def movements(
        self, connection: Connection, names: Iterable[tuple[AccountId, Reference]]
    ) -> dict[tuple[AccountId, Reference], Entry]:
        """Find movements of cash by their references."""
        moved = entries_from(self._movements(connection, names))
        return {(entry.account, entry.reference): entry for entry in moved if entry.reference is not None}

    def _known_products(self, connection: Connection, symbols: Iterable[Symbol]) -> dict[Symbol, Product]:
        found = map(product_from, self._products(connection, symbols))
        return {product.symbol: product for product in found}

    def _state(self, connection: Connection, deployed: Settings) -> Settings:
        """Read the kill switch; everything else is the deployment's."""
        row = connection.execute(self._settings).one_or_none()
        if row is None:
            return deployed
        return evolve(deployed, state=TradingState(row.state), state_reason=row.state_reason)
