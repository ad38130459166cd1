"""What a decision needs, read and locked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen
from sqlalchemy import and_, select

from adapters.sql.account_reading import account_parts, accounts_from
from adapters.sql.entry_reading import entries_from, with_trades
from adapters.sql.finding import ByNames, ByPairs
from adapters.sql.order_reading import OrderReading
from adapters.sql.reading_ahead import Ahead
from adapters.sql.round_trips import Asked
from adapters.sql.rows.product import product_from
from adapters.sql.rows.trade import trade_from
from adapters.sql.rowset import among
from adapters.sql.tables.accounts import accounts
from adapters.sql.tables.journal import entries, trades
from adapters.sql.tables.orders import orders
from adapters.sql.tables.people import token_families
from adapters.sql.tables.products import products, settings
from adapters.sql.together import Part, Together
from trading_core.domain.book import Book, Settings
from trading_core.domain.ids import AccountId, ClientOrderId, OrderNumber, Symbol
from trading_core.domain.journal import Reference
from trading_core.domain.words import TradingState

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.sql.round_trips import Rows
    from adapters.sql.together import Parts
    from trading_core.domain.journal import Entry
    from trading_core.domain.needs import Needs
    from trading_core.domain.orders import Order

ClientName = tuple[AccountId, ClientOrderId]


@frozen
class Loaded:
    """A book, and which of the families that were asked for stand, each until when."""

    book: Book
    standing: Mapping[str, datetime]


class Loading:
    """The statements that a decision is prepared by, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._accounts: Final = Together(
            account_parts(sqlite=sqlite)
            | {
                "products": Part(products, among(products.c.symbol, sqlite=sqlite, parameter="symbols")),
                "settings": Part(settings),
                "orders": Part(orders, among(orders.c.number, sqlite=sqlite, parameter="numbers")),
                "families": Part(
                    token_families,
                    and_(
                        among(token_families.c.id, sqlite=sqlite, parameter="families"),
                        token_families.c.youngest.is_not(None),
                    ),
                ),
            },
            sqlite=sqlite,
        )
        # Nobody changes the key of an account, so whoever only refers to it need not wait. SQLite has one lock for all.
        locking = select(accounts.c.id).order_by(accounts.c.id).with_for_update(key_share=True)
        self._lock: Final = None if sqlite else ByNames(locking, accounts.c.id, sqlite=sqlite)
        skipping = select(accounts.c.id).with_for_update(key_share=True, skip_locked=True)
        self._free: Final = None if sqlite else ByNames(skipping, accounts.c.id, sqlite=sqlite)
        self._orders: Final = OrderReading(sqlite=sqlite)
        numbers = select(*orders.c["number", "account", "client_order_id"])
        self._numbered: Final = ByNames(numbers, orders.c.number, sqlite=sqlite)
        self._client_orders: Final = ByPairs(
            numbers, orders.c.account, orders.c.client_order_id, sqlite=sqlite
        )
        self._trades: Final = ByNames(select(trades), trades.c.id, sqlite=sqlite)
        self._movements: Final = ByPairs(with_trades, entries.c.account, entries.c.reference, sqlite=sqlite)

    def load(
        self,
        connection: Connection,
        needs: Needs,
        deployed: Settings,
        locked: frozenset[AccountId] | None,
        families: Collection[str] = (),
        ahead: Ahead | None = None,
    ) -> Loaded:
        """
        Lock the accounts that the names lead to, if they are not locked yet, then read everything.

        Where ``locked`` is None nothing is locked: whoever only looks has a snapshot. Whether families of tokens stand
        is read together with the rest.

        Which account an order is of never changes, so that much is read before anything is locked; an order that
        is made in between counts as one that is not there, and the unique number makes the difference known.
        What was read ``ahead`` is not asked for again.
        """
        called = self.client_orders(connection, needs.client_orders)
        found: dict[OrderNumber, Order] = {}
        rows = None if called else self._at_once(connection, needs, locked, families, ahead)
        if rows is None:
            numbered = self._numbered(connection, {*needs.orders, *called.values()})
            leading = {AccountId(row.account) for row in numbered if row.account is not None}
            wanted = leading.union(needs.accounts)
            if self._lock is not None and locked is not None:
                self._lock(connection, wanted - locked)
            found = self._orders.load(connection, [OrderNumber(row.number) for row in numbered])
            symbols = {line.symbol for order in found.values() for line in order.terms.lines}
            rows = self._read(connection, wanted, symbols.union(needs.symbols), (), families)
        known = accounts_from(rows)
        book = Book(
            settings=_state(rows["settings"], deployed),
            accounts={name: one.account for name, one in known.items()},
            limits={name: one.limits for name, one in known.items()},
            recent_orders={name: one.recent_orders for name, one in known.items()},
            products={product.symbol: product for product in map(product_from, rows["products"])},
            orders=found,
            client_orders=called,
            trades={trade.id: trade for trade in map(trade_from, self._trades(connection, needs.fills))},
            movements=self.movements(connection, needs.references),
        )
        return Loaded(book, {row.id: row.expires_at for row in rows["families"]})

    def reservation(self, needs: Needs, families: Collection[str]) -> list[Asked]:
        """What locks accounts that nobody else has locked, and reads on the same journey what will be loaded."""
        read = self._accounts.asked(_wanted(needs.accounts, needs.symbols, needs.orders, families))
        return [read] if self._free is None else [self._free.asked(needs.accounts), read]

    def reserved(
        self, answers: Sequence[Rows], needs: Needs, families: Collection[str]
    ) -> tuple[frozenset[AccountId], Ahead]:
        """
        Which accounts were locked, and what was read.

        What was read of an account that somebody else has is of no use, and no load will ask for it.
        """
        *locked, read = answers
        parts = self._accounts.read(read)
        free = (row[0] for row in locked[0]) if locked else (row.id for row in parts["accounts"])
        return frozenset(map(AccountId, free)), Ahead(needs, families, parts)

    def _at_once(
        self,
        connection: Connection,
        needs: Needs,
        locked: frozenset[AccountId] | None,
        families: Collection[str],
        ahead: Ahead | None,
    ) -> Parts | None:
        """
        What is read where nothing has to be locked first and no order leads to anything else.

        Most orders that are named are new, and are looked for only to see that they are not there.
        """
        free = self._lock is None or locked is None or locked.issuperset(needs.accounts)
        if not free or not needs.accounts:
            return None
        rows = None if ahead is None else ahead.serves(needs, families)
        if rows is None:
            rows = self._read(connection, needs.accounts, needs.symbols, needs.orders, families)
        return None if rows["orders"] else rows

    def _read(
        self,
        connection: Connection,
        names: Iterable[AccountId],
        symbols: Iterable[Symbol],
        numbers: Iterable[OrderNumber],
        families: Iterable[str],
    ) -> Parts:
        return self._accounts(connection, _wanted(names, symbols, numbers, families))

    def client_orders(
        self, connection: Connection, names: Collection[ClientName]
    ) -> dict[ClientName, OrderNumber]:
        """Find orders by what their clients call them."""
        rows = self._client_orders(connection, names)
        return {
            (AccountId(row.account), ClientOrderId(row.client_order_id)): OrderNumber(row.number)
            for row in rows
        }

    def movements(
        self, connection: Connection, names: Collection[tuple[AccountId, Reference]]
    ) -> dict[tuple[AccountId, Reference], Entry]:
        """Find movements of cash by their references."""
        moved = entries_from(self._movements(connection, names))
        return {(entry.account, entry.reference): entry for entry in moved if entry.reference is not None}


def _wanted(
    names: Iterable[AccountId],
    symbols: Iterable[Symbol],
    numbers: Iterable[OrderNumber],
    families: Iterable[str],
) -> dict[str, list[str]]:
    wanted = {"names": names, "symbols": symbols, "numbers": numbers, "families": families}
    return {name: sorted(many) for name, many in wanted.items()}


def _state(rows: Sequence[Any], deployed: Settings) -> Settings:
    """The kill switch, if it was ever set; everything else is the deployment's."""
    for row in rows:
        return evolve(deployed, state=TradingState(row.state), state_reason=row.state_reason)
    return deployed
