"""
Who stands before a running service, as fixtures, and a service that a module has for itself.

A folder that starts a ``service`` takes them into its own conftest: there they are its own, made for that service and
for no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.servers.service import OPERATOR, ServiceServer

__all__ = ["alice", "bob", "door", "operator", "own_service"]


@pytest.fixture(scope="session")
def door(service: ServiceServer) -> Iterator[Door]:
    """The service as a stranger sees it."""
    with Door(service.url, service.processes) as door:
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
    """The first operator, whom many tests share."""
    return door.log_in(*OPERATOR)


@pytest.fixture(scope="module", params=DEPLOYMENTS)
def own_service(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """A service of the module's own: its numbered database of the Redis is ``BESIDE``, what it changes ``CHOSEN``."""
    module = request.module
    folder = session_folder / f"{module.__name__.rpartition('.')[2]}-{DEPLOYMENTS.index(request.param)}"
    chosen = getattr(module, "CHOSEN", {})
    with deployed(request.param, folder, postgres_url, redis_url, beside=module.BESIDE, **chosen) as service:
        yield service
