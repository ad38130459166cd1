"""Databases of both kinds for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sql.database import Database
from tests.integration.sql.databases import (
    KINDS,
    PostgresTemplate,
    SqliteTemplate,
    Templates,
    fresh_database,
)


@pytest.fixture(scope="session", autouse=True)
def _templates(session_folder: Path, postgres_url: str) -> None:
    """Make the tables once for the whole run."""
    Templates.known["sqlite"] = SqliteTemplate(session_folder)
    Templates.known["postgresql"] = PostgresTemplate(postgres_url)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each of the two kinds of database, one after the other."""
    return str(request.param)


@pytest.fixture
def database(kind: str) -> Iterator[Database]:
    """An empty database with all tables."""
    with fresh_database(kind) as made:
        yield made
