"""
A whole installation from one database into another, of either kind: every row of every table, or none.

All is read as of one moment and written by one transaction, so that whoever is interrupted leaves the target as empty as it
was. Before that transaction is committed, what has arrived is read back and compared with what was sent, and so is what the
source says by then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen
from sqlalchemy import Connection, Table, exists, func, select, text

from adapters.sql.bulk import inserting
from adapters.sql.condition import condition_of, missing_file
from adapters.sql.row_sums import RowSum, Total
from adapters.sql.silence import wait_for_ever
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
# Each row is sent, read back from the target, and read again from the source.
WAYS: Final = 3
# Of which table, how many of its rows went one way, and how many go of everything.
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
            going = WAYS * sum(_count(reading, table) for table in tables)
            sent = {table: self._send(reading, writing, table, going) for table in tables}
            self._must_have_arrived(writing, sent, going)
            for table in tables:
                _go_on_counting(writing, self.target, table)
            with self.source.snapshot() as later:
                _without_hurry(later, self.source)
                self._must_be_the_same(later, sent, going)
        return {table.name: total.rows for table, total in sent.items()}

    def _send(self, reading: Connection, writing: Connection, table: Table, going: int) -> Total:
        found, insert = RowSum(table), inserting(table, is_sqlite=self.target.is_sqlite)
        for rows in self._walk(reading, table, going):
            insert(writing, found.add(rows))
        return found.total

    def _total(self, connection: Connection, table: Table, going: int) -> Total:
        found = RowSum(table)
        for rows in self._walk(connection, table, going):
            found.add(rows)
        return found.total

    def _walk(self, connection: Connection, table: Table, going: int) -> Iterator[list[Row]]:
        found = connection.execute(select(table), execution_options={"yield_per": CHUNK})
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]
            self.told(table.name, len(rows), going)

    def _must_have_arrived(self, writing: Connection, sent: Mapping[Table, Total], going: int) -> None:
        for table, total in sent.items():
            arrived = self._total(writing, table, going)
            if arrived != total:
                seen = f"{table.name}: {total} was sent, {arrived} arrived"
                raise InvariantViolated("what arrives is what was sent", seen)

    def _must_be_the_same(self, later: Connection, sent: Mapping[Table, Total], going: int) -> None:
        """What somebody wrote to the source meanwhile would be missing, be it in a row that was there before."""
        changed = [table.name for table, total in sent.items() if self._total(later, table, going) != total]
        if changed:
            found = f"still being written to: {', '.join(changed)} changed meanwhile"
            expected = "a database that nobody serves; stop the service and its workers first"
            raise InvalidValue(SOURCE, found, expected)


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
        wait_for_ever(connection)
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


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _go_on_counting(writing: Connection, target: Database, table: Table) -> None:
    """Let new rows be numbered behind those that came; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is not None and not target.is_sqlite:
        counter = func.pg_get_serial_sequence(table.name, column.name)
        writing.execute(select(func.setval(counter, func.max(column))))
