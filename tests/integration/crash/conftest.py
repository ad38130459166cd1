"""A house for each deployment, whose servers a test may strike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.crash.houses import HOUSES, House

CLIENTS = int(os.environ.get("CRASH_CLIENTS", "8"))
CHARTS = max(3, CLIENTS // 4)
SEED = int(os.environ.get("CRASH_SEED", "1"))


@pytest.fixture(scope="session", params=sorted(HOUSES))
def house(request: pytest.FixtureRequest, session_folder: Path) -> Iterator[House]:
    """Each deployment, with servers of its own."""
    folder = session_folder / f"crash-{request.param}"
    folder.mkdir(mode=0o711)
    with HOUSES[request.param](folder) as house:
        yield house
