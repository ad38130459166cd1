"""The running service, on SQLite alone and on PostgreSQL with Redis, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.servers.service import OPERATOR, ServiceServer


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def service(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """Each deployment, started once for the whole run."""
    folder = session_folder / f"service-{DEPLOYMENTS.index(request.param)}"
    with deployed(request.param, folder, postgres_url, redis_url) as service:
        yield service


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
