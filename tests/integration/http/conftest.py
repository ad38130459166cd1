"""The running service, on SQLite alone and on PostgreSQL with Redis, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from adapters.sql.migrations import migrate
from tests.integration.http.people import Door, Person
from tests.servers import dropped_afterwards, new_database
from tests.servers.service import OPERATOR, ServiceServer

DEPLOYMENTS = ("sqlite", "postgresql and redis")
SECRET = "a secret of the tests that every process shares"
SETTINGS = {"IMPORT_TOKENS": "import-one,import-two", "REQUESTS_PER_MINUTE": "0", "ACCESS_MINUTES": "15"}


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def service(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """Each deployment, started once for the whole run."""
    settings = {**SETTINGS, "SECRET_KEY": SECRET}
    with ExitStack() as stack:
        if request.param != "sqlite":
            database = stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))
            migrate(database)
            settings |= {"DATABASE_URL": database, "REDIS_URL": redis_url, "WORKERS": "2"}
        folder = session_folder / f"service-{DEPLOYMENTS.index(request.param)}"
        yield stack.enter_context(ServiceServer(folder, **settings))


@pytest.fixture(scope="session")
def door(service: ServiceServer) -> Iterator[Door]:
    """The service as a stranger sees it."""
    with Door(service.url, int(service.settings.get("WORKERS", "1"))) as door:
        yield door


@pytest.fixture
def alice(door: Door) -> Person:
    """A user who has just registered."""
    return door.newcomer()


@pytest.fixture
def bob(door: Door) -> Person:
    """Another user who has just registered."""
    return door.newcomer()


@pytest.fixture(scope="session")
def anyone(door: Door) -> Person:
    """A user whom many tests share: for what is refused, and for what touches nobody else's sums."""
    return door.newcomer()


@pytest.fixture(scope="session")
def operator(door: Door) -> Person:
    """The first operator, whom many tests share."""
    return door.log_in(*OPERATOR)
