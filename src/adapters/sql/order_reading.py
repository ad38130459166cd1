"""Reading whole orders: a statement each for the orders, their lines and their events, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from adapters.sql.rows.order import event_from, line_from, order_from
from adapters.sql.rows.trade import trade_behind
from adapters.sql.rowset import among
from adapters.sql.tables.journal import trades
from adapters.sql.tables.orders import order_events, order_lines, orders
from trading_core.domain.ids import OrderNumber

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.domain.order_terms import OrderLine
    from trading_core.domain.orders import Order, OrderEvent

WIDTH: Final = len(order_events.c)


class OrderReading:
    """The statements that read orders, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._orders: Final = select(orders).where(among(orders.c.number, sqlite=sqlite))
        self._lines: Final = (
            select(order_lines)
            .where(among(order_lines.c.order_number, sqlite=sqlite))
            .order_by(order_lines.c.order_number, order_lines.c.position)
        )
        self._events: Final = (
            select(*order_events.c, *trades.c)
            .select_from(order_events.outerjoin(trades, trades.c.id == order_events.c.trade))
            .where(among(order_events.c.order_number, sqlite=sqlite))
            .order_by(order_events.c.order_number, order_events.c.sequence)
        )

    def load(self, connection: Connection, numbers: Iterable[OrderNumber]) -> dict[OrderNumber, Order]:
        """Read the orders of these numbers, those that are there."""
        wanted = sorted(numbers)
        if not wanted:
            return {}
        return self.complete(connection, connection.execute(self._orders, {"names": wanted}).all())

    def complete(self, connection: Connection, rows: Sequence[Any]) -> dict[OrderNumber, Order]:
        """Read what belongs to rows of orders, and keep their order."""
        if not rows:
            return {}
        names = {"names": [row.number for row in rows]}
        lines: dict[str, list[OrderLine]] = defaultdict(list)
        for row in connection.execute(self._lines, names):
            lines[row.order_number].append(line_from(row))
        events: dict[str, list[OrderEvent]] = defaultdict(list)
        for row in connection.execute(self._events, names):
            events[row.order_number].append(event_from(row, trade_behind(row, WIDTH)))
        return {
            OrderNumber(row.number): order_from(row, lines[row.number], events[row.number]) for row in rows
        }
