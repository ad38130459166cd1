"""One database: where transactions begin, and what is known of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from adapters.sql.engine import WRITING, make_engine
from adapters.sql.failures import translated
from adapters.sql.round_trips import BEGIN, look

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import URL, Connection, Engine

    from adapters.sql.round_trips import Asked, Rows

SNAPSHOT: Final = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
TRANSACTION: Final = {"isolation_level": "READ COMMITTED"}


class Database:
    """Shared by every adapter and thread of a process; close it, or leave its ``with``, when all of them are done."""

    def __init__(self, url: str | URL, pool_size: int = 5, patience_ms: int | None = None) -> None:
        """
        Know where it is; connections are made when they are needed, and as many as the pool has at once.

        Patience is how long anybody waits for a connection, or for what somebody else has locked.
        """
        self.engine: Final[Engine] = make_engine(url, pool_size, patience_ms)
        self.is_sqlite: Final = self.engine.dialect.name == "sqlite"
        snapshot = {} if self.is_sqlite else SNAPSHOT
        transaction = {} if self.is_sqlite else TRANSACTION
        self._snapshots = self.engine.execution_options(**snapshot)
        self._units = self.engine.execution_options(**{WRITING: True})
        self._writers = self._units.execution_options(**transaction)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def writer(self) -> Connection:
        """A connection for a transaction that changes something; the caller begins, ends and closes it."""
        return self._writers.connect()

    def unit(self) -> tuple[Connection, list[Asked]]:
        """
        A connection for a unit of work, and what has to be asked before everything else.

        PostgreSQL is told where the transaction begins together with whatever it is asked first.
        """
        return self._units.connect(), [] if self.is_sqlite else [BEGIN]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at its end, unless an error ends it."""
        with translated(), self.writer() as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read several statements as of one moment."""
        with translated(), self._snapshots.connect() as connection:
            yield connection
            # there is nothing to commit, but at a rollback the driver forgets every statement that it has prepared
            connection.commit()

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Read by one statement, which is a moment of its own."""
        with translated(), self.engine.connect() as connection:
            yield connection

    def read(self, asked: Asked) -> Rows:
        """Read by one statement that was written out before, for what is read at every request."""
        with self.alone() as connection:
            return look(connection, asked)
