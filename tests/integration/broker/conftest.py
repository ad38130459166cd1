"""Databases of both kinds for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sql.migrations import migrate
from tests.integration.http.company import own_service
from tests.servers import dropped_afterwards, new_database

__all__ = ["own_service"]  # a fixture, which pytest finds here

KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def books_url(request: pytest.FixtureRequest, server_folder: Path) -> Iterator[str]:
    """An empty database with all tables, on each of the two kinds."""
    if request.param == "sqlite":
        url = f"sqlite:///{server_folder / 'books.db'}"
        migrate(url)
        yield url
    else:
        postgres_url = request.getfixturevalue("postgres_url")
        with dropped_afterwards(new_database(postgres_url), postgres_url) as url:
            migrate(url)
            yield url
