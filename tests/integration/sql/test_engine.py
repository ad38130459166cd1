"""Connections are made so that what was committed is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sqlite3 import connect
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from adapters.sql.database import Database
from adapters.sql.engine import make_engine
from tests.integration.sql.databases import fresh_database
from trading_core.errors import InvalidValue

NORMAL_AND_WAL = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
# Of as many files one is nearly always begun by two at the same moment.
FILES, FIRST, PATIENCE = 100, 8, 20
LIMITS = {
    "timezone": "UTC",
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "transaction_isolation": "read committed",
    "transaction_read_only": "off",
}


def shown(database: Database, *, word: str, names: dict[str, object], writing: bool) -> dict[str, object]:
    with database.writer() if writing else database.engine.connect() as connection:
        return {name: connection.execute(text(f"{word} {name}")).scalar_one() for name in names}


@pytest.mark.parametrize("writing", [True, False])
def test_sqlite_waits_for_the_disk(writing: bool) -> None:
    """Each connection of the pool writes through to the disk, keeps foreign keys and waits for its turn."""
    with fresh_database("sqlite") as database:
        for _ in range(2):
            assert NORMAL_AND_WAL == shown(database, word="PRAGMA", names=NORMAL_AND_WAL, writing=writing)


def test_the_first_at_a_new_file_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite refuses one of two who begin a file at the same moment without letting him wait; he comes in all the same."""
    together = Barrier(FIRST, timeout=PATIENCE)

    def come(_place: int) -> None:
        for number in range(FILES):
            engine = make_engine(f"sqlite:///{tmp_path / f'{number}.db'}")
            together.wait()
            with engine.connect() as connection:
                assert "wal" == connection.execute(text("PRAGMA journal_mode")).scalar_one()
            engine.dispose()

    with ThreadPoolExecutor(FIRST) as pool:
        list(pool.map(come, range(FIRST)))


def test_a_file_that_stays_locked_is_given_up_in_time(tmp_path: Path) -> None:
    """Whoever holds a new file for good is waited for as long as was said, and no longer."""
    address = f"sqlite:///{tmp_path / 'held.db'}"
    holder = connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OperationalError, match="locked"):
        make_engine(address, patience_ms=20).connect()
    holder.close()


def test_postgresql_gives_up_in_time() -> None:
    """Each connection of the pool ends what takes too long, and reads the clock in UTC."""
    with fresh_database("postgresql") as database:
        for _ in range(2):
            assert LIMITS == shown(database, word="SHOW", names=dict(LIMITS), writing=True)


def test_a_snapshot_changes_nothing() -> None:
    """Readers see one moment, and could not write if they tried; the next user of the connection can."""
    with fresh_database("postgresql") as database:
        with database.snapshot() as connection:
            expected = {"transaction_isolation": "repeatable read", "transaction_read_only": "on"}
            for name, value in expected.items():
                assert value == connection.execute(text(f"SHOW {name}")).scalar_one()
        assert LIMITS == shown(database, word="SHOW", names=dict(LIMITS), writing=True)


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://root@localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "oracle://x",
        "postgresql://u:p@localhost:port/x",
        "postgresql://u:p@[::1",
    ],
)
def test_other_databases_are_refused(address: str) -> None:
    """A database that the tables were not written for, or that forgets, is refused at the start."""
    with pytest.raises(InvalidValue, match="sqlite:"):
        make_engine(address)


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_postgresql_is_understood(name: str) -> None:
    """Hosts write the same address in several ways."""
    assert "postgresql+psycopg" == make_engine(f"{name}://u:p%25@h/d").url.drivername
