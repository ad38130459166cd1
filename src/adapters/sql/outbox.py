"""The outbox in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from adapters.sql.bulk import deleting
from adapters.sql.listing import LIMIT
from adapters.sql.rows.order import event_from
from adapters.sql.rows.trade import trade_behind
from adapters.sql.tables.journal import trades
from adapters.sql.tables.orders import order_events, orders, outbox
from trading_core.domain.ids import AccountId
from trading_core.ports.outbox import Outbox, Unsent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.sql.database import Database

_EVENT: Final = ("order_number", "sequence")
_WIDTH: Final = len(order_events.c) + 1
_OLDEST: Final = (
    select(*order_events.c, orders.c.account.label("owner"), *trades.c)
    .select_from(
        outbox.join(
            order_events,
            (order_events.c.order_number == outbox.c.order_number)
            & (order_events.c.sequence == outbox.c.sequence),
        )
        .join(orders, orders.c.number == outbox.c.order_number)
        .outerjoin(trades, trades.c.id == order_events.c.trade)
    )
    .order_by(outbox.c.id)
    .limit(LIMIT)
)


class SqlOutbox(Outbox):
    """Reads what waits to be told, and forgets what was."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._forget: Final = deleting(outbox, _EVENT, is_sqlite=database.is_sqlite)

    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        """Read the oldest events."""
        with self._database.alone() as connection:
            rows = connection.execute(_OLDEST, {"limit": limit}).all()
        return tuple(
            Unsent(
                event_from(row, trade_behind(row, _WIDTH)),
                None if row.owner is None else AccountId(row.owner),
            )
            for row in rows
        )

    def mark_sent(self, sent: Sequence[Unsent]) -> None:
        """Forget events."""
        names = [{"order_number": one.event.order, "sequence": one.event.sequence} for one in sent]
        if names:
            with self._database.writing() as connection:
                self._forget(connection, names)
