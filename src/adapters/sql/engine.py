"""How the databases are connected to, so that a commit is kept and nobody waits for ever."""

from __future__ import annotations

import math
import time
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any, Final

from psycopg import Error
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from adapters.sql.journey import at_rest
from adapters.sql.json_text import read_json, write_json
from adapters.sql.silence import SECONDS_TO_CONNECT, Connecting, Listening, greet, hurry
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry

WRITING: Final = "writing"
# How long somebody waits for what another is changing: on SQLite for the only lock there is, so for everybody before.
SQLITE_PATIENCE_MS: Final = 5_000
POSTGRESQL_PATIENCE_MS: Final = 2_000
LEFT: Final = "left"
SECONDS_BELIEVED: Final = 1.0
PRAGMAS: Final = ("synchronous=FULL", "foreign_keys=ON")
PAUSE: Final = 0.005
# A statement ends, and a transaction whose owner is gone is closed, after so many milliseconds.
SETTINGS: Final = {
    "timezone": "UTC",
    "statement_timeout": "5000",
    "idle_in_transaction_session_timeout": "10000",
    # no statement here runs for so long that compiling it first could pay
    "jit": "off",
    "default_transaction_isolation": "read\\ committed",
    # a row found by its name is cheap wherever it lies; the default is of disks that turn
    "random_page_cost": "1.1",
}


def make_engine(url: str | URL, pool_size: int = 5, patience_ms: int | None = None) -> Engine:
    """Make an engine for an address: ``sqlite:///file`` or ``postgresql://user:password@host/name``."""
    address = _address(url)
    sqlite = address.get_backend_name() == "sqlite"
    patience = patience_ms or (SQLITE_PATIENCE_MS if sqlite else POSTGRESQL_PATIENCE_MS)
    shared: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": patience / 1000,
        "json_serializer": write_json,
        "json_deserializer": read_json,
    }
    if sqlite:
        return _on_sqlite(create_engine(address, **shared), patience)
    settings = {**SETTINGS, "lock_timeout": str(patience)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    arguments = {"options": options, "connect_timeout": SECONDS_TO_CONNECT}
    # most readings are one statement, and whoever wants a transaction says so: a connection that is as it is wanted costs less
    engine = create_engine(address, connect_args=arguments, isolation_level="AUTOCOMMIT", **shared)
    event.listen(engine, "do_connect", Connecting())
    return _looked_after(engine)


def _looked_after(engine: Engine) -> Engine:
    """
    See whether a connection still answers before it is used again, unless it has answered a moment ago.

    A busy connection would else spend a round trip of each transaction on it. One that somebody was interrupted on is not
    used again.
    """

    def leave(connection: Listening | None, record: ConnectionPoolEntry) -> None:
        record.info[LEFT] = time.monotonic()
        if connection is None:
            return
        hurry(connection)
        if not at_rest(connection):
            record.invalidate()

    def take(connection: Listening, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get(LEFT, math.inf) > SECONDS_BELIEVED:
            try:
                greet(engine.dialect, connection)
            except Error as silence:
                raise DisconnectionError from silence

    event.listen(engine, "checkin", leave)
    event.listen(engine, "checkout", take)
    return engine


def _on_sqlite(engine: Engine, patience: int) -> Engine:
    def prepare(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None  # whoever begins says how; the driver begins nothing by itself
        connection.execute(f"PRAGMA busy_timeout={patience}")
        _log_ahead(connection, patience)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _log_ahead(connection: SqliteConnection, patience: int) -> None:
    """Two who are the first at a new file would wait for each other here, so one of them is refused at once and asks again."""
    until = time.monotonic() + patience / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as busy:
            if busy.sqlite_errorcode != SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
        else:
            return


def _address(url: str | URL) -> URL:
    expected = "an address as sqlite:///trading.db or postgresql://user@host/name"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the second of a port or host that is none
        raise InvalidValue("database address", "something else", expected) from None
    if address.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    raise InvalidValue("database address", address.drivername, expected)


def _begin(connection: Connection) -> None:
    """Take the one lock for writing at once: a reader that wants to write later could not wait for it."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
