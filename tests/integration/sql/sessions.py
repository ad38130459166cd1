"""What a PostgreSQL server says of those who are connected to it."""

from __future__ import annotations

import time
from typing import Final

import psycopg

from tests.servers.server import GLANCE

PATIENCE: Final = 60
SESSIONS: Final = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "


def expect_count(place: str, those: str, count: int) -> None:
    """Expect that there will be so many sessions of which a condition is true, and wait for it."""
    deadline = time.monotonic() + PATIENCE
    with psycopg.connect(place, autocommit=True) as other:
        while other.execute((SESSIONS + those).encode()).fetchall() != [(count,)]:
            assert time.monotonic() < deadline, f"not {count} in the end: {those}"
            time.sleep(GLANCE)
