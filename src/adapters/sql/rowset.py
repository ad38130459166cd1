"""
Many rows at once: every statement is written once, takes one parameter, and is sent once for any number of rows.

The rows travel as JSON, which either database takes apart by the types of the columns. So a statement's text does not
depend on how many rows there are, and the database plans it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    Dialect,
    Text,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy import column as column_of

from adapters.sql.columns import Kind, Process, on_sqlite
from adapters.sql.json_text import write_json

if TYPE_CHECKING:
    from sqlalchemy import FromClause
    from sqlalchemy.types import TypeEngine

Row = Mapping[str, Any]

PARAMETER: Final = "rows"


class RowSet:
    """Some columns of a table, and how rows of them travel to one kind of database."""

    def __init__(self, columns: Iterable[Column[Any]], *, sqlite: bool, parameter: str = PARAMETER) -> None:
        """Prepare everything that does not depend on the rows; the parameter needs a name of its own in a statement."""
        columns = tuple(columns)
        self._parameter: Final = parameter
        self.names: Final = tuple(column.name for column in columns)
        packers = ((column.name, _packer(column)) for column in columns)
        self._packers = [(name, pack) for name, pack in packers if pack is not None]
        self._sqlite = sqlite
        self.given: FromClause = (_on_sqlite if sqlite else _on_postgresql)(columns, parameter)

    def pack(self, rows: Iterable[Row]) -> dict[str, str]:
        """Write the one parameter; SQLite reads lists faster than mappings."""
        packed: list[Any] = []
        for row in rows:
            values = {name: row[name] for name in self.names}
            for name, pack in self._packers:
                value = values[name]
                if value is not None:
                    values[name] = pack(value)
            packed.append(list(values.values()) if self._sqlite else values)
        return {self._parameter: write_json(packed)}


def _packer(column: Column[Any]) -> Process | None:
    return column.type.packing() if isinstance(column.type, Kind) else None


def _on_postgresql(columns: Sequence[Column[Any]], parameter: str) -> FromClause:
    rows = cast(bindparam(parameter, type_=Text), JSON)
    typed = [column_of(column.name, column.type) for column in columns]
    return func.json_to_recordset(rows).table_valued(*typed).render_derived("given", with_types=True)


def _on_sqlite(columns: Sequence[Column[Any]], parameter: str) -> FromClause:
    parts: list[Any] = [
        literal_column(f"value ->> {place}").label(column.name) for place, column in enumerate(columns)
    ]
    rows = func.json_each(bindparam(parameter, type_=Text)).alias("each_row")
    return select(*parts).select_from(rows).subquery("given")


class _NameList(Kind):
    """Many names as one parameter."""

    postgresql: ClassVar[TypeEngine[Any]] = ARRAY(Text)

    def bind_processor(self, dialect: Dialect) -> Process | None:
        """Write them as JSON where there are no arrays."""
        return write_json if on_sqlite(dialect) else list


def among(column: ColumnElement[Any], *, sqlite: bool, parameter: str = "names") -> ColumnElement[bool]:
    """Whether a column is one of many names, given as one parameter."""
    names = bindparam(parameter, type_=_NameList())
    if not sqlite:
        return column == any_(names)
    return column.in_(select(literal_column("value")).select_from(func.json_each(names)))


def pairs(*columns: Column[Any], sqlite: bool) -> tuple[RowSet, ColumnElement[bool]]:
    """Whether columns together are one of many pairs, and the row set that gives these."""
    wanted = RowSet(columns, sqlite=sqlite)
    return wanted, tuple_(*columns).in_(select(*wanted.given.c))
