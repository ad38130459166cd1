"""The running service with a short breath, on SQLite alone and on PostgreSQL with Redis and two processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.servers.service import OPERATOR, ServiceServer

QUICK = {"HEARTBEAT_SECONDS": "1", "CREDENTIAL_CHECK_SECONDS": "1", "SOCKETS_PER_USER": "8"}
BESIDE = 11


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def service(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """Each deployment, started once for the tests of this folder."""
    folder = session_folder / f"live-{DEPLOYMENTS.index(request.param)}"
    with deployed(request.param, folder, postgres_url, redis_url, beside=BESIDE, **QUICK) as service:
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
def operator(door: Door) -> Person:
    """The first operator."""
    return door.log_in(*OPERATOR)
