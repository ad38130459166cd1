"""A database is brought to the tables that the code knows, and to no others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from adapters.sql.database import Database
from adapters.sql.migrations import config_on, downgrade, migrate
from adapters.sql.tables import metadata
from tests.servers import dropped_afterwards, new_database
from trading_core.errors import Unavailable

AT_ONCE = 4
PATIENCE = 60
ON_SQLITE = [
    """
    SELECT type, name, sql FROM sqlite_master
    WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%' AND type <> 'trigger' ORDER BY type, name
    """
]
ON_POSTGRES = [
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1, 2
    """,
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1",
    """
    SELECT table_name, column_name, data_type, numeric_precision, numeric_scale, is_nullable, column_default,
           collation_name
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY table_name, column_name
    """,
]


@pytest.fixture
def empty_url(kind: str, server_folder: Path, postgres_url: str) -> Iterator[str]:
    """A database without a table."""
    if kind == "sqlite":
        yield f"sqlite:///{server_folder / 'empty.db'}"
    else:
        with dropped_afterwards(new_database(postgres_url), postgres_url) as url:
            yield url


def described(database: Database) -> list[list[tuple[object, ...]]]:
    """All tables, columns, constraints and indexes, as the database tells of them."""
    with database.snapshot() as connection:
        asked = ON_SQLITE if database.is_sqlite else ON_POSTGRES
        return [[tuple(row) for row in connection.execute(text(question))] for question in asked]


def version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def test_migrations_make_the_tables_that_the_code_knows(empty_url: str) -> None:
    """Every column, constraint and index is the same, whether migrations or the tables themselves made it."""
    migrate(empty_url)
    with Database(empty_url) as migrated:
        found = described(migrated)
        with migrated.snapshot() as connection:
            assert [] == compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True}), metadata
            )
    downgrade(empty_url)
    with Database(empty_url) as database:
        with database.writing() as connection:
            metadata.create_all(connection)
        assert described(database) == found


def test_migrations_go_back_and_forth(empty_url: str) -> None:
    """What was made can be taken back to nothing and made again, and doing it twice does nothing."""
    migrate(empty_url)
    migrate(empty_url)
    with Database(empty_url) as database:
        first = described(database)
    downgrade(empty_url)
    with Database(empty_url) as database:
        assert [[]] * len(first) == described(database)
    migrate(empty_url)
    with Database(empty_url) as database:
        assert first == described(database)


def test_each_migration_alone_goes_back(empty_url: str) -> None:
    """From each version there is a way to the one before, and forward again."""
    with Database(empty_url) as database, database.snapshot() as connection:
        steps = [
            step.revision for step in ScriptDirectory.from_config(config_on(connection)).walk_revisions()
        ]
    for revision in reversed(steps):
        migrate(empty_url, revision)
        downgrade(empty_url, "-1")
        migrate(empty_url, revision)
    with Database(empty_url) as database, database.snapshot() as connection:
        assert steps[0] == version(connection)


def test_many_may_migrate_at_once(empty_url: str) -> None:
    """Processes that start at the same moment all find the tables, and none fails."""
    gate = Barrier(AT_ONCE, timeout=PATIENCE)

    def start(_number: int) -> None:
        gate.wait()
        migrate(empty_url)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(start, range(AT_ONCE)))
    with Database(empty_url) as database, database.snapshot() as connection:
        newest = ScriptDirectory.from_config(config_on(connection)).get_current_head()
        assert newest == version(connection)


def test_a_database_that_does_not_answer_is_said_to() -> None:
    """Who cannot reach the database may try again, and learns nothing of libraries."""
    with pytest.raises(Unavailable):
        migrate("postgresql://nobody@127.0.0.1:1/nothing")
