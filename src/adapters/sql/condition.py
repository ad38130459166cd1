"""What a database says of itself, for those who look after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from attrs import frozen
from sqlalchemy import text

from adapters.sql.migrations import config_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.sql.database import Database

SQLITE: Final = {"journal_mode": "PRAGMA journal_mode", "synchronous": "PRAGMA synchronous"}
POSTGRESQL: Final = {
    name: f"SHOW {name}" for name in ("fsync", "full_page_writes", "synchronous_commit", "max_connections")
}


@frozen
class Condition:
    """
    Kind and version of a database, how far its tables are, and how it keeps what was committed.

    ``tables`` is the version of its tables, None before there are any, and ``latest`` the one that this code knows;
    ``known`` says whether this code has heard of the former.
    """

    kind: str
    version: str
    tables: str | None
    latest: str
    known: bool
    settings: Mapping[str, str]
    now: datetime | None

    @property
    def current(self) -> bool:
        """Whether the tables are those of this code."""
        return self.tables == self.latest


def missing_file(database: Database) -> Path | None:
    """The file of an SQLite database that nobody has made yet; to connect would make it."""
    place = database.engine.url.database
    if not database.is_sqlite or place is None or Path(place).exists():
        return None
    return Path(place)


def condition_of(database: Database) -> Condition:
    """Ask a database how it does."""
    asked = SQLITE if database.is_sqlite else POSTGRESQL
    with database.alone() as connection:
        tables = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(config_on(connection))
        return Condition(
            kind="SQLite" if database.is_sqlite else "PostgreSQL",
            version=_said(
                connection, "SELECT sqlite_version()" if database.is_sqlite else "SHOW server_version"
            ),
            tables=tables,
            latest=script.get_current_head() or "",
            known=tables in {step.revision for step in script.walk_revisions()},
            settings={name: _said(connection, question) for name, question in asked.items()},
            now=None if database.is_sqlite else connection.execute(text("SELECT clock_timestamp()")).scalar(),
        )


def _said(connection: Connection, question: str) -> str:
    return str(connection.execute(text(question)).scalar())
