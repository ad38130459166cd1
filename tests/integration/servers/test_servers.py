"""The servers of the tests run for everybody, come back with their data, and leave nobody behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Lost
from redis.exceptions import TimeoutError as Silent

from tests.servers import (
    PostgresServer,
    RedisServer,
    ServerFailed,
    dropped_afterwards,
    new_database,
    running_postgres,
    running_redis,
)
from tests.servers.databases import name_of
from tests.servers.people import at_home, reachable, somebody_else
from tests.servers.postgres import packaged_programs, postgres_programs
from tests.servers.redis_server import packaged_redis, redis_program

PATIENCE = 30


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def asked(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(statement.encode())
        return found.fetchall() if found.description else []


@pytest.mark.parametrize("programs", [postgres_programs, packaged_programs])
def test_a_killed_postgres_comes_back_with_what_was_committed(
    server_folder: Path, programs: Callable[[], Path]
) -> None:
    """A test of crashes needs a database that is killed for real and started again where it was."""
    with PostgresServer(server_folder, programs=programs()) as server:
        url = server.url
        asked(url, "CREATE TABLE kept (number integer)")
        asked(url, "INSERT INTO kept VALUES (1)")
        with psycopg.connect(url) as undecided:
            undecided.execute("INSERT INTO kept VALUES (2)")
            server.kill()
            with pytest.raises(psycopg.OperationalError):
                undecided.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError):
            asked(url, "SELECT 1")

        server.start()

        assert url == server.url
        assert [(1,)] == asked(url, "SELECT number FROM kept")
        assert [("on", "on")] == asked(
            url, "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
        )


@pytest.mark.parametrize("program", [redis_program, packaged_redis])
@pytest.mark.parametrize("lasting", [True, False])
def test_a_killed_redis_comes_back_at_its_place(
    server_folder: Path, program: Callable[[], Path], *, lasting: bool
) -> None:
    """A Redis that is killed has lost everything, unless the test asked for one that does not."""
    with RedisServer(server_folder, lasting=lasting, program=program()) as server:
        url = server.url
        with Redis.from_url(url, retry=None) as client:
            client.set("key", "value")
            server.kill()
            with pytest.raises(Lost):
                client.get("key")

            server.start()

            assert url == server.url
            assert (b"value" if lasting else None) == client.get("key")


def test_a_frozen_postgres_keeps_its_clients_waiting(server_folder: Path) -> None:
    """The processes that serve its clients stand still with it, and go on as if nothing had been."""
    with (
        PostgresServer(server_folder) as server,
        psycopg.connect(server.url) as line,
        ThreadPoolExecutor(1) as client,
    ):
        line.execute("SELECT 1")
        server.freeze()
        answer = client.submit(line.execute, "SELECT 2")
        with pytest.raises(TimeoutError):
            answer.result(0.2)
        server.thaw()
        assert (2,) == answer.result(PATIENCE).fetchone()


def test_a_frozen_server_can_be_killed(server_folder: Path) -> None:
    """What hangs is killed like anything else."""
    with PostgresServer(server_folder) as server:
        url = server.url
        server.freeze()
        server.kill()
        server.start()
        assert [(1,)] == asked(url, "SELECT 1")


def test_a_frozen_redis_says_nothing_until_it_thaws(server_folder: Path) -> None:
    """A server that hangs is another failure than one that is gone, and a test can have both."""
    with (
        RedisServer(server_folder) as server,
        Redis.from_url(server.url, socket_timeout=1, retry=None) as client,
    ):
        client.set("key", "value")
        server.freeze()
        with pytest.raises(Silent):
            client.get("key")
        server.thaw()

        assert b"value" == client.get("key")


def test_a_server_that_is_left_is_gone(server_folder: Path) -> None:
    """No test leaves a process behind, and what does not run cannot be killed."""
    with RedisServer(server_folder) as server:
        pid = server.pid
        server.start()
        assert pid == server.pid, "starting what runs changes nothing"

    assert not runs(pid)
    with pytest.raises(ServerFailed, match="start it first"):
        server.kill()


def test_a_server_that_cannot_start_says_why(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads the failure reads the server's own words, and not that something timed out."""
    monkeypatch.setattr("tests.servers.server.SECONDS_TO_START", 1)
    server = PostgresServer(server_folder)
    server.prepare()
    (server.data / "PG_VERSION").write_text("1\n")

    with pytest.raises(ServerFailed, match="initialized by PostgreSQL version 1"):
        server.start()


def test_what_is_given_is_used(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has servers running names them, and no other is started."""
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://given/database")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://given/3")

    with running_postgres(server_folder) as database, running_redis(server_folder) as cache:
        assert ("postgresql://given/database", "redis://given/3") == (database, cache)
    assert [] == list(server_folder.iterdir())


@pytest.mark.parametrize("find", [postgres_programs, redis_program])
def test_what_is_missing_is_named(find: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing server is a failure that says what to install, and never a test that did not run."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter(()))
    for module in ("postgres", "redis_server"):
        monkeypatch.setattr(f"tests.servers.{module}.find_spec", lambda _name: None)

    with pytest.raises(ServerFailed, match="install"):
        find()


def test_new_databases_know_nothing_of_each_other(postgres_url: str) -> None:
    """Each test has a database of its own, made as a copy of one that has the tables already."""
    with dropped_afterwards(new_database(postgres_url), postgres_url) as model:
        asked(model, "CREATE TABLE filled AS SELECT 1 AS number")
        with dropped_afterwards(new_database(postgres_url, name_of(model)), postgres_url) as first:
            second = new_database(postgres_url.replace("postgresql:", "postgresql+psycopg:"), name_of(model))
            assert second.startswith("postgresql+psycopg://")
            with dropped_afterwards(second.replace("+psycopg", ""), postgres_url) as plain:
                asked(first, "DELETE FROM filled")

                assert [(1,)] == asked(plain, "SELECT number FROM filled")

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        asked(model, "SELECT 1")


def test_a_clean_redis_is_empty(clean_redis_url: str) -> None:
    """No test reads what another one wrote."""
    with Redis.from_url(clean_redis_url) as client:
        assert 0 == client.dbsize()


def test_root_opens_temporary_folders_alone(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A way through folders for temporary things is made; a home stays closed, and the failure says which."""
    closed = server_folder / "closed"
    inner = closed / "inner"
    inner.mkdir(parents=True)
    closed.chmod(0o700)
    stranger = somebody_else()
    if os.geteuid() == stranger.pw_uid:
        stranger = type(stranger)((*stranger[:2], stranger.pw_uid - 1, stranger.pw_gid - 1, *stranger[4:]))

    reachable(inner, stranger)
    assert 0o701 == closed.stat().st_mode & 0o777

    closed.chmod(0o700)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(inner))
    with pytest.raises(ServerFailed, match="cannot enter"):
        reachable(inner, stranger)


def test_programs_behind_a_closed_door_are_copied(server_folder: Path) -> None:
    """A package installed in root's home is used as well, although its programs cannot be run from there."""
    home = server_folder / "home"
    programs = home / "package" / "postgresql" / "bin"
    for made in (programs / "postgres", home / "package.libs" / "library"):
        made.parent.mkdir(parents=True)
        made.write_text(made.name)
    stranger = somebody_else()
    if os.geteuid() == stranger.pw_uid:
        stranger = type(stranger)((*stranger[:2], stranger.pw_uid - 1, stranger.pw_gid - 1, *stranger[4:]))
    server_folder.chmod(0o711)
    home.chmod(0o711)
    assert programs == at_home(programs, server_folder, stranger)

    home.chmod(0o700)
    copied = at_home(programs, server_folder, stranger)

    assert copied != programs
    assert "postgres" == (copied / "postgres").read_text()
    assert "library" == (copied.parents[2] / "package.libs" / "library").read_text()
