"""How the databases are connected to, so that a commit is kept and nobody waits for ever."""

from __future__ import annotations

from sqlite3 import Connection as SqliteConnection
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from adapters.sql.json_text import read_json, write_json
from trading_core.errors import InvalidValue

WRITING: Final = "writing"
PATIENCE_MS: Final = 5000
PRAGMAS: Final = (
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
# A statement ends, a lock is given up, and a transaction whose owner is gone is closed, each in so many milliseconds.
POSTGRESQL: Final = {
    "timezone": "UTC",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "10000",
    "default_transaction_isolation": "read\\ committed",
}


def make_engine(url: str | URL, pool_size: int = 5, seconds_to_connect: int = 5) -> Engine:
    """Make an engine for an address: ``sqlite:///file`` or ``postgresql://user:password@host/name``."""
    address = _address(url)
    shared: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": PATIENCE_MS / 1000,
        "json_serializer": write_json,
        "json_deserializer": read_json,
    }
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, **shared)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine
    options = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL.items())
    arguments = {"options": options, "connect_timeout": seconds_to_connect}
    return create_engine(address, pool_pre_ping=True, connect_args=arguments, **shared)


def _address(url: str | URL) -> URL:
    expected = "an address as sqlite:///trading.db or postgresql://user@host/name"
    try:
        address = make_url(url)
    except ArgumentError:
        raise InvalidValue("database address", "something else", expected) from None
    if address.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    raise InvalidValue("database address", address.drivername, expected)


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # whoever begins says how; the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Take the one lock for writing at once: a reader that wants to write later could not wait for it."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
