"""Received signals in SQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, bindparam, func, select, update

from adapters.sql.bulk import adding
from adapters.sql.columns import Named, Utc, Words
from adapters.sql.listing import Listing, is_, stated
from adapters.sql.rows.signal import signal_from, signal_row
from adapters.sql.tables.signals import signals
from trading_core.errors import NotFound
from trading_core.ports.signals import ReceivedSignal, SignalFate, Signals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.sql.database import Database
    from trading_core.domain.ids import OrderNumber
    from trading_core.ports.paging import Page

_ONE: Final = signals.c.id == bindparam("signal", type_=Named())
_GET: Final = select(signals).where(_ONE)
_SAME: Final = (
    select(signals)
    .where(
        signals.c.sender == bindparam("sender", type_=Words()),
        signals.c.fingerprint == bindparam("fingerprint", type_=Words()),
        signals.c.received_at > bindparam("begin", type_=Utc()),
        signals.c.received_at < bindparam("end", type_=Utc()),
    )
    .order_by(signals.c.received_at)
    .limit(1)
)
# Who asks for the same thing at the same moment waits here until the first is kept; others are hardly ever met.
_TURN: Final = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("wish", type_=Text()), 0)))
_CONCLUDE: Final = (
    update(signals)
    .where(_ONE, signals.c.fate == SignalFate.RECEIVED.value)
    .values(
        fate=bindparam("new_fate", type_=Named()),
        order_number=bindparam("new_order", type_=Named()),
        detail=bindparam("new_detail", type_=Words()),
    )
)


class SqlSignals(Signals):
    """Keeps signals, the same of one sender once in a while."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._add: Final = adding(signals, is_sqlite=database.is_sqlite)
        places = (signals.c.received_at, signals.c.id)
        self._list: Final = Listing(select(signals), places, {"sender": is_(signals.c.sender, "sender")})

    def receive(self, signal: ReceivedSignal, window: timedelta) -> ReceivedSignal:
        """Keep a signal, or find the one that it repeats."""
        wanted = {
            "sender": signal.sender,
            "fingerprint": signal.fingerprint,
            "begin": signal.received_at - window,
            "end": signal.received_at + window,
        }
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                connection.execute(_TURN, {"wish": f"{signal.sender}\n{signal.fingerprint}"})
            row = connection.execute(_SAME, wanted).one_or_none()
            if row is not None:
                return signal_from(row)
            self._add(connection, [signal_row(signal)])
            return _read(connection, signal.id)

    def conclude(
        self, signal: str, fate: SignalFate, order: OrderNumber | None = None, detail: str | None = None
    ) -> ReceivedSignal:
        """Write down what became of it, unless that is known."""
        wanted = {"signal": signal, "new_fate": fate, "new_order": order, "new_detail": detail}
        with self._database.writing() as connection:
            connection.execute(_CONCLUDE, wanted)
            return _read(connection, signal)

    def find(self, sender: str | None, page: Page) -> tuple[ReceivedSignal, ...]:
        """Read a page of signals."""
        after = None if page.after is None else (page.after.at, page.after.name)
        statement, parameters = self._list.page(
            stated(sender=sender), after, page.limit, descending=page.newest_first
        )
        with self._database.alone() as connection:
            return tuple(signal_from(row) for row in connection.execute(statement, parameters))


def _read(connection: Connection, signal: str) -> ReceivedSignal:
    row: Any = connection.execute(_GET, {"signal": signal}).one_or_none()
    if row is None:
        raise NotFound("signal", signal)
    return signal_from(row)
