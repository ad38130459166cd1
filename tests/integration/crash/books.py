"""What is stored of the people of a test, read from behind, from the service's own database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, partial
from typing import TypeVar

from attrs import field, frozen
from sqlalchemy import select

from adapters.sql.accounts import SqlAccounts
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.orders import SqlOrders
from adapters.sql.signals import SqlSignals
from adapters.sql.tables.people import answers
from adapters.sql.trades import SqlTrades
from tests.integration.crash.asking import Asking, Cast
from tests.integration.http.stored import database_of
from tests.servers.service import ServiceServer
from trading_core.domain.account import Account
from trading_core.domain.ids import AccountId
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order
from trading_core.domain.trades import Trade
from trading_core.domain.words import Source
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Mark, Page
from trading_core.ports.signals import ReceivedSignal, SignalFate, SignalFilter
from trading_core.ports.trades import TradeFilter
from trading_core.use_cases.explain_balance import all_entries

R = TypeVar("R")
CHUNK = 1_000


@frozen
class Kept:
    """One account as it is stored, with everything that has happened to it."""

    account: Account
    orders: dict[str, Order]
    trades_of: Mapping[str, Sequence[Trade]]
    entries: tuple[Entry, ...]

    @cached_property
    def deposits(self) -> Counter[Decimal]:
        """How often each sum of money was put in."""
        moved = (entry for entry in self.entries if entry.cause is Cause.DEPOSIT)
        return Counter(one.amount for entry in moved for one in entry.postings if one.bucket is Bucket.CASH)


@frozen
class Books:
    """What is stored of everybody who took part."""

    accounts: dict[str, Kept]
    imported: dict[str, Order]
    answered: frozenset[tuple[str, str]] = field(repr=False)

    def answers(self, asking: Asking) -> bool:
        """Whether an answer is kept under a request's name, which it is from the moment of its effect on."""
        return (asking.caller, asking.key) in self.answered


def read_books(service: ServiceServer, cast: Cast) -> Books:
    """Read all of it, when nothing happens any more."""
    with Database(database_of(service)) as database:
        imported = _orders(SqlOrders(database), OrderFilter(source=Source.IMPORT))
        with database.snapshot() as connection:
            answered = frozenset(
                (caller, key) for caller, key in connection.execute(select(answers.c.caller, answers.c.key))
            )
        return Books(
            {trader.account: _kept(database, AccountId(trader.account)) for trader in cast.traders},
            {number: one for number, one in imported.items() if number.startswith(f"{cast.label}-")},
            answered,
        )


def read_signals(service: ServiceServer, cast: Cast, fate: SignalFate | None = None) -> list[ReceivedSignal]:
    """Read every signal of the chartists that has come in, or those of one fate."""
    with Database(database_of(service)) as database:
        signals = SqlSignals(database)
        return [
            seen.signal
            for chartist in cast.chartists
            for seen in _pages(
                partial(signals.find, SignalFilter(account=chartist.trader.account, fate=fate)),
                lambda one: Mark(one.signal.received_at, one.signal.id),
            )
        ]


def waiting(service: ServiceServer) -> tuple[Order, ...]:
    """Orders that nobody has settled yet, the oldest first."""
    with Database(database_of(service)) as database:
        pending = OrderFilter(statuses=frozenset({OrderStatus.PENDING}))
        return SqlOrders(database).find(pending, Page(limit=CHUNK, newest_first=False))


def _kept(database: Database, name: AccountId) -> Kept:
    account = SqlAccounts(database).get(name)
    assert account is not None
    trades_of: dict[str, list[Trade]] = defaultdict(list)
    for trade in _trades(SqlTrades(database), TradeFilter(account=name)):
        trades_of[trade.order].append(trade)
    orders = _orders(SqlOrders(database), OrderFilter(account=name))
    return Kept(account, orders, trades_of, tuple(all_entries(SqlJournal(database), name)))


def _trades(trades: SqlTrades, wanted: TradeFilter) -> Iterator[Trade]:
    return _pages(lambda page: trades.find(wanted, page), lambda one: Mark(one.executed_at, one.id))


def _orders(orders: SqlOrders, wanted: OrderFilter) -> dict[str, Order]:
    rows = _pages(lambda page: orders.find(wanted, page), lambda one: Mark(one.created_at, one.number))
    return {one.number: one for one in rows}


def _pages(find: Callable[[Page], Sequence[R]], mark: Callable[[R], Mark]) -> Iterator[R]:
    after: Mark | None = None
    while rows := find(Page(limit=CHUNK, after=after, newest_first=False)):
        yield from rows
        after = mark(rows[-1])
