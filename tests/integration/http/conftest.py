"""The running service, on SQLite alone and on PostgreSQL with Redis, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.company import alice, bob, door, operator, own_service
from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.servers.service import ServiceServer

__all__ = ["alice", "bob", "door", "operator", "own_service"]  # fixtures, which pytest finds here


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def service(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """Each deployment, started once for the whole run."""
    folder = session_folder / f"service-{DEPLOYMENTS.index(request.param)}"
    with deployed(request.param, folder, postgres_url, redis_url) as service:
        yield service


@pytest.fixture(scope="session")
def anyone(door: Door) -> Person:
    """A user whom many tests share: for what is refused, and for what touches nobody else's sums."""
    return door.newcomer()
