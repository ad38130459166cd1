"""Finding rows by many names at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from adapters.sql.rowset import among, pairs

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Select


class ByPairs:
    """A statement that finds rows by two columns together, any number of pairs at once."""

    def __init__(self, statement: Select[Any], *columns: Column[Any], sqlite: bool) -> None:
        """Write it once."""
        self._columns = tuple(column.name for column in columns)
        self._wanted, among_them = pairs(*columns, sqlite=sqlite)
        self._statement = statement.where(among_them)

    def __call__(self, connection: Connection, names: Iterable[tuple[str, str]]) -> Sequence[Any]:
        """Find them, if any are wanted."""
        wanted = [dict(zip(self._columns, name, strict=True)) for name in names]
        return connection.execute(self._statement, self._wanted.pack(wanted)).all() if wanted else ()


class ByNames:
    """A statement that finds rows by one column, any number of names at once."""

    def __init__(self, statement: Select[Any], column: Column[Any], *, sqlite: bool) -> None:
        """Write it once."""
        self._statement = statement.where(among(column, sqlite=sqlite))

    def __call__(self, connection: Connection, names: Iterable[str]) -> Sequence[Any]:
        """Find them, if any are wanted."""
        wanted = sorted(names)
        return connection.execute(self._statement, {"names": wanted}).all() if wanted else ()
