"""Writing orders: new ones whole, known ones in what has become of them, and events once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.bulk import inserting, updating
from adapters.sql.differing import parted
from adapters.sql.rows.order import FOLDED, event_row, folded_row, line_rows, order_row
from adapters.sql.tables.orders import order_events, order_lines, orders, outbox

if TYPE_CHECKING:
    from adapters.sql.sending import Write
    from trading_core.domain.book import Book, Changes


class SavingOrders:
    """The statements that write orders, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._new: Final = inserting(orders, is_sqlite=sqlite)
        self._known: Final = updating(orders, FOLDED, is_sqlite=sqlite)
        self._lines: Final = inserting(order_lines, is_sqlite=sqlite)
        self._events: Final = inserting(order_events, is_sqlite=sqlite)
        self._outbox: Final = inserting(outbox, ("order_number", "sequence"), numbered=True, is_sqlite=sqlite)

    def writes(self, before: Book, changes: Changes) -> Iterator[Write]:
        """Write the orders and their lines; their events follow when the trades that they carry are written."""
        new, known = parted(changes.orders, before.orders)
        yield self._new, [order_row(order) for order in new]
        yield self._known, [folded_row(order) for order in known]
        yield self._lines, [row for order in new for row in line_rows(order)]

    def writes_of_events(self, before: Book, changes: Changes) -> Iterator[Write]:
        """Write the steps that were not there, and put what happened into the outbox."""
        rows: list[dict[str, Any]] = []
        for number, order in changes.orders.items():
            known = before.orders.get(number)
            fresh = order.history[0 if known is None else len(known.history) :]
            rows += [event_row(event) for event in fresh]
        yield self._events, rows
        happened = [{"order_number": event.order, "sequence": event.sequence} for event in changes.events]
        yield self._outbox, happened
