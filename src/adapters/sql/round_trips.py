"""
Statements that travel together: one round trip for all of them, where the database can take them so.

PostgreSQL is told everything at once and works it off in order, the beginning and the end of the transaction included; each
statement sees what those before it have locked and written. What departs is at work there while its sender goes on. SQLite
lives in this process and is asked one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from attrs import frozen
from psycopg import Error, RawCursor
from psycopg.errors import InvalidSqlStatementName
from psycopg.pq import TransactionStatus
from sqlalchemy import Dialect, Select, TextClause, UpdateBase, text
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from adapters.sql.failures import PART, translation
from adapters.sql.journey import COMMIT, departing, journey, under_way
from trading_core.errors import InvariantViolated, Unavailable

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from sqlalchemy import Connection

Rows = Sequence[Sequence[Any]]

# Parameters are numbered as PostgreSQL itself numbers them, so the driver need not look for them in the text each time.
_SPOKEN: Final[Dialect] = registry.load("postgresql.psycopg")(paramstyle="numeric_dollar")


GIVEN: Final = object()


class Statement:
    """A statement that is written out once. What is given to it is text, or lists of names, which need no translation."""

    def __init__(self, element: Select[Any] | UpdateBase | TextClause) -> None:
        """Know it."""
        self.element: Final = element

    @cached_property
    def spoken(self) -> tuple[bytes, tuple[tuple[str, object], ...]]:
        """Its text for the driver, and its parameters in their order, each with the value that is a part of the statement."""
        written = self.element.compile(dialect=_SPOKEN)
        names = written.positiontup or ()
        given = ((name, written.binds[name]) for name in names)
        return str(written).encode(), tuple(
            (name, GIVEN if own.required else own.value) for name, own in given
        )


def _nothing() -> str:
    return ""


@frozen(eq=False)
class Asked:
    """A statement with what is given to it, and what to call its rows where the database does not say which it refuses."""

    statement: Statement
    named: Mapping[str, object]
    names: Callable[[], str] = _nothing


BEGIN: Final = Asked(Statement(text("BEGIN")), {})


def ask(connection: Connection, asked: Sequence[Asked], *, commit: bool = False) -> list[Rows]:
    """Ask all of it, and make it true at once where it is to be committed; the first that fails ends it."""
    travel = _one_by_one if connection.dialect.name == "sqlite" else _together
    return travel(connection, asked, commit=commit)


def depart(connection: Connection, asked: list[Asked]) -> list[Asked]:
    """Have something begun whose end is heard of when something is asked; tell what is still to be asked then."""
    if connection.dialect.name == "sqlite":
        return asked
    with _driven(connection) as driver:
        _see_that_it_begins(driver, asked)
        with departing(driver):
            for one in asked:
                _sent(RawCursor(driver), one)
    return []


def departed(connection: Connection) -> bool:
    """Whether something has departed of which nobody has heard."""
    return connection.dialect.name != "sqlite" and under_way(_driver(connection))


def forget(connection: Connection) -> None:
    """Let nothing be under way any more on a connection that somebody leaves, whatever has become of it."""
    if not connection.invalidated and departed(connection):
        with suppress(Error), journey(_driver(connection)):
            pass


def look(connection: Connection, asked: Asked) -> Rows:
    """Read by one statement, on a connection that is in no transaction."""
    if connection.dialect.name == "sqlite":
        return connection.execute(asked.statement.element, asked.named).all()
    with _driven(connection) as driver:
        return _sent(RawCursor(driver), asked).fetchall()


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
    with _driven(connection) as driver:
        _see_that_it_begins(driver, asked)
        end = RawCursor(driver)
        with journey(driver) as way:
            cursors = [_sent(RawCursor(driver), one) for one in asked]
            if commit:
                way.commit(end)
        found: list[Rows] = [() if cursor.description is None else cursor.fetchall() for cursor in cursors]
    if commit:
        # a transaction that has failed before is rolled back instead, without an error
        if end.statusmessage != COMMIT:
            raise InvariantViolated("what was refused is not committed", f"{end.statusmessage}")
        connection.commit()
    return found


def _see_that_it_begins(driver: Driver[Any], asked: Sequence[Asked]) -> None:
    if BEGIN not in asked and driver.info.transaction_status is TransactionStatus.IDLE:
        raise InvariantViolated("a unit of work is one transaction", "it had not begun")


def _sent(cursor: RawCursor[Any], asked: Asked) -> RawCursor[Any]:
    words, given = asked.statement.spoken
    values = [asked.named[name] if own is GIVEN else own for name, own in given]
    return cursor.execute(words, values, prepare=True)


def _driver(connection: Connection) -> Driver[Any]:
    return cast("Driver[Any]", connection.connection.driver_connection)


@contextmanager
def _driven(connection: Connection) -> Iterator[Driver[Any]]:
    """Let the driver be asked itself, and no error of its own out."""
    driver = _driver(connection)
    try:
        yield driver
    except Error as error:
        # who stands between may have given it another session, which knows none of its statements
        if driver.closed or isinstance(error, InvalidSqlStatementName):
            _nobody_there(connection, error)
        raise translation(
            DBAPIError.instance(None, None, error, Error, dialect=connection.dialect)
        ) from error


def _nobody_there(connection: Connection, error: Error) -> NoReturn:
    """One that is cut is seldom the only one, so all that wait for their next use are made anew."""
    connection.invalidate(error)
    connection.engine.dispose()
    raise Unavailable(PART) from error
