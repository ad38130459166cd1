"""Orders in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, select

from adapters.sql.listing import Listing, between, is_, stated
from adapters.sql.order_reading import OrderReading
from adapters.sql.rowset import among
from adapters.sql.tables.orders import order_lines, orders
from trading_core.ports.orders import OrderFilter, Orders

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.ports.paging import Page


class SqlOrders(Orders):
    """Reads orders, a page of them as of one moment."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        sqlite = database.is_sqlite
        self._database: Final = database
        self._reading: Final = OrderReading(sqlite=sqlite)
        shared = {
            "status": is_(orders.c.status, "status"),
            "statuses": among(orders.c.status, sqlite=sqlite, parameter="statuses"),
            "side": is_(orders.c.side, "side"),
            "source": is_(orders.c.source, "source"),
        }
        self._all: Final = Listing(
            select(orders),
            (orders.c.created_at, orders.c.number),
            {**shared, "account": is_(orders.c.account, "account"), **between(orders.c.created_at)},
        )
        places = (order_lines.c.created_at, order_lines.c.order_number)
        of_product = {
            **shared,
            "symbol": is_(order_lines.c.symbol, "symbol"),
            "account": is_(order_lines.c.account, "account"),
            **between(order_lines.c.created_at),
        }
        lines = select(*places).distinct().join(orders, orders.c.number == order_lines.c.order_number)
        self._with_product: Final = Listing(lines, places, of_product, _whole)

    def get(self, number: OrderNumber) -> Order | None:
        """Read an order."""
        with self._database.snapshot() as connection:
            return self._reading.load(connection, (number,)).get(number)

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        """Read a page of the orders that fit."""
        if wanted.statuses == frozenset():
            return ()
        after = None if page.after is None else (page.after.at, page.after.name)
        statement, parameters = self._list(wanted).page(
            _stated(wanted), after, page.limit, descending=page.newest_first
        )
        with self._database.snapshot() as connection:
            rows = connection.execute(statement, parameters).all()
            return tuple(self._reading.complete(connection, rows).values())

    def count(self, wanted: OrderFilter, up_to: int) -> int:
        """Count the orders that fit."""
        if wanted.statuses == frozenset():
            return 0
        statement, parameters = self._list(wanted).count(_stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())

    def _list(self, wanted: OrderFilter) -> Listing:
        return self._all if wanted.symbol is None else self._with_product


def _stated(wanted: OrderFilter) -> dict[str, Any]:
    """One status is asked for by itself, since an index can then give the orders in their order."""
    statuses = None if wanted.statuses is None else sorted(wanted.statuses)
    alone = statuses is not None and len(statuses) == 1
    return stated(
        account=wanted.account,
        status=statuses[0] if statuses is not None and alone else None,
        statuses=None if alone else statuses,
        symbol=wanted.symbol,
        side=wanted.side,
        source=wanted.source,
        since=wanted.since,
        until=wanted.until,
    )


def _whole(page: Select[Any], descending: bool) -> Select[Any]:
    """Lead from a page of lines to their orders."""
    found = page.subquery("found")
    places = (orders.c.created_at, orders.c.number)
    return (
        select(orders)
        .join(found, found.c.order_number == orders.c.number)
        .order_by(*(place.desc() if descending else place for place in places))
    )
