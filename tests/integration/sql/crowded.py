"""So many orders of so many accounts that it matters along which index some of them are found."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

from tests.integration.sql.databases import fresh_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.sql.database import Database

# Every fifth was imported, and each word stands beside each other. What orders refer to is not there; nobody looks for it.
FILL = (
    "SET LOCAL session_replication_role = replica",
    """
    INSERT INTO orders (number, source, account, side, type, take_profits, time_in_force, lots, created_at, status,
        closing, filled, filled_value, exited, targets_exited, triggered, charges)
    SELECT 'N' || n, (ARRAY['import', 'trade', 'transaction', 'signal', 'api'])[n / 8 % 5 + 1],
        CASE WHEN n / 8 % 5 > 0 THEN CASE n / 80 % 41 WHEN 0 THEN 'a' ELSE 'account ' || n / 80 % 41 END END,
        CASE WHEN n / 8 % 5 > 0 THEN (ARRAY['buy', 'sell'])[n / 40 % 2 + 1] END,
        'market', '[]', 'gtc', '[]', timestamptz '2026-01-05 02:00Z' + n * interval '1 minute',
        (ARRAY['pending', 'accepted', 'partially_filled', 'executed', 'closed', 'cancelled', 'rejected', 'expired'])[n % 8 + 1],
        0, 1, 1, 1, 0, false, '[]'
    FROM generate_series(1, 20000) AS n
    """,
    """
    INSERT INTO order_lines (order_number, position, symbol, quantity, account, created_at)
    SELECT 'N' || n, 1, CASE n % 53 WHEN 0 THEN '2330' ELSE 'S' || n % 53 END, 1, account, created_at
    FROM generate_series(1, 20000) AS n JOIN orders ON number = 'N' || n
    """,
    "ANALYZE orders",
    "ANALYZE order_lines",
)


@contextmanager
def crowded_database(kind: str) -> Iterator[Database]:
    """A database with all tables; PostgreSQL chooses by what it has counted, and so it gets something to count."""
    with fresh_database(kind) as database:
        if not database.is_sqlite:
            with database.writing() as connection:
                for statement in FILL:
                    connection.execute(text(statement))
        yield database
