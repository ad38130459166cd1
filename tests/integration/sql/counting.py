"""How often a database is asked, as its engine, its driver or the wire tells it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg import Cursor
from sqlalchemy import event

from adapters.sql import engine
from adapters.sql.database import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, without those that begin and end a transaction."""
    sent: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(("BEGIN", "COMMIT")):
            sent.append(" ".join(statement.split()))

    with (counted_by_engine if database.is_sqlite else counted_by_driver)(database, note):
        yield sent


@contextmanager
def counted_by_engine(database: Database, note: Callable[[str], None]) -> Iterator[None]:
    def see(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        note(statement)

    event.listen(database.engine, "before_cursor_execute", see)
    yield
    event.remove(database.engine, "before_cursor_execute", see)


@contextmanager
def counted_by_driver(database: Database, note: Callable[[str], None]) -> Iterator[None]:
    """What travels with others does not pass through the engine, but all pass through the driver."""
    execute: Callable[..., Cursor[object]] = Cursor.execute

    def see(
        cursor: Cursor[object], query: str | bytes, given: object = None, **more: object
    ) -> Cursor[object]:
        note(query.decode() if isinstance(query, bytes) else query)
        return execute(cursor, query, given, **more)

    with nobody_looked_after(database), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cursor, "execute", see)
        yield


@contextmanager
def nobody_looked_after(database: Database) -> Iterator[None]:
    """A connection is asked much about itself when it is new, and whether it still answers when it has rested for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SECONDS_BELIEVED", math.inf)
        database.writer().close()
        yield


def journeys(database: Database, act: Callable[[], object], folder: Path) -> int:
    """How often something ends that the server is told at once, as its client writes down what it says to it."""
    with database.writer() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
    with nobody_looked_after(database), (folder / "said").open("w+b") as said:
        driver.pgconn.trace(said.fileno())
        act()
        driver.pgconn.untrace()
        said.seek(0)
        words = [line.split(b"\t") for line in said.read().splitlines()]
    # what it says begins with the moment and the direction; a long statement has more lines
    asked = [word[3] for word in words if len(word) > 3 and word[1] == b"F"]
    return len([word for word in asked if word in {b"Sync", b"Query"}])
