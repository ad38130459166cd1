"""A house for each deployment, whose servers a test may strike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.integration.crash.houses import HOUSES, House
from tests.memory import disk

CLIENTS = int(os.environ.get("CRASH_CLIENTS", "8"))
CHARTS = max(3, CLIENTS // 4)
SEED = int(os.environ.get("CRASH_SEED", "1"))


@pytest.fixture(scope="session", params=sorted(HOUSES))
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """Each deployment, with servers of its own, whose files are on a disk."""
    with TemporaryDirectory(prefix="trading-core-", dir=disk(), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with HOUSES[request.param](folder) as house:
            yield house
