"""Processes that work the same orders, killed at any moment: each order lives its life once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from adapters.sql.accounts import SqlAccounts
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.orders import SqlOrders
from adapters.system.clock import SystemClock
from tests.integration.broker.worker import quotes, work_orders
from trading_core.domain.commands import Command, PlaceOrder, Stage, open_account
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Direction, OrderType, Side
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.testing import FakeQuotes
from trading_core.use_cases.verify_books import VerifyBooks
from trading_core.use_cases.work_orders import Worked

ROOT = Path(__file__).resolve().parents[3]
SYMBOL = Symbol("2330")
ORDERS = 120
ACCOUNTS = 6
DEATHS = 6


def orders() -> Iterator[Command]:
    """Orders of which a third is stopped at once, a third leaves by its targets in the end, and a third stays."""
    last = quotes().quotes({SYMBOL})[SYMBOL].last.value
    near = last / 10
    # a limit far above the market is met by whatever the market does, and so is a stop below it that is above, too
    ways: tuple[dict[str, Any], ...] = (
        {"type": OrderType.LIMIT, "limit_price": last * 3, "stop_loss": last * 2},
        {"stop_loss": last - near, "take_profits": [last + near, last + 2 * near]},
        {"type": OrderType.LIMIT, "limit_price": last * 3},
    )
    yield from (open_account(f"a{number}", 10**9) for number in range(ACCOUNTS))
    for number in range(ORDERS):
        line = OrderLine(SYMBOL, 100)
        terms = OrderTerms(
            number=f"N{number:03}",
            account=f"a{number % ACCOUNTS}",
            side=Side.BUY,
            lines=[line],
            **ways[number % 3],
        )
        yield PlaceOrder(terms, Stage.ACCEPTED)


@contextmanager
def worker(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that works orders, which does not outlive its test."""
    command = [sys.executable, "-m", "tests.integration.broker.worker", url]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONPATH": paths}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def killed_after(url: str, lines: int) -> None:
    """Let two processes work, and kill both when the first has done so many rounds."""
    with worker(url) as first, worker(url):
        assert first.stdout is not None
        for _ in range(lines):
            first.stdout.readline()


def finish(database: Database) -> None:
    """Let the market rise above every target, and work until nothing lives."""
    source = FakeQuotes()
    last = quotes().quotes({SYMBOL})[SYMBOL].last.value
    worked = Worked("", orders=1)
    while worked.orders:
        source.see(Quote(SYMBOL, last * 2, SystemClock().now(), "tests"))
        worked = work_orders(database, source)()


def check_life(order: Order) -> None:
    """Filled at most once over, exited at most what was filled, and nothing left of what has ways out."""
    trades = [event.trade for event in order.history if event.trade is not None]
    entered = sum(trade.quantity.value for trade in trades if trade.purpose is Purpose.ENTRY)
    left = sum(trade.quantity.value for trade in trades if trade.purpose is not Purpose.ENTRY)
    names = [trade.id for trade in trades]

    assert [f"{order.number}.{place}" for place in range(1, len(names) + 1)] == names
    if order.terms.has_exits:
        assert (OrderStatus.CLOSED, entered) == (order.status, left)
    else:
        assert (OrderStatus.EXECUTED, 100, 0) == (order.status, entered, left)


def test_workers_that_are_killed_at_any_moment_trade_each_order_once(books_url: str) -> None:
    """Two processes at a time, killed again and again, come to what one would have come to: every order, once."""
    chance = Random(5)  # noqa: S311 - when to kill, not a secret
    with Database(books_url) as database:
        work = work_orders(database)
        outcomes = work.execute(list(orders()))
        assert [] == [outcome.refusal for outcome in outcomes if outcome.refusal is not None]
        for _ in range(DEATHS):
            killed_after(books_url, chance.randint(0, 3))
        finish(database)
        accounts, kept = SqlAccounts(database), SqlOrders(database)
        found = kept.find(OrderFilter(), Page(limit=ORDERS))
        for order in found:
            check_life(order)
        differences = VerifyBooks(accounts, kept, SqlJournal(database))()
        held = [accounts.get(AccountId(f"a{number}")) for number in range(ACCOUNTS)]

    assert (ORDERS, ()) == (len(found), differences)
    units = [account.units(SYMBOL, Direction.LONG) for account in held if account is not None]
    assert ORDERS // 3 * 100 == sum(units)
    assert [] == [account.id for account in held if account and account.balance(Bucket.HELD)]
