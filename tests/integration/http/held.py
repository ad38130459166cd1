"""Holding the books of a running service still, from outside, so that a test may look while a request is under way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.servers.service import ServiceServer


@contextmanager
def books_held(service: ServiceServer) -> Iterator[None]:
    """Let nobody write to the books meanwhile: who wants to, waits."""
    if "DATABASE_URL" in service.settings:
        with psycopg.connect(service.settings["DATABASE_URL"]) as connection:
            connection.execute("LOCK TABLE answers IN EXCLUSIVE MODE")
            yield
            connection.rollback()
        return
    file = Path(service.settings["DATA_DIR"]) / "trading.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
