"""Finding rows by many names at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from adapters.sql.round_trips import Asked, Statement
from adapters.sql.rowset import among, pairs

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Select


class ByPairs:
    """A statement that finds rows by two columns together, any number of pairs at once."""

    def __init__(self, statement: Select[Any], *columns: Column[Any], sqlite: bool) -> None:
        """Write it once."""
        self._columns = tuple(column.name for column in columns)
        self._wanted, among_them = pairs(*columns, sqlite=sqlite)
        self._statement = Statement(statement.where(among_them))

    def __call__(self, connection: Connection, names: Collection[tuple[str, str]]) -> Sequence[Any]:
        """Find them, if any are wanted."""
        if not names:
            return ()
        asked = self.asked(names)
        return connection.execute(asked.statement.element, asked.named).all()

    def asked(self, names: Iterable[tuple[str, str]]) -> Asked:
        """Find them on a journey with something else."""
        wanted = (dict(zip(self._columns, name, strict=True)) for name in names)
        return Asked(self._statement, self._wanted.pack(wanted))


class ByNames:
    """A statement that finds rows by one column, any number of names at once."""

    def __init__(self, statement: Select[Any], column: Column[Any], *, sqlite: bool) -> None:
        """Write it once."""
        self._statement = Statement(statement.where(among(column, sqlite=sqlite)))

    def __call__(self, connection: Connection, names: Iterable[str]) -> Sequence[Any]:
        """Find them, if any are wanted."""
        asked = self.asked(names)
        return connection.execute(self._statement.element, asked.named).all() if asked.named["names"] else ()

    def asked(self, names: Iterable[str]) -> Asked:
        """Find them by a statement that is written out once."""
        return Asked(self._statement, {"names": sorted(names)})
