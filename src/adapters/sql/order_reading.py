"""Reading whole orders: by one statement their own rows, by one what belongs to them, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from adapters.sql.finding import ByNames
from adapters.sql.rows.order import event_from, line_from, order_from
from adapters.sql.rows.trade import trade_from
from adapters.sql.rowset import among
from adapters.sql.tables.journal import trades
from adapters.sql.tables.orders import order_events, order_lines, orders
from adapters.sql.together import Part, Together
from trading_core.domain.ids import OrderNumber

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.domain.order_terms import OrderLine
    from trading_core.domain.orders import Order, OrderEvent


class OrderReading:
    """The statements that read orders, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._orders: Final = ByNames(select(orders), orders.c.number, sqlite=sqlite)
        of_them = among(order_events.c.order_number, sqlite=sqlite)
        carried = select(order_events.c.trade).where(of_them, order_events.c.trade.is_not(None))
        parts = {
            "lines": Part(order_lines, among(order_lines.c.order_number, sqlite=sqlite)),
            "events": Part(order_events, of_them),
            "trades": Part(trades, trades.c.id.in_(carried)),
        }
        self._belonging: Final = Together(parts, sqlite=sqlite)

    def load(self, connection: Connection, numbers: Iterable[OrderNumber]) -> dict[OrderNumber, Order]:
        """Read the orders of these numbers, those that are there."""
        return self.complete(connection, self._orders(connection, numbers))

    def complete(self, connection: Connection, rows: Sequence[Any]) -> dict[OrderNumber, Order]:
        """Read what belongs to rows of orders, and keep their order."""
        if not rows:
            return {}
        parts = self._belonging(connection, {"names": [row.number for row in rows]})
        traded = {row.id: trade_from(row) for row in parts["trades"]}
        lines: dict[str, list[OrderLine]] = defaultdict(list)
        for row in sorted(parts["lines"], key=attrgetter("position")):
            lines[row.order_number].append(line_from(row))
        events: dict[str, list[OrderEvent]] = defaultdict(list)
        for row in sorted(parts["events"], key=attrgetter("sequence")):
            events[row.order_number].append(event_from(row, None if row.trade is None else traded[row.trade]))
        return {
            OrderNumber(row.number): order_from(row, lines[row.number], events[row.number]) for row in rows
        }
