"""
A whole installation from one database into another, of either kind: every row of every table, or none.

All is read as of one moment and written by one transaction, so that whoever is interrupted leaves the target as empty as it
was. Before that transaction is committed, what has arrived is read back and compared with what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen
from sqlalchemy import Connection, Table, exists, func, select, text

from adapters.sql.bulk import inserting
from adapters.sql.condition import condition_of, missing_file
from adapters.sql.row_sums import RowSum
from adapters.sql.tables import metadata
from trading_core.errors import InvalidValue, InvariantViolated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adapters.sql.database import Database
    from adapters.sql.rowset import Row

CHUNK: Final = 1_000
SOURCE: Final = "the source"
TARGET: Final = "the target"
UNHURRIED: Final = ("statement_timeout", "idle_in_transaction_session_timeout")
# Where, how many rows of it went which way, and how many there are of everything; each row goes twice.
Told = Callable[[str, int, int], None]


@frozen
class Copy:
    """From where to where, and who hears how far it is."""

    source: Database
    target: Database
    told: Told

    def __call__(self) -> Mapping[str, int]:
        """Copy everything, or refuse and leave the target as it is; tell how many rows each table has."""
        if self.source.engine.url == self.target.engine.url:
            raise InvalidValue(SOURCE, "the target itself", "the address of another database")
        for database, name in ((self.source, SOURCE), (self.target, TARGET)):
            _must_be_current(database, name)
        tables = metadata.sorted_tables
        with self.source.snapshot() as reading, self.target.writing() as writing:
            for connection, database in ((reading, self.source), (writing, self.target)):
                _without_hurry(connection, database)
            _take(writing, self.target, tables)
            counts = _counts(reading, tables)
            sent = {table: self._send(reading, writing, table, sum(counts.values())) for table in tables}
            for table in tables:
                self._compare(writing, table, sent[table], sum(counts.values()))
                _go_on_counting(writing, self.target, table)
            with self.source.snapshot() as later:
                _must_be_the_same(counts, _counts(later, tables))
        return {table.name: sent[table].rows for table in tables}

    def _send(self, reading: Connection, writing: Connection, table: Table, whole: int) -> RowSum:
        found, insert = RowSum(table), inserting(table, is_sqlite=self.target.is_sqlite)
        for rows in _chunks(reading, table):
            insert(writing, found.add(rows))
            self.told(table.name, len(rows), 2 * whole)
        return found

    def _compare(self, writing: Connection, table: Table, sent: RowSum, whole: int) -> None:
        arrived = RowSum(table)
        for rows in _chunks(writing, table):
            arrived.add(rows)
            self.told(table.name, len(rows), 2 * whole)
        if arrived.total != sent.total:
            raise InvariantViolated(
                "what arrives is what was sent",
                f"{table.name}: {sent.total} was sent, {arrived.total} arrived",
            )


def _must_be_current(database: Database, name: str) -> None:
    missing = missing_file(database)
    if missing is not None:
        raise InvalidValue(name, f"{missing}, which nobody has made", "a database with tables")
    condition = condition_of(database)
    if not condition.current:
        found = f"of version {condition.tables}" if condition.tables else "without tables"
        expected = f"tables of version {condition.latest}, so run `trading migrate` on it first"
        raise InvalidValue(name, found, expected)


def _without_hurry(connection: Connection, database: Database) -> None:
    """A copy may take longer than anything else."""
    if not database.is_sqlite:
        for limit in UNHURRIED:
            connection.execute(text(f"SET LOCAL {limit} = 0"))


def _take(writing: Connection, target: Database, tables: Sequence[Table]) -> None:
    """Let nobody else write to the target, and see that nobody has."""
    if not target.is_sqlite:
        names = ", ".join(table.name for table in tables)
        writing.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
    filled = [table.name for table in tables if writing.execute(select(exists(select(table)))).scalar()]
    if filled:
        raise InvalidValue(TARGET, f"not empty: there are rows in {', '.join(filled)}", "an empty database")


def _counts(connection: Connection, tables: Sequence[Table]) -> Mapping[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }


def _must_be_the_same(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """What somebody wrote to the source meanwhile would be missing."""
    changed = [name for name, count in before.items() if count != after[name]]
    if changed:
        found = f"still being written to: {', '.join(changed)} changed meanwhile"
        raise InvalidValue(
            SOURCE, found, "a database that nobody serves; stop the service and its workers first"
        )


def _chunks(connection: Connection, table: Table) -> Iterator[list[Row]]:
    found = connection.execute(select(table), execution_options={"yield_per": CHUNK})
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _go_on_counting(writing: Connection, target: Database, table: Table) -> None:
    """Let new rows be numbered behind those that came; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is not None and not target.is_sqlite:
        counter = func.pg_get_serial_sequence(table.name, column.name)
        writing.execute(select(func.setval(counter, func.max(column))))
