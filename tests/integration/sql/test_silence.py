"""A server that stands still, with its connections open, is left in time, and nobody is made to find that out again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.sql import silence
from adapters.sql.database import Database
from adapters.sql.silence import Listening, wait_for_ever
from tests.integration.sql.databases import fresh_database
from tests.servers import PostgresServer
from trading_core.errors import Unavailable

SHORT, SOME_SECONDS, PATIENCE = 0.5, 5.0, 60
SESSION = text("SELECT pg_backend_pid()")
ASLEEP = text("SELECT pg_sleep(2)")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database whose answers are waited for so long only that a test can wait for it."""
    monkeypatch.setattr(Listening, "seconds", SHORT)
    with fresh_database("postgresql") as database:
        yield database


def session(database: Database) -> int:
    """Who answers."""
    with database.alone() as connection:
        found: int = connection.execute(SESSION).scalar_one()
        return found


def sleep(database: Database) -> None:
    """Wait for an answer that takes longer than is waited for."""
    with database.alone() as connection:
        connection.execute(ASLEEP)


def reason(database: Database) -> str:
    """Why nobody answers."""
    with pytest.raises(Unavailable) as refusal:
        session(database)
    cause: BaseException = refusal.value
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return str(cause)


def test_who_says_nothing_is_left(hurried: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer than the server itself allows will never come, and the next one asks another session."""
    monkeypatch.setattr(silence, "SECONDS_AVOIDED", 0)
    before = session(hurried)
    with pytest.raises(Unavailable):
        sleep(hurried)

    assert before != session(hurried)


def test_what_may_take_long_is_waited_for(hurried: Database) -> None:
    """A migration is longer than anything else; whoever has its connection next waits no longer than usual."""
    with hurried.alone() as connection:
        wait_for_ever(connection)
        connection.execute(ASLEEP)
    with pytest.raises(Unavailable):
        sleep(hurried)


def test_of_a_silent_server_those_behind_are_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One waits in vain for all the others, until a while is over and the server speaks again."""
    tmp_path.chmod(0o711)
    monkeypatch.setattr(silence, "SECONDS_AVOIDED", SOME_SECONDS)
    with PostgresServer(tmp_path / "postgres") as server, Database(server.url) as database:
        server.freeze()
        told = [reason(database) for _ in range(3)]
        server.thaw()
        assert "timeout" in told[0]
        assert ["the server said nothing a moment ago"] * 2 == told[1:]
        assert speaks_again(database)


def speaks_again(database: Database) -> bool:
    """Wait until a database answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            return session(database) > 0
        except Unavailable:
            time.sleep(0.05)
    return False
