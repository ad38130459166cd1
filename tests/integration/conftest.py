"""Real servers for the tests of this folder, one of each for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from tests.servers import dropped_afterwards, new_database, running_postgres, running_redis


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    """A folder of short name whose way is open to other users, which pytest's own folders are not."""
    with TemporaryDirectory(prefix="trading-core-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def server_folder(session_folder: Path) -> Iterator[Path]:
    """A folder for a server that one test has for itself."""
    with TemporaryDirectory(dir=session_folder, ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def postgres_url(session_folder: Path) -> Iterator[str]:
    """
    The PostgreSQL of this run.

    It does not wait for the disk: the contract suites make hundreds of databases and compare answers. Tests of what survives
    start a durable ``PostgresServer`` of their own.
    """
    with running_postgres(session_folder / "postgres", durable=False) as url:
        yield url


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """An empty database for one test."""
    with dropped_afterwards(new_database(postgres_url), postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url(session_folder: Path) -> Iterator[str]:
    """The Redis of this run."""
    with running_redis(session_folder / "redis") as url:
        yield url


@pytest.fixture
def clean_redis_url(redis_url: str) -> str:
    """The Redis of this run with nothing in its database."""
    with Redis.from_url(redis_url) as client:
        client.flushdb()
    return redis_url
