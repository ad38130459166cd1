"""Where the Redis of this run is, for contracts, which ask for no fixtures."""

from __future__ import annotations

from typing import ClassVar

import pytest

__all__ = ["Where", "_redis"]


class Where:
    """Known while a module that takes the fixture below runs."""

    url: ClassVar[str] = ""


@pytest.fixture(scope="module", autouse=True)
def _redis(redis_url: str) -> None:
    Where.url = redis_url
