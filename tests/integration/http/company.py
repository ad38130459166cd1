"""
Who stands before a running service, as fixtures.

A folder that starts a ``service`` takes them into its own conftest: there they are its own, made for that service and
for no other.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.http.people import Door, Person
from tests.servers.service import OPERATOR, ServiceServer

__all__ = ["alice", "bob", "door", "operator"]


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
    """The first operator, whom many tests share."""
    return door.log_in(*OPERATOR)
