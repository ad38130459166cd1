"""Millions of orders of one account: a few are made over HTTP, and copied under other names and times."""
# ruff: noqa: S608 - statements are put together from what stands in this file

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import httpx
import psycopg

from adapters.sql.tables.journal import trades
from adapters.sql.tables.orders import order_events, order_lines, orders

if TYPE_CHECKING:
    from sqlalchemy import Table

ROWS: Final = int(os.environ.get("BENCH_ROWS", "10000000"))
OWNER: Final = "user-0"
SLOTS: Final = 10_000

BUY: Final = "/api/trade/buy/"
SELL: Final = "/api/trade/sell/"
LIMIT: Final = {"side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}
# What is made, whether it is cancelled, and how often it stands among ten thousand rows.
MADE: Final[tuple[tuple[str, dict[str, Any], bool, int], ...]] = (
    (BUY, {"stock_id": "2330", "buy_price": 860.1, "quantity": 20}, False, 4005),
    (SELL, {"stock_id": "2330", "sell_price": 861, "quantity": 1}, False, 3000),
    (BUY, {"stock_id": "2317", "buy_price": 105.5, "quantity": 20}, False, 2900),
    (SELL, {"stock_id": "2317", "sell_price": 106, "quantity": 1}, False, 60),
    (BUY, {"stock_id": "1101", "buy_price": 41.2, "quantity": 5}, False, 10),
    ("/api/orders/", {"stock_id": "2330", **LIMIT}, False, 14),
    ("/api/orders/", {"stock_id": "2330", **LIMIT}, True, 10),
    (BUY, {"stock_id": "2330", "buy_price": 860.1, "quantity": 10**9}, False, 1),
)

NAME: Final = "'01' || lpad(n::text, 10, '0') || substr(md5(n::text), 1, 14)"
MOMENT: Final = "timestamptz '2025-01-01 00:00Z' + n * interval '2 seconds'"
# Each kind stands all over the list, and rows are written in the order of their moments, as the service does it.
CHOSEN: Final = f"generate_series(1, {ROWS}::bigint) AS n JOIN slots ON slot = n * 7919 % {SLOTS}"
COPIES: Final[tuple[tuple[Table, dict[str, str]], ...]] = (
    (orders, {"number": NAME, "created_at": MOMENT}),
    (order_lines, {"order_number": NAME, "created_at": MOMENT}),
    (
        trades,
        {"id": f"{NAME} || '.1'", "order_number": NAME, "executed_at": MOMENT, "day": f"({MOMENT})::date"},
    ),
    (
        order_events,
        {
            "order_number": NAME,
            "at": MOMENT,
            "trade": f"CASE WHEN model.trade IS NOT NULL THEN {NAME} || '.1' END",
        },
    ),
)


def make_models(url: str, token: str) -> None:
    """Make one order of each kind, through the door that a user has."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, timeout=30, headers=headers) as client:
        for path, body, cancelled, _ in MADE:
            made = client.post(path, json=body).json()
            if cancelled:
                client.post(f"/api/orders/{made['number']}/cancel/").raise_for_status()


def fill(database: str) -> None:
    """Copy the models; the indexes are those of the migrations, made again when all rows are there."""
    with psycopg.connect(database, autocommit=True) as connection:
        for statement in (*_prepared(), *_without_indexes(connection)):
            connection.execute(statement)


def _prepared() -> list[str]:
    """Trust the copies: they keep every law that their models keep, so that nothing is looked up for each row."""
    slots = ", ".join(f"({kind}, {share})" for kind, (*_, share) in enumerate(MADE, 1))
    of_owner = f"account = (SELECT account FROM users WHERE username = '{OWNER}')"
    kept = "JOIN model_orders USING (kind)"
    return [
        "SET synchronous_commit = off",
        "SET session_replication_role = replica",
        "SET maintenance_work_mem = '1GB'",
        "ALTER SYSTEM SET max_wal_size = '16GB'",
        "SELECT pg_reload_conf()",
        f"CREATE TEMP TABLE slots AS SELECT row_number() OVER () - 1 AS slot, kind FROM (VALUES {slots}) AS share (kind, size), generate_series(1, size)",
        f"CREATE TEMP TABLE model_orders AS SELECT orders.*, row_number() OVER (ORDER BY created_at) AS kind FROM orders WHERE {of_owner}",
        *(
            f"CREATE TEMP TABLE model_{name} AS SELECT {name}.*, kind FROM {name} JOIN model_orders ON number = order_number"
            for name in ("order_lines", "trades", "order_events")
        ),
        f"DO $$ BEGIN ASSERT (SELECT count(*) FROM slots {kept}) = {SLOTS}, 'a model is missing'; END $$",
    ]


def _without_indexes(connection: psycopg.Connection[Any]) -> list[str]:
    names = [table.name for table, _ in COPIES]
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname ~ '^(ix|uq)_' AND tablename = ANY(%s)",
        [names],
    ).fetchall()
    return [
        *(f"DROP INDEX {name}" for name, _ in found),
        *(_copied(table, changed) for table, changed in COPIES),
        *(definition for _, definition in found),
        *(f"VACUUM ANALYZE {name}" for name in names),
    ]


def _copied(table: Table, changed: dict[str, str]) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(changed.get(column.name, f'model."{column.name}"') for column in table.columns)
    return f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {CHOSEN} JOIN model_{table.name} AS model USING (kind)"
