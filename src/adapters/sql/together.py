"""
Rows of several tables by one statement: one round trip, and all of one moment.

Each table's rows come as one text of JSON, which the database writes and one library reads into rows of the columns'
types, so that a number is as exact as in a column of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Final

import msgspec
from attrs import frozen
from sqlalchemy import Column, Table, Text, cast, func, select

from adapters.sql.columns import Document, Exact, Kind, trimmed
from adapters.sql.round_trips import Asked, Statement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select

    from adapters.sql.round_trips import Rows

Parts = dict[str, list[Any]]


@frozen
class Part:
    """Some rows of a table, or all of them."""

    table: Table
    where: ColumnElement[bool] | None = None


class Together:
    """A statement that reads several parts, for one kind of database."""

    def __init__(self, parts: Mapping[str, Part], *, sqlite: bool) -> None:
        """Write it once."""
        written = _on_sqlite if sqlite else _on_postgresql
        every = select(*(written(part).label(name) for name, part in parts.items()))
        self._statement: Final = Statement(every)
        self._decoders: Final = [(name, _decoder(part.table)) for name, part in parts.items()]

    def __call__(self, connection: Connection, wanted: Mapping[str, object]) -> Parts:
        """Read the rows of each part."""
        return self.read(connection.execute(self._statement.element, wanted).all())

    def asked(self, wanted: Mapping[str, object]) -> Asked:
        """Ask for them on a journey with something else."""
        return Asked(self._statement, wanted)

    def read(self, rows: Rows) -> Parts:
        """Read what came of it; PostgreSQL says of no rows that there is no list of them."""
        (texts,) = rows
        return {
            name: [] if text is None else decoder.decode(text)
            for (name, decoder), text in zip(self._decoders, texts, strict=True)
        }


def _decoder(table: Table) -> msgspec.json.Decoder[list[Any]]:
    columns = [(str(column.name), _type_of(column)) for column in table.columns]
    rows = GenericAlias(list, (msgspec.defstruct(f"{table.name}_row", columns),))
    # SQLite has numbers for yes and no
    return msgspec.json.Decoder(rows, strict=False)


def _type_of(column: Column[Any]) -> Any:  # noqa: ANN401 - any type
    if not isinstance(column.type, Kind) or isinstance(column.type, Document):
        return Any
    kind = column.type.postgresql.python_type
    return kind | None if column.nullable else kind


def _on_postgresql(part: Part) -> ScalarSelect[Any]:
    columns = (
        trimmed(column, column.type).label(column.name) if isinstance(column.type, Exact) else column
        for column in part.table.columns
    )
    rows = _rows(part, select(*columns)).subquery("part")
    return select(cast(func.json_agg(rows.table_valued()), Text)).scalar_subquery()


def _on_sqlite(part: Part) -> ScalarSelect[Any]:
    named = (
        (column.name, func.json(column) if isinstance(column.type, Document) else column)
        for column in part.table.columns
    )
    row = func.json_object(*(each for pair in named for each in pair))
    return _rows(part, select(cast(func.json_group_array(row), Text))).scalar_subquery()


def _rows(part: Part, rows: Select[Any]) -> Select[Any]:
    return rows if part.where is None else rows.where(part.where)
