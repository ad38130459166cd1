"""Fresh databases with all tables, each in milliseconds: the migrations run once, and the rest are copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, ClassVar, Final, Protocol, TypeVar

import psycopg
from attrs import field, frozen
from psycopg.sql import SQL, Identifier, Literal

from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.migrations import migrate
from adapters.sql.tables import metadata
from tests.servers import new_database
from tests.servers.databases import name_of

A = TypeVar("A")
FILLED: Final = SQL(" UNION ALL ").join(
    SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(Literal(table.name), Identifier(table.name))
    for table in metadata.sorted_tables
)


class Template(Protocol):
    """Something that can be copied."""

    spare: list[Spare]

    def copy(self) -> AbstractContextManager[str]: ...

    def made(self) -> str: ...

    def empty(self, url: str) -> None: ...


@frozen(eq=False)
class Spare:
    """
    A copy that is empty again, the way to it, and the adapters that have used it.

    A new engine compiles each statement anew, and a new adapter puts them together anew: that is most of a short test.
    """

    url: str
    database: Database
    adapters: dict[object, Any] = field(factory=dict)

    def adapter(self, make: Callable[[Database], A]) -> A:
        """The adapter that somebody makes, which may have been made before: none may remember anything of a database."""
        if make not in self.adapters:
            self.adapters[make] = make(self.database)
        made: A = self.adapters[make]
        return made


class SqliteTemplate:
    """A file with all tables, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.db"
        migrate(f"sqlite:///{self.file}")
        self.spare: list[Spare] = []

    @contextmanager
    def copy(self) -> Iterator[str]:
        with TemporaryDirectory(dir=self.file.parent, ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "books.db"
            copyfile(self.file, copy)
            yield f"sqlite:///{copy}"

    def made(self) -> str:
        """A copy that stays."""
        copy = Path(mkdtemp(dir=self.file.parent)) / "books.db"
        copyfile(self.file, copy)
        return f"sqlite:///{copy}"

    def empty(self, url: str) -> None:
        """Put another copy in its place."""
        copy = Path(url.removeprefix("sqlite:///"))
        for file in copy.parent.iterdir():
            file.unlink()
        copyfile(self.file, copy)


class PostgresTemplate:
    """A database with all tables, and copies of it, which are emptied and used again."""

    def __init__(self, url: str) -> None:
        self.beside = url
        self.url = new_database(url)
        migrate(self.url)
        self.spare: list[Spare] = []
        self._idle: list[str] = []

    @contextmanager
    def copy(self) -> Iterator[str]:
        url = self._idle.pop() if self._idle else self.made()
        try:
            yield url
        finally:
            self.empty(url)
            self._idle.append(url)

    def made(self) -> str:
        """A copy that stays."""
        return new_database(self.beside, name_of(self.url))

    def empty(self, url: str) -> None:
        """
        Take out what is in it; to empty a table that is empty costs as much as any other.

        Whoever was not gone by now is sent away first, or would be waited for.
        """
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(others)
            filled = connection.execute(FILLED).fetchall()
            if filled:
                names = SQL(", ").join(Identifier(name) for (name,) in filled)
                connection.execute(SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))


class Templates:
    """Those of this run, for contracts, which ask for no fixtures."""

    known: ClassVar[dict[str, Template]] = {}


KINDS = ("sqlite", "postgresql")


@contextmanager
def _spare(kind: str) -> Iterator[Spare]:
    template = Templates.known[kind]
    if template.spare:
        spare = template.spare.pop()
    else:
        url = template.made()
        spare = Spare(url, Database(url, pool_size=25))
    try:
        yield spare
    finally:
        spare.database.close()
        template.empty(spare.url)
        template.spare.append(spare)


@contextmanager
def fresh_database(kind: str) -> Iterator[Database]:
    """An empty database of a kind, with all tables."""
    with _spare(kind) as spare:
        yield spare.database


def alone(kind: str, adapter: Callable[[Database], A]) -> Callable[[], AbstractContextManager[A]]:
    """An adapter on a database of its own, each time it is asked for."""

    @contextmanager
    def make() -> Iterator[A]:
        with _spare(kind) as spare:
            yield spare.adapter(adapter)

    return make


def beside_books(
    kind: str, reader: Callable[[Database], A]
) -> Callable[[], AbstractContextManager[tuple[SqlBooks, A]]]:
    """Books, and a reader of their database."""

    @contextmanager
    def make() -> Iterator[tuple[SqlBooks, A]]:
        with _spare(kind) as spare:
            yield spare.adapter(SqlBooks), spare.adapter(reader)

    return make
