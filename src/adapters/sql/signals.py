"""Received signals in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve
from sqlalchemy import ARRAY, Text, bindparam, func, select

from adapters.sql.bulk import adding, deleting, updating
from adapters.sql.columns import Utc
from adapters.sql.finding import ByNames
from adapters.sql.listing import LIMIT, Listing, Worded, between, is_, stated
from adapters.sql.rows.signal import refusal_document, signal_from, signal_row
from adapters.sql.rowset import RowSet
from adapters.sql.tables.orders import orders
from adapters.sql.tables.signals import IS_WAITING, signals, untold_signals
from trading_core.domain.order_states import OrderStatus
from trading_core.errors import NotFound
from trading_core.ports.signals import ReceivedSignal, SeenSignal, SignalFate, Signals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from adapters.sql.database import Database
    from trading_core.ports.paging import Page
    from trading_core.ports.signals import Conclusion, Receipt, SignalFilter

# Who asks for the same things at the same moment waits here until the first is kept; others are hardly ever met.
_WISH: Final = func.unnest(bindparam("wishes", type_=ARRAY(Text))).column_valued("wish")
_SORTED: Final = select(func.hashtextextended(_WISH, 0).label("number")).order_by("number").subquery()
_TURNS: Final = select(func.pg_advisory_xact_lock(_SORTED.c.number))
SAID: Final = (signals.c.sender, signals.c.fingerprint, signals.c.received_at)
_WAITING: Final = (
    select(signals)
    .where(
        IS_WAITING,
        signals.c.received_at <= bindparam("until", type_=Utc()),
    )
    .order_by(signals.c.received_at, signals.c.id)
    .limit(LIMIT)
)
_UNTOLD: Final = (
    select(signals)
    .join(untold_signals, untold_signals.c.signal == signals.c.id)
    .order_by(untold_signals.c.signal)
    .limit(LIMIT)
)


class SqlSignals(Signals):
    """Keeps signals, the same of one sender once in a while, any number by a few statements."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        sqlite = database.is_sqlite
        self._database: Final = database
        self._add: Final = adding(signals, is_sqlite=sqlite)
        self._add_untold: Final = adding(untold_signals, is_sqlite=sqlite)
        self._forget: Final = deleting(untold_signals, is_sqlite=sqlite)
        self._by_id: Final = ByNames(select(signals), signals.c.id, sqlite=sqlite)
        status = select(orders.c.number, orders.c.status)
        self._stands: Final = ByNames(status, orders.c.number, sqlite=sqlite)
        locked = select(signals).order_by(signals.c.id).with_for_update()
        self._lock: Final = ByNames(locked, signals.c.id, sqlite=sqlite)
        self._end: Final = updating(signals, ("fate", "order_number", "refusal"), is_sqlite=sqlite)
        self._said: Final = RowSet(SAID, sqlite=sqlite)
        self._same: Final = _same(self._said)
        conditions = {
            "account": is_(signals.c.account, "account"),
            "symbol": is_(signals.c.symbol, "symbol"),
            **between(signals.c.received_at),
        }
        self._list: Final = Listing(
            select(signals),
            (signals.c.received_at, signals.c.id),
            conditions,
            {"fates": Worded(signals.c.fate, tuple(SignalFate))},
        )

    def receive(self, receipts: Sequence[Receipt]) -> tuple[ReceivedSignal, ...]:
        """Keep each signal, or find the one that it repeats."""
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                wishes = sorted({f"{one.signal.sender}\n{one.signal.fingerprint}" for one in receipts})
                connection.execute(_TURNS, {"wishes": wishes})
            known = _Known(self._known(connection, receipts))
            fresh = [receipt for receipt in receipts if known.is_new(receipt)]
            self._add(connection, [signal_row(receipt) for receipt in fresh])
            slips = [{"signal": one.signal.id} for one in fresh if one.signal.unreadable]
            self._add_untold(connection, slips)
        return tuple(known.first_of(receipt.signal) or receipt.signal for receipt in receipts)

    def _known(self, connection: Connection, receipts: Sequence[Receipt]) -> list[Any]:
        said = [
            {column.name: getattr(receipt.signal, column.name) for column in SAID} for receipt in receipts
        ]
        same = connection.execute(self._same, self._said.pack(said)).all()
        return [*same, *self._by_id(connection, {receipt.signal.id for receipt in receipts})]

    def conclude(self, conclusions: Sequence[Conclusion]) -> tuple[ReceivedSignal, ...]:
        """Write down what became of each, unless that is known."""
        with self._database.writing() as connection:
            names = {one.signal for one in conclusions}
            known = {row.id: signal_from(row) for row in self._lock(connection, names)}
            ended: dict[str, Conclusion] = {}
            for one in conclusions:
                if one.signal not in known:
                    raise NotFound("signal", one.signal)
                if known[one.signal].fate is SignalFate.RECEIVED:
                    ended.setdefault(one.signal, one)
            self._end(connection, [_ended_row(one) for one in ended.values()])
        for name, one in ended.items():
            known[name] = evolve(known[name], fate=one.fate, order=one.order, refusal=one.refusal)
        return tuple(known[one.signal] for one in conclusions)

    def waiting(self, until: datetime, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read those that were never concluded."""
        return self._read(_WAITING, {"until": until, "limit": limit})

    def untold(self, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read those that were not told."""
        return self._read(_UNTOLD, {"limit": limit})

    def mark_told(self, told: Sequence[str]) -> None:
        """Forget that they are untold."""
        if told:
            with self._database.writing() as connection:
                self._forget(connection, [{"signal": name} for name in dict.fromkeys(told)])

    def get(self, signal: str) -> SeenSignal | None:
        """Read a signal."""
        with self._database.snapshot() as connection:
            found = self._seen(connection, self._by_id(connection, [signal]))
        return found[0] if found else None

    def find(self, wanted: SignalFilter, page: Page) -> tuple[SeenSignal, ...]:
        """Read a page of signals."""
        after = None if page.after is None else (page.after.at, page.after.name)
        statement, parameters = self._list.page(
            _stated(wanted), after, page.limit, descending=page.newest_first
        )
        with self._database.snapshot() as connection:
            return self._seen(connection, connection.execute(statement, parameters).all())

    def count(self, wanted: SignalFilter, up_to: int) -> int:
        """Count signals."""
        statement, parameters = self._list.count(_stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())

    def _seen(self, connection: Connection, rows: Sequence[Any]) -> tuple[SeenSignal, ...]:
        """Show signals, and where their orders stand now."""
        numbers = {row.order_number for row in rows if row.order_number is not None}
        stands = {row.number: OrderStatus(row.status) for row in self._stands(connection, numbers)}
        return tuple(SeenSignal(signal_from(row), stands.get(row.order_number)) for row in rows)

    def _read(self, statement: Select[Any], parameters: dict[str, Any]) -> tuple[ReceivedSignal, ...]:
        with self._database.alone() as connection:
            return tuple(signal_from(row) for row in connection.execute(statement, parameters))


class _Known:
    """The signals that others may repeat: those in the database, and those that come with them."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._by_id: dict[str, ReceivedSignal] = {}
        self._said: dict[tuple[str, str], list[tuple[datetime, ReceivedSignal]]] = {}
        for row in sorted(rows, key=lambda row: (row.received_at, row.id)):
            self._add(signal_from(row), row.same_until)

    def is_new(self, receipt: Receipt) -> bool:
        """Whether nothing like it is known; from then on it is."""
        if self.first_of(receipt.signal) is not None:
            return False
        self._add(receipt.signal, receipt.signal.received_at + receipt.window)
        return True

    def first_of(self, signal: ReceivedSignal) -> ReceivedSignal | None:
        """The signal that this one is, or that it repeats."""
        found = self._by_id.get(signal.id)
        if found is not None:
            return found
        said = self._said.get((signal.sender, signal.fingerprint), [])
        return next((known for until, known in said if signal.received_at < until), None)

    def _add(self, signal: ReceivedSignal, until: datetime) -> None:
        self._by_id[signal.id] = signal
        self._said.setdefault((signal.sender, signal.fingerprint), []).append((until, signal))


def _same(said: RowSet) -> Select[Any]:
    """The signals of which what was said is a repeat."""
    given = said.given
    return select(signals).join(
        given,
        (signals.c.sender == given.c.sender)
        & (signals.c.fingerprint == given.c.fingerprint)
        & (signals.c.same_until > given.c.received_at),
    )


def _ended_row(one: Conclusion) -> dict[str, Any]:
    refusal = refusal_document(one.refusal)
    return {"id": one.signal, "fate": one.fate, "order_number": one.order, "refusal": refusal}


def _stated(wanted: SignalFilter) -> dict[str, Any]:
    return stated(
        account=wanted.account,
        fates=None if wanted.fate is None else [wanted.fate],
        symbol=wanted.symbol,
        since=wanted.since,
        until=wanted.until,
    )
