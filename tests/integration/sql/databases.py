"""Fresh databases with all tables, each in milliseconds: the migrations run once, and the rest are copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit

import psycopg

from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.migrations import migrate
from adapters.sql.tables import metadata
from tests.servers import new_database

A = TypeVar("A")


class Template(Protocol):
    """Something that can be copied."""

    def copy(self) -> AbstractContextManager[str]: ...


class SqliteTemplate:
    """A file with all tables, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        migrate(f"sqlite:///{self.file}")

    @contextmanager
    def copy(self) -> Iterator[str]:
        with TemporaryDirectory(dir=self.file.parent, ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "books.db"
            copyfile(self.file, copy)
            yield f"sqlite:///{copy}"


class PostgresTemplate:
    """A database with all tables, and copies of it, which are emptied and used again."""

    def __init__(self, url: str) -> None:
        self.beside = url
        self.url = new_database(url)
        migrate(self.url)
        self._idle: list[str] = []

    @contextmanager
    def copy(self) -> Iterator[str]:
        name = urlsplit(self.url).path.lstrip("/")
        url = self._idle.pop() if self._idle else new_database(self.beside, name)
        try:
            yield url
        finally:
            self._empty(url)
            self._idle.append(url)

    def _empty(self, url: str) -> None:
        """Whoever was not gone by now is sent away first, or would be waited for."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(others)
            connection.execute(f"TRUNCATE {names} RESTART IDENTITY".encode())


class Templates:
    """Those of this run, for contracts, which ask for no fixtures."""

    known: ClassVar[dict[str, Template]] = {}


KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_database(kind: str) -> Iterator[Database]:
    """An empty database of a kind, with all tables."""
    with Templates.known[kind].copy() as url, Database(url, pool_size=25) as database:
        yield database


def alone(kind: str, adapter: Callable[[Database], A]) -> Callable[[], AbstractContextManager[A]]:
    """An adapter on a database of its own, each time it is asked for."""

    @contextmanager
    def make() -> Iterator[A]:
        with fresh_database(kind) as database:
            yield adapter(database)

    return make


def beside_books(
    kind: str, reader: Callable[[Database], A]
) -> Callable[[], AbstractContextManager[tuple[SqlBooks, A]]]:
    """Books, and a reader of their database."""

    def both(database: Database) -> tuple[SqlBooks, A]:
        return SqlBooks(database), reader(database)

    return alone(kind, both)
