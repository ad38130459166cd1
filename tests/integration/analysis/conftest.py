"""A service with models of this machine, on each deployment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.analysis.houses import GOOD, KINDS, Thinking, thinking
from tests.servers.models import CHAT, CLAUDE, GEMINI


@pytest.fixture(scope="session", params=KINDS)
def one_house(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[Thinking]:
    """Each deployment, started once for the tests of this folder."""
    folder = session_folder / f"thinking-{KINDS.index(request.param)}"
    with thinking(request.param, folder, (postgres_url, redis_url)) as house:
        yield house


@pytest.fixture
def house(one_house: Thinking) -> Thinking:
    """The same, with models that do what they should."""
    for wire in (CLAUDE, GEMINI, CHAT):
        one_house.models.on(wire, GOOD)
    return one_house


@pytest.fixture(scope="session")
def databases(postgres_url: str, redis_url: str) -> tuple[str, str]:
    """Where a service of a test's own keeps its data."""
    return postgres_url, redis_url
