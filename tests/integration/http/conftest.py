"""The running service, on SQLite alone and on PostgreSQL with Redis, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.http.people import Door, Person
from tests.servers import dropped_afterwards, new_database
from tests.servers.service import OPERATOR, ServiceServer

DEPLOYMENTS = ("sqlite", "postgresql and redis")
SECRET = "a secret of the tests that every process shares"


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def door(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[Door]:
    """Each deployment, started once for the whole run."""
    settings = {"IMPORT_TOKENS": "import-one,import-two", "REQUESTS_PER_MINUTE": "0"}
    with ExitStack() as stack:
        if request.param != "sqlite":
            database = stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))
            settings |= {
                "DATABASE_URL": database,
                "REDIS_URL": redis_url,
                "SECRET_KEY": SECRET,
                "WORKERS": "2",
            }
            migrated(database)
        folder = session_folder / f"service-{DEPLOYMENTS.index(request.param)}"
        server = stack.enter_context(ServiceServer(folder, **settings))
        yield stack.enter_context(Door(server.url))


def migrated(database: str) -> None:
    """Make the tables, as `trading migrate` does."""
    from adapters.sql.migrations import migrate

    migrate(database)


@pytest.fixture
def alice(door: Door) -> Person:
    """A user who has just registered."""
    return door.newcomer()


@pytest.fixture
def bob(door: Door) -> Person:
    """Another user who has just registered."""
    return door.newcomer()


@pytest.fixture
def operator(door: Door) -> Person:
    """The first operator."""
    return door.log_in(*OPERATOR)
