"""
A server that says nothing: how long it is listened to, and how it is left.

A server that dies closes its connections. One that stands still, or a network that swallows everything, leaves them open,
and whoever waits on one would wait for ever. The limits of the server itself end with the server.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from psycopg import Connection, OperationalError
from psycopg.errors import ConnectionTimeout, _WaitTimeout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg.abc import PQGen
    from sqlalchemy import Connection as Connected
    from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
    from sqlalchemy.pool import ConnectionPoolEntry

RV = TypeVar("RV")

SECONDS_TO_CONNECT: Final = 3
# Longer than the server's own limit for a statement, of which it would tell; what travels together shares it.
SECONDS_TO_ANSWER: Final = 7.0
SECONDS_TO_GREET: Final = 2.0
# So long everybody is told at once that a server is silent, after somebody has waited in vain.
SECONDS_AVOIDED: Final = 1.0


class Listening(Connection[Any]):
    """A connection that is closed, and lost, when its server says nothing for too long; None is for ever."""

    seconds: float | None = SECONDS_TO_ANSWER
    maker: Connecting | None = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer, or a part of one, as the driver does."""
        try:
            return super().wait(gen, interval, self.seconds if timeout is None else timeout)
        except _WaitTimeout as silence:
            self.pgconn.finish()
            if self.maker is not None:
                self.maker.avoid()
            raise OperationalError("the server says nothing") from silence


class Connecting:
    """Makes connections, and none for a while after a server has let somebody wait in vain."""

    def __init__(self) -> None:
        """Know nothing bad of the server yet."""
        self._avoided_until = 0.0

    def __call__(
        self,
        _dialect: Dialect,
        _entry: ConnectionPoolEntry,
        arguments: Sequence[str],
        named: Mapping[str, Any],
    ) -> Listening:
        """Connect in the place of the dialect."""
        if time.monotonic() < self._avoided_until:
            raise OperationalError("the server said nothing a moment ago")
        try:
            made = Listening.connect(*arguments, **named)
        except ConnectionTimeout:
            self.avoid()
            raise
        made.maker = self
        return made

    def avoid(self) -> None:
        """Let nobody wait for this server for a while."""
        self._avoided_until = time.monotonic() + SECONDS_AVOIDED


def wait_for_ever(connection: Connected) -> None:
    """Let a connection wait as long as its server needs, until somebody else has it."""
    _listening(connection).seconds = None


def hurry(driver: Listening) -> None:
    """Let a connection wait as long as every other one again."""
    driver.seconds = Listening.seconds


def greet(dialect: Dialect, driver: Listening) -> None:
    """See whether somebody is there, which takes less long than an answer may."""
    driver.seconds = SECONDS_TO_GREET
    dialect.do_ping(cast("DBAPIConnection", driver))
    hurry(driver)


def _listening(connection: Connected) -> Listening:
    return cast("Listening", connection.connection.driver_connection)
