"""What is done to many rows of a table by one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Table, and_, delete, func, insert, literal_column, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from adapters.sql.failures import translation
from adapters.sql.round_trips import Asked, Statement
from adapters.sql.rowset import Row, RowSet

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

MOST_NAMES: Final = 5


class Bulk:
    """A statement that takes any number of rows, and takes none without asking the database."""

    def __init__(
        self,
        name: str,
        rows: RowSet,
        statement: Any,  # noqa: ANN401 - an insert, update or delete
        key: Sequence[str],
        *,
        numbered: bool = False,
    ) -> None:
        """Know how rows are written and what is done with them; ``numbered`` rows are numbered as they come."""
        self.name: Final = name
        self.statement: Final = statement
        self._travelling: Final = Statement(statement)
        self._rows, self._key, self._numbered = rows, tuple(key), numbered
        self._key_of: Final = itemgetter(*self._key)

    def __call__(self, connection: Connection, rows: Collection[Row]) -> CursorResult[Any] | None:
        """Send it, if there is anything to be done."""
        if not rows:
            return None
        try:
            return connection.execute(self.statement, self.pack(rows))
        except SQLAlchemyError as failure:
            raise translation(failure, self._names(rows)) from failure

    def asked(self, rows: Collection[Row]) -> Asked:
        """Send it on a journey with something else."""
        return Asked(self._travelling, self.pack(rows), lambda: self._names(rows))

    def pack(self, rows: Collection[Row]) -> dict[str, str]:
        """
        Write the rows as the statement's parameter.

        They go in the order of their keys, so that two transactions that write the same ones wait for each other
        and not for ever.
        """
        return self._rows.pack(rows if self._numbered else sorted(rows, key=self._key_of))

    def _names(self, rows: Collection[Row]) -> str:
        """What to call the rows if one of them is refused."""
        first = [
            " ".join(str(row[name]) for name in self._key)
            for row, _ in zip(rows, range(MOST_NAMES), strict=False)
        ]
        return ", ".join(first) + (", ..." if len(rows) > MOST_NAMES else "")


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def _columns(table: Table, names: Sequence[str] | None) -> list[Column[Any]]:
    return [table.c[name] for name in names] if names is not None else list(table.c)


def _given(table: Table, names: Sequence[str] | None, name: str, *, is_sqlite: bool) -> tuple[RowSet, Any]:
    rows = RowSet(_columns(table, names), sqlite=is_sqlite, parameter=name)
    chosen = select(*rows.given.c)
    # SQLite reads ON CONFLICT behind a table as a part of a join, unless a condition stands between them
    return rows, chosen.where(literal_column("true")) if is_sqlite else chosen


def inserting(
    table: Table, names: Sequence[str] | None = None, *, numbered: bool = False, is_sqlite: bool
) -> Bulk:
    """Add rows; one that is there already refuses them all."""
    name = f"insert_{table.name}"
    rows, chosen = _given(table, names, name, is_sqlite=is_sqlite)
    key = [column for column in _key(table) if column in rows.names] or rows.names
    return Bulk(name, rows, insert(table).from_select(rows.names, chosen), key, numbered=numbered)


def adding(table: Table, *, is_sqlite: bool) -> Bulk:
    """Add the rows that are not there yet, and tell the keys of those."""
    name = f"add_{table.name}"
    rows, chosen = _given(table, None, name, is_sqlite=is_sqlite)
    made = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    added = made.from_select(rows.names, chosen).on_conflict_do_nothing().returning(*table.primary_key)
    return Bulk(name, rows, added, _key(table))


def putting(table: Table, *, is_sqlite: bool) -> Bulk:
    """Add rows, and write over those that are there already."""
    name = f"put_{table.name}"
    rows, chosen = _given(table, None, name, is_sqlite=is_sqlite)
    made = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    put = made.from_select(rows.names, chosen)
    fresh = {column: put.excluded[column] for column in rows.names if column not in _key(table)}
    written = put.on_conflict_do_update(index_elements=_key(table), set_=fresh)
    return Bulk(name, rows, written, _key(table))


def following(table: Table, counter: str, *, is_sqlite: bool) -> Bulk:
    """Add rows, and write over those that stand where the row says that it follows from; tell the keys of what was written."""
    name = f"follow_{table.name}"
    rows, chosen = _given(table, None, name, is_sqlite=is_sqlite)
    made = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    put = made.from_select(rows.names, chosen)
    fresh = {column: put.excluded[column] for column in rows.names if column not in _key(table)}
    written = put.on_conflict_do_update(
        index_elements=_key(table), set_=fresh, where=table.c[counter] == put.excluded[counter] - 1
    ).returning(*table.primary_key)
    return Bulk(name, rows, written, _key(table))


def widening(table: Table, since: str, until: str, *, is_sqlite: bool) -> Bulk:
    """Add spans, and let those that are there already reach as far as these do."""
    name = f"widen_{table.name}"
    rows, chosen = _given(table, None, name, is_sqlite=is_sqlite)
    made = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    put = made.from_select(rows.names, chosen)
    least, greatest = (func.min, func.max) if is_sqlite else (func.least, func.greatest)
    wider = {
        since: least(table.c[since], put.excluded[since]),
        until: greatest(table.c[until], put.excluded[until]),
    }
    return Bulk(name, rows, put.on_conflict_do_update(index_elements=_key(table), set_=wider), _key(table))


def updating(table: Table, names: Sequence[str], *, counting: str | None = None, is_sqlite: bool) -> Bulk:
    """Write some columns of rows that are there, and count in another that it was done."""
    name, key = f"update_{table.name}", _key(table)
    rows = RowSet(_columns(table, (*key, *names)), sqlite=is_sqlite, parameter=name)
    same = and_(*(table.c[column] == rows.given.c[column] for column in key))
    fresh: dict[Any, Any] = {table.c[column]: rows.given.c[column] for column in names}
    if counting is not None:
        fresh[table.c[counting]] = table.c[counting] + 1
    return Bulk(name, rows, update(table).where(same).values(fresh), key)


def deleting(table: Table, names: Sequence[str] | None = None, *, is_sqlite: bool) -> Bulk:
    """Remove rows by their keys, or by other columns that tell them apart."""
    name, key = f"delete_{table.name}", tuple(names or _key(table))
    rows = RowSet(_columns(table, key), sqlite=is_sqlite, parameter=name)
    columns = [table.c[column] for column in key]
    return Bulk(name, rows, delete(table).where(tuple_(*columns).in_(select(*rows.given.c))), key)
