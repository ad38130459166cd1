"""Trades over HTTP on PostgreSQL: beside the same SQL one trade a transaction, and beside ourselves without batches."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from statistics import median
from typing import Final

from bench.service import (
    TRADES,
    Measured,
    analyze,
    durable_postgres,
    folder,
    load,
    populate,
    program,
    psql,
    script,
    service,
)

TURNS: Final = 5
SECONDS: Final = 10
WARM: Final = 4

# What one purchase reads and writes, row by row, in the order in which the service does it.
SAME_SQL: Final = r"""
\set who random(1, 64)
BEGIN;
SELECT a.*, s.state FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM accounts) AS named JOIN accounts AS a ON a.id = named.id CROSS JOIN (SELECT count(*) AS state FROM settings) AS s WHERE named.place = :who FOR UPDATE OF a \gset
SELECT number FROM orders WHERE number = 'none';
SELECT * FROM products WHERE symbol = '2330';
SELECT * FROM positions WHERE account = :id;
UPDATE accounts SET sequence = sequence + 1, cash = cash - 1720.2, positions = 1 WHERE id = :id RETURNING sequence AS next, cash AS left, id || '-' || sequence AS name \gset
INSERT INTO orders (number, source, account, side, type, limit_price, take_profits, time_in_force, lots, created_at, status, closing, filled, filled_value, exited, targets_exited, triggered, charges) VALUES (:name, 'trade', :id, 'buy', 'limit', 860.1, '[]', 'gtc', '[]', now(), 'executed', 0, 2, 1720.2, 0, 0, false, '[]');
INSERT INTO order_lines (order_number, position, symbol, quantity, unit_price, account, created_at) VALUES (:name, 1, '2330', 2, 860.1, :id, now());
INSERT INTO trades (id, order_number, account, symbol, side, price, quantity, value, fee, tax, realized, currency, closed, day_traded, day_tradable, purpose, source, age_seconds, executed_at, day) VALUES (:name, :name, :id, '2330', 'buy', 860.1, 2, 1720.2, 0, 0, 0, 'TWD', 0, 0, 2, 'entry', 'stated', 0, now(), current_date);
INSERT INTO order_events (order_number, sequence, step, status, at, trade) VALUES (:name, 1, 'submit', 'pending', now(), NULL), (:name, 2, 'accept', 'accepted', now(), NULL), (:name, 3, 'fill_all', 'executed', now(), :name);
INSERT INTO outbox (order_number, sequence) VALUES (:name, 1), (:name, 2), (:name, 3);
INSERT INTO entries (account, sequence, at, cause, postings, order_number, trade, lots, cash_change, cash_after) VALUES (:id, :next, now(), 'fill', '[["cash", null, "-1720.2"], ["cost_long", "2330", "1720.2"]]', :name, :name, '[]', -1720.2, :left);
INSERT INTO positions (account, symbol, long, long_held, short, short_held, market, margin, cost_long, cost_short, lots) VALUES (:id, '2330', 2, 0, 0, 0, -2, 0, 1720.2, 0, '[]') ON CONFLICT (account, symbol) DO UPDATE SET long = positions.long + 2, market = positions.market - 2, cost_long = positions.cost_long + 1720.2;
COMMIT;
"""


def run() -> None:
    """Measure all three in turns, each time on fresh databases, and print the ratios of each turn and their middle."""
    to_pgbench, to_single = [], []
    print("trades a second by pgbench with 32 clients, and over HTTP with 32 connections and 2 processes")
    for _ in range(TURNS):
        # a machine that others use has quick and slow minutes, so what is compared runs close together
        same, batched, single = _pgbench(), _over_http("batched"), _over_http("single", BATCHING="off")
        to_pgbench.append(batched.rate / same)
        to_single.append(batched.rate / single.rate)
        print(f"  {same:.0f}/s, {_told(batched)}; with batching off {_told(single)}")
        print(f"  ratio to pgbench {to_pgbench[-1]:.2f}, to batching off {to_single[-1]:.2f}")
    print(
        f"middle ratio to pgbench {median(to_pgbench):.2f} (goal 1.0), to batching off {median(to_single):.2f} (goal 3)"
    )


def _told(measured: Measured) -> str:
    return f"{measured.rate:.0f}/s (p99 {measured.p99_ms:.0f} ms, {measured.refused} refused)"


def _over_http(name: str, **settings: str) -> Measured:
    with folder() as place, durable_postgres(place) as database:
        populate(place, database)
        with service(place, name, database, **settings) as (url, tokens):
            text = script(tokens, TRADES)
            load(url, text, place, WARM)
            analyze(database)
            return load(url, text, place, SECONDS)


def _pgbench() -> float:
    with folder() as place, durable_postgres(place) as database:
        populate(place, database)
        psql(
            database,
            "INSERT INTO products (symbol, name, market, kind, currency, price_decimals, quantity_decimals, tradable, limit_multiple) VALUES ('2330', '2330', 'tw', 'stock', 'TWD', 8, 8, true, 1)",
        )
        path = place / "trade.sql"
        path.write_text(SAME_SQL, encoding="utf-8")
        _clients(path, database, WARM)
        analyze(database)
        return _clients(path, database, SECONDS)


def _clients(path: Path, database: str, seconds: int) -> float:
    command = [
        program("pgbench"),
        "-n",
        "-M",
        "prepared",
        "-c",
        "32",
        "-j",
        "2",
        "-T",
        str(seconds),
        "-f",
        str(path),
        database,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"tps = ([\d.]+)", said)
    assert found is not None, said
    return float(found[1])
