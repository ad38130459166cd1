"""Orders in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, and_, select, text

from adapters.sql.listing import Listing, Worded, between, is_, stated
from adapters.sql.order_reading import OrderReading
from adapters.sql.rowset import among
from adapters.sql.tables.orders import LIVE, order_lines, orders
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import Side, Source
from trading_core.ports.orders import OrderFilter, Orders

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from adapters.sql.database import Database
    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order
    from trading_core.ports.paging import Mark, Page


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
        whole = {**shared, "account": is_(orders.c.account, "account"), **between(orders.c.created_at)}
        places = (orders.c.created_at, orders.c.number)
        statuses = {"statuses": Worded(orders.c.status, tuple(OrderStatus))}
        words = {
            **statuses,
            "source": Worded(orders.c.source, [source for source in Source if source is not Source.IMPORT]),
            "side": Worded(orders.c.side, tuple(Side)),
        }
        self._all: Final = Listing(select(orders), places, whole)
        # strands of whole rows are planned for longer than the few rows of a page are looked up
        keys = select(*places)
        self._of_account: Final = Listing(keys, places, whole, words, wrap=_whole)
        self._of_source: Final = Listing(keys, places, whole, statuses, wrap=_whole)
        self._living: Final = Listing(select(orders).where(text(LIVE)), places, {})
        places = (order_lines.c.created_at, order_lines.c.order_number)
        of_product = {
            "symbol": is_(order_lines.c.symbol, "symbol"),
            "account": is_(order_lines.c.account, "account"),
            "imported": order_lines.c.account.is_(None),
            **between(order_lines.c.created_at),
        }
        lines = select(*places).distinct()
        self._of_product: Final = Listing(lines, places, of_product, wrap=_whole)
        # the account stands in both, so that whichever has fewer rows that fit may lead to the other
        both = and_(of_product["account"], whole["account"])
        self._joined: Final = Listing(
            lines.join(orders, orders.c.number == order_lines.c.order_number),
            places,
            {**shared, **of_product, "account": both},
            wrap=_whole,
        )

    def get(self, number: OrderNumber) -> Order | None:
        """Read an order."""
        with self._database.snapshot() as connection:
            return self._reading.load(connection, (number,)).get(number)

    def named(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, Order]:
        """Read many orders as of one moment."""
        with self._database.snapshot() as connection:
            return self._reading.load(connection, numbers)

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        """Read a page of the orders that fit."""
        if _is_nobodys(wanted):
            return ()
        after = None if page.after is None else (page.after.at, page.after.name)
        statement, parameters = self._list(wanted).page(
            self._stated(wanted), after, page.limit, descending=page.newest_first
        )
        with self._database.snapshot() as connection:
            rows = connection.execute(statement, parameters).all()
            return tuple(self._reading.complete(connection, rows).values())

    def working(self, after: Mark | None = None, limit: int = 1000) -> tuple[Order, ...]:
        """Read the orders that live."""
        mark = None if after is None else (after.at, after.name)
        statement, parameters = self._living.page({}, mark, limit, descending=False)
        with self._database.snapshot() as connection:
            rows = connection.execute(statement, parameters).all()
            return tuple(self._reading.complete(connection, rows).values())

    def count(self, wanted: OrderFilter, up_to: int) -> int:
        """Count the orders that fit."""
        if _is_nobodys(wanted):
            return 0
        statement, parameters = self._list(wanted).count(self._stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())

    def _list(self, wanted: OrderFilter) -> Listing:
        """The list whose index has what is asked for."""
        words = (wanted.statuses, wanted.source, wanted.side)
        by_word = words != (None, None, None)
        if wanted.symbol is not None:
            imported = words == (None, Source.IMPORT, None)
            return self._joined if by_word and not imported else self._of_product
        if wanted.account is None:
            return self._all if wanted.source is None else self._of_source
        return self._of_account if by_word else self._all

    def _stated(self, wanted: OrderFilter) -> dict[str, Any]:
        """One status is asked for by itself, where no strands are made of several."""
        statuses = None if wanted.statuses is None else sorted(wanted.statuses)
        worded = self._list(wanted) in {self._of_account, self._of_source}
        alone = statuses is not None and len(statuses) == 1 and not worded
        imported = wanted.symbol is not None and wanted.source is Source.IMPORT
        return stated(
            account=wanted.account,
            status=statuses[0] if statuses is not None and alone else None,
            statuses=None if alone else statuses,
            symbol=wanted.symbol,
            side=wanted.side,
            source=None if imported else wanted.source,
            imported=imported or None,
            since=wanted.since,
            until=wanted.until,
        )


def _is_nobodys(wanted: OrderFilter) -> bool:
    """No order is in none of the states, and what was imported has neither account nor side."""
    imported = wanted.source is Source.IMPORT
    return wanted.statuses == frozenset() or (
        imported and (wanted.account is not None or wanted.side is not None)
    )


def _whole(page: Select[Any], descending: bool) -> Select[Any]:
    """Lead from the places of a page to its orders."""
    found = page.subquery("found")
    _, number = found.c
    places = (orders.c.created_at, orders.c.number)
    return (
        select(orders)
        .join(found, number == orders.c.number)
        .order_by(*(place.desc() if descending else place for place in places))
    )
