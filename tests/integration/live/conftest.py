"""The running service with a short breath, on SQLite alone and on PostgreSQL with Redis and two processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.http.company import alice, bob, door, operator
from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.servers.service import ServiceServer

__all__ = ["alice", "bob", "door", "operator"]  # fixtures, which pytest finds here

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
