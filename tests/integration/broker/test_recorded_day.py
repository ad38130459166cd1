"""A recorded day, worked on a database price by price, comes to what a replay in memory comes to, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from random import Random

from adapters.broker.paper import PaperBroker
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.orders import SqlOrders
from adapters.sql.products import SqlProducts
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import PlaceOrder, Stage, open_account
from trading_core.domain.desk import Desk
from trading_core.domain.ids import Symbol
from trading_core.domain.markets import standard_markets
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.paper import Asked, PaperPolicy, replay
from trading_core.domain.quotes import Quote
from trading_core.domain.words import OrderType, Side, TimeInForce
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.testing import FakeClock, FakeQuotes
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.work_orders import WorkOrders

PAIR = Symbol("EURUSD")
START = FakeClock().now()
TICK = Decimal("0.0001")
POLICY = PaperPolicy(
    seed=11, latency_ms=1500, jitter_ms=4000, least_fraction="0.2", fraction="0.9", at_most=Quantity(700)
)
KINDS = (OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT)
PRICES = 150
EVERY = 5


def recorded() -> list[Quote | Asked]:
    """A price that wanders, and an order of another kind every few prices, long and short, with ways out."""
    chance = Random(3)  # noqa: S311 - a recording, not a secret
    happenings: list[Quote | Asked] = [Asked(START, open_account("a", 10**7))]
    last = Decimal("1.0800")
    for count in range(PRICES):
        at = START + timedelta(seconds=count)
        if count % EVERY == 1:
            happenings.append(Asked(at, PlaceOrder(_terms(count, last, chance), Stage.ACCEPTED)))
        last += chance.randint(-4, 4) * TICK
        happenings.append(
            Quote(PAIR, last, at + timedelta(milliseconds=500), "street", last - TICK, last + TICK)
        )
    return happenings


def _terms(count: int, last: Decimal, chance: Random) -> OrderTerms:
    kind = KINDS[count // EVERY % len(KINDS)]
    side = chance.choice(list(Side))
    gain = TICK if side is Side.BUY else -TICK
    limited, stopped = (
        kind in (OrderType.LIMIT, OrderType.STOP_LIMIT),
        kind in (OrderType.STOP, OrderType.STOP_LIMIT),
    )
    return OrderTerms(
        number=f"N{count}",
        account="a",
        side=side,
        type=kind,
        lines=[OrderLine(PAIR, 1000)],
        limit_price=last + gain * (4 if stopped else -2) if limited else None,
        stop_price=last + gain * 2 if stopped else None,
        stop_loss=last - gain * 8,
        take_profits=[last + gain * 6, last + gain * 9],
        time_in_force=TimeInForce.IOC if count % 20 == 1 else TimeInForce.GTC,
    )


def in_memory(happenings: Iterable[Quote | Asked]) -> list[Order]:
    """What a replay makes of the day."""
    desk = Desk()
    replay(desk, happenings, POLICY)
    return sorted(desk.book.orders.values(), key=lambda order: (order.created_at, order.number))


def on_database(database: Database, happenings: Iterable[Quote | Asked]) -> list[Order]:
    """What a process makes of it that works orders as each price comes."""
    clock, source = FakeClock(), FakeQuotes()
    orders, books = SqlOrders(database), SqlBooks(database)
    broker = PaperBroker(source, clock, SqlProducts(database), standard_markets(), POLICY)
    execute = ExecuteCommands(books, source, clock)
    work, cursor = WorkOrders(execute, orders, broker, limit=7), ""
    for happening in happenings:
        if isinstance(happening, Asked):
            clock.set(happening.at)
            execute([happening.command])
        else:
            clock.set(happening.as_of)
            source.see(happening)
            cursor = work(cursor).cursor
    return list(orders.find(OrderFilter(), Page(limit=1000, newest_first=False)))


def tape(orders: Iterable[Order]) -> bytes:
    """Every fill on a line of its own, as it would be printed."""
    trades = [event.trade for order in orders for event in order.history if event.trade is not None]
    lines = [
        f"{t.id} {t.side} {t.quantity} @ {t.price} {t.purpose} {t.executed_at.isoformat()}" for t in trades
    ]
    return "\n".join(lines).encode()


def test_a_day_gives_the_same_fills_in_memory_and_on_a_database(books_url: str) -> None:
    """One market for a back-test and for paper trading: every event, price and moment is the same, to the byte."""
    day = recorded()
    expected = in_memory(day)
    with Database(books_url) as database:
        found = on_database(database, day)

    fills = [event.trade for order in expected for event in order.history if event.trade is not None]
    assert {"entry", "stop_loss", "take_profit"} == {str(fill.purpose) for fill in fills}
    assert expected == found
    assert tape(expected) == tape(found) == tape(in_memory(day))
