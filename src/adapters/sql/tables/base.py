"""What all tables share: one collection, names for every constraint, and how a column is declared."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.schema import SchemaItem

from adapters.sql.columns import Kind

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: SchemaItem) -> Table:
    """Declare a table; SQLite is told to refuse values of other types than the columns'."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def key(name: str, kind: Kind, *more: SchemaItem) -> Column[Any]:
    """A column of the primary key."""
    return Column(name, kind, *more, primary_key=True, autoincrement=False)


def needed(name: str, kind: Kind, *more: SchemaItem) -> Column[Any]:
    """A column that every row has a value in."""
    return Column(name, kind, *more, nullable=False)


def maybe(name: str, kind: Kind, *more: SchemaItem) -> Column[Any]:
    """A column that may be empty."""
    return Column(name, kind, *more, nullable=True)
