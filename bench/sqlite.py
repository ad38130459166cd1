"""Trades over HTTP on SQLite in one process, beside the same rows read and written directly, 32 trades a transaction."""

from __future__ import annotations

import itertools
import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from adapters.sql.migrations import migrate
from bench.service import TRADES, Measured, folder, load, populate, script, service

SECONDS: Final = 10
WARM: Final = 4
CONNECTIONS: Final = 32
COST: Final = Decimal("1720.2")

READS: Final = (
    "SELECT * FROM settings",
    "SELECT number FROM orders WHERE number = :number",
    "SELECT * FROM products WHERE symbol = '2330'",
    "SELECT * FROM positions WHERE account = :account",
)
# What one purchase writes, row by row, in the order in which the service does it.
WRITES: Final = (
    "UPDATE accounts SET sequence = :sequence, revision = revision + 1, cash = :cash, positions = 1 WHERE id = :account",
    """INSERT INTO orders (number, source, account, side, type, limit_price, take_profits, time_in_force, lots,
        created_at, status, closing, filled, filled_value, exited, targets_exited, triggered, charges)
    VALUES (:number, 'trade', :account, 'buy', 'limit', '860.1', '[]', 'gtc', '[]', :now, 'executed', '0', '2',
        '1720.2', '0', '0', 0, '[]')""",
    """INSERT INTO order_lines (order_number, position, symbol, quantity, unit_price, account, created_at)
    VALUES (:number, 0, '2330', '2', '860.1', :account, :now)""",
    """INSERT INTO trades (id, order_number, account, symbol, side, price, quantity, value, fee, tax, realized, currency,
        closed, day_traded, day_tradable, purpose, source, age_seconds, executed_at, day)
    VALUES (:trade, :number, :account, '2330', 'buy', '860.1', '2', '1720.2', '0', '0', '0', 'TWD', '0', '0', '2',
        'entry', 'stated', '0', :now, :day)""",
    """INSERT INTO order_events (order_number, sequence, step, status, at, trade) VALUES
        (:number, 1, 'submit', 'pending', :now, NULL), (:number, 2, 'accept', 'accepted', :now, NULL),
        (:number, 3, 'fill_all', 'executed', :now, :trade)""",
    "INSERT INTO outbox (order_number, sequence) VALUES (:number, 1), (:number, 2), (:number, 3)",
    """INSERT INTO entries (account, sequence, at, cause, postings, order_number, trade, lots, cash_change, cash_after)
    VALUES (:account, :sequence, :now, 'fill', '[["cash", null, "-1720.2"], ["cost_long", "2330", "1720.2"]]',
        :number, :trade, '[]', '-1720.2', :cash)""",
    """INSERT INTO positions (account, symbol, long, long_held, short, short_held, market, margin, cost_long, cost_short,
        lots)
    VALUES (:account, '2330', '2', '0', '0', '0', '-2', '0', '1720.2', '0', '[]')
    ON CONFLICT (account, symbol) DO UPDATE SET long = excluded.long, market = excluded.market,
        cost_long = excluded.cost_long""",
)
PRODUCT: Final = """INSERT INTO products (symbol, name, market, kind, currency, price_decimals, quantity_decimals, tradable,
    limit_multiple) VALUES ('2330', '2330', 'tw', 'stock', 'TWD', 8, 8, 1, '1')"""


def run() -> None:
    """Measure both, one after the other on fresh files, and print the ratio."""
    served, direct = _over_http(), _directly()
    print(
        f"trades over HTTP on SQLite, {CONNECTIONS} connections, 1 process: {served.rate:.0f}/s, "
        f"p99 {served.p99_ms:.0f} ms, {served.refused} refused"
    )
    print(f"the same rows directly, {CONNECTIONS} trades a transaction:      {direct:.0f}/s")
    print(f"ratio {served.rate / direct:.2f} (goal 0.2)")


def _over_http() -> Measured:
    with folder() as place, service(place, "sqlite", _fresh(place), WORKERS="1") as (url, tokens):
        text = script(tokens, TRADES)
        load(url, text, place, WARM, CONNECTIONS)
        return load(url, text, place, SECONDS, CONNECTIONS)


def _directly() -> float:
    with folder() as place:
        connection = sqlite3.connect(_fresh(place).removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(PRODUCT)
        accounts = [name for (name,) in connection.execute("SELECT id FROM accounts ORDER BY id")]
        numbers = itertools.count(1)
        _trade(connection, accounts, numbers, WARM)
        rate = _trade(connection, accounts, numbers, SECONDS)
        connection.close()
        return rate


def _fresh(place: Path) -> str:
    database = f"sqlite:///{place / 'books.sqlite3'}"
    migrate(database)
    populate(place, database)
    return database


def _trade(
    connection: sqlite3.Connection, accounts: list[str], numbers: Iterator[int], seconds: int
) -> float:
    """Buy for so many seconds, each time for an account of chance."""
    chance = random.Random(1)  # noqa: S311 - chooses accounts, guards no secret
    done, begun = 0, time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(CONNECTIONS):
            _buy(connection, chance.choice(accounts), f"{next(numbers):026d}")
        connection.execute("COMMIT")
        done += CONNECTIONS
    return done / passed


def _buy(connection: sqlite3.Connection, account: str, number: str) -> None:
    now = datetime.now(UTC)
    values: dict[str, Any] = {"account": account, "number": number, "trade": f"{number}.1"}
    asked = connection.execute("SELECT sequence, cash FROM accounts WHERE id = :account", values)
    sequence, cash = asked.fetchone()
    for statement in READS:
        connection.execute(statement, values).fetchall()
    values |= {"sequence": sequence + 1, "cash": str(Decimal(cash) - COST)}
    values |= {"now": now.isoformat(" ", "microseconds"), "day": now.date().isoformat()}
    for statement in WRITES:
        connection.execute(statement, values)
