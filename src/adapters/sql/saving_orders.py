"""Writing orders: new ones whole, known ones in what has become of them, and events once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adapters.sql.bulk import inserting, updating
from adapters.sql.rows.order import FOLDED, event_row, folded_row, line_rows, order_row
from adapters.sql.tables.orders import order_events, order_lines, orders, outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.domain.book import Book, Changes

Rows = list[dict[str, Any]]


class SavingOrders:
    """The statements that write orders, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._new: Final = inserting(orders, is_sqlite=sqlite)
        self._known: Final = updating(orders, FOLDED, is_sqlite=sqlite)
        self._lines: Final = inserting(order_lines, is_sqlite=sqlite)
        self._events: Final = inserting(order_events, is_sqlite=sqlite)
        self._outbox: Final = inserting(outbox, ("order_number", "sequence"), is_sqlite=sqlite)

    def save(self, connection: Connection, before: Book, changes: Changes) -> None:
        """Write the orders and their lines; their events follow when the trades that they carry are written."""
        new = [order for number, order in changes.orders.items() if number not in before.orders]
        known = [order for number, order in changes.orders.items() if number in before.orders]
        self._new(connection, [order_row(order) for order in new])
        self._known(connection, [folded_row(order) for order in known])
        self._lines(connection, [row for order in new for row in line_rows(order)])

    def save_events(self, connection: Connection, before: Book, changes: Changes) -> None:
        """Write the steps that were not there, and put what happened into the outbox."""
        rows: Rows = []
        for number, order in changes.orders.items():
            known = before.orders.get(number)
            fresh = order.history[0 if known is None else len(known.history) :]
            rows += [event_row(event) for event in fresh]
        self._events(connection, rows)
        self._outbox(
            connection,
            [{"order_number": event.order, "sequence": event.sequence} for event in changes.events],
            as_given=True,
        )
