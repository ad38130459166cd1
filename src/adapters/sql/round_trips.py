"""
Statements that travel together: one round trip for all of them, where the database can take them so.

PostgreSQL is told everything at once and works it off in order, the beginning and the end of the transaction included; each
statement sees what those before it have locked and written. SQLite lives in this process and is asked one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen
from psycopg import Error, RawCursor
from sqlalchemy import Dialect, Select, TextClause, UpdateBase, text
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from adapters.sql.failures import translation
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from sqlalchemy import Connection

Rows = Sequence[Sequence[Any]]

# Parameters are numbered as PostgreSQL itself numbers them, so the driver need not look for them in the text each time.
_SPOKEN: Final[Dialect] = registry.load("postgresql.psycopg")(paramstyle="numeric_dollar")


class Statement:
    """A statement that is written out once. What is given to it is text, or lists of names, and needs no translation."""

    def __init__(self, element: Select[Any] | UpdateBase | TextClause) -> None:
        """Know it."""
        self.element: Final = element

    @cached_property
    def spoken(self) -> tuple[bytes, tuple[tuple[str, object], ...]]:
        """Its text for the driver, and its parameters in their order, each with the value that is a part of the statement."""
        written = self.element.compile(dialect=_SPOKEN)
        given = tuple((name, written.params[name]) for name in written.positiontup or ())
        return str(written).encode(), given


def _nothing() -> str:
    return ""


@frozen
class Asked:
    """A statement with what is given to it, and what to call its rows if they are refused."""

    statement: Statement
    named: Mapping[str, object]
    names: Callable[[], str] = _nothing


BEGIN: Final = Asked(Statement(text("BEGIN")), {})
COMMIT: Final = "COMMIT"


def ask(connection: Connection, asked: Sequence[Asked], *, commit: bool = False) -> list[Rows]:
    """Ask all of it, and make it true at once where it is to be committed; the first that fails ends it."""
    travel = _one_by_one if connection.dialect.name == "sqlite" else _together
    return travel(connection, asked, commit=commit)


def _one_by_one(connection: Connection, asked: Sequence[Asked], *, commit: bool) -> list[Rows]:
    found: list[Rows] = []
    for one in asked:
        try:
            result = connection.execute(one.statement.element, one.named)
        except SQLAlchemyError as failure:
            raise translation(failure, one.names()) from failure
        found.append(result.all() if result.returns_rows else ())
    if commit:
        connection.commit()
    return found


def _together(connection: Connection, asked: Sequence[Asked], *, commit: bool) -> list[Rows]:
    driver = cast("Driver[Any]", connection.connection.driver_connection)
    cursors = [RawCursor(driver) for _ in asked]
    end = RawCursor(driver)
    try:
        with driver.pipeline():
            for cursor, one in zip(cursors, asked, strict=True):
                words, given = one.statement.spoken
                cursor.execute(words, [one.named.get(name, own) for name, own in given])
            if commit:
                end.execute(COMMIT)
        found: list[Rows] = [() if cursor.description is None else cursor.fetchall() for cursor in cursors]
    except Error as error:
        failure = DBAPIError.instance(None, None, error, Error, dialect=connection.dialect)
        if driver.closed:
            connection.invalidate(failure)
        raise translation(failure) from error
    if commit:
        # a transaction that has failed before is rolled back instead, without an error
        if end.statusmessage != COMMIT:
            raise InvariantViolated("what was refused is not committed", f"{end.statusmessage}")
        connection.commit()
    return found
