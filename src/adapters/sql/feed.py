"""The feed that is kept: numbered events in the database, so that nothing that happens to a process or a cache loses one."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.feed_statements import (
    FORGOTTEN,
    LARGEST,
    LAST,
    LASTS,
    FeedStatements,
    event_from,
)
from trading_core.ports.feed import FeedEvent, LastingFeed, NewEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.sql.database import Database
    from trading_core.ports.bell import Bell

# How long an event may go unnoticed when the bell is not heard.
BETWEEN_LOOKS: Final = timedelta(seconds=1)


class SqlFeed(LastingFeed):
    """
    Numbers the events of a channel one after the other while the channel's row is locked.

    So they become visible in the order of their numbers, whichever process tells them, and without a gap.
    """

    def __init__(self, database: Database, bell: Bell, between_looks: timedelta = BETWEEN_LOOKS) -> None:
        """Ring the bell after each commit, and look by itself every now and then."""
        self._database: Final = database
        self._bell: Final = bell
        self._between_looks: Final = between_looks
        self._statements: Final = FeedStatements(sqlite=database.is_sqlite)

    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events, each once, in one transaction."""
        if not told:
            return ()
        with self._database.writing() as connection:
            numbers = self.add(connection, channel, told)
        self._bell.ring()
        return numbers

    def add(self, connection: Connection, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events within a transaction, which others who tell something in this channel wait for."""
        statements = self._statements
        last = statements.lock(connection, channel)
        numbers = statements.known(connection, channel, {new.key for new in told})
        fresh: list[dict[str, Any]] = []
        for new in told:
            if new.key not in numbers:
                numbers[new.key] = last + len(fresh) + 1
                fresh.append(
                    {
                        "channel": channel,
                        "number": numbers[new.key],
                        "key": new.key,
                        "owner": new.owner,
                        "content": new.content,
                    }
                )
        statements.insert(connection, channel, last, fresh)
        return tuple(numbers[new.key] for new in told)

    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        """Read the events behind a number."""
        if limit < 1:
            return ()
        position = min(max(number, 0), LARGEST)
        with self._database.alone() as connection:
            rows = self._statements.since(connection, channel, position, limit, owners)
        return tuple(event_from(row) for row in rows)

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with self._database.alone() as connection:
            return connection.execute(LAST, {"channel": channel}).scalar() or 0

    def forgotten(self, channel: str) -> int:
        """Tell the newest number that was forgotten."""
        with self._database.alone() as connection:
            return connection.execute(FORGOTTEN, {"channel": channel}).scalar() or 0

    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        """Sleep until the bell is heard, and look every now and then whether it should have been."""
        until = time.monotonic() + patience.total_seconds()
        while True:
            heard = self._bell.rings()
            new = self._new(seen)
            left = until - time.monotonic()
            if new or left <= 0:
                return new
            self._bell.wait(heard, min(timedelta(seconds=left), self._between_looks))

    def _new(self, seen: Mapping[str, int]) -> frozenset[str]:
        if not seen:
            return frozenset()
        with self._database.alone() as connection:
            lasts = {row.channel: row.last for row in connection.execute(LASTS)}
        return frozenset(channel for channel, number in seen.items() if lasts.get(channel, 0) > number)

    def forget(self, before: datetime, at_least: int, limit: int) -> int:
        """Forget the oldest of each channel, so many at the most."""
        with self._database.alone() as connection:
            channels = [row.channel for row in connection.execute(LASTS)]
        return sum(self._forget(channel, before, at_least, limit) for channel in channels)

    def _forget(self, channel: str, before: datetime, at_least: int, limit: int) -> int:
        with self._database.writing() as connection:
            last = self._statements.lock(connection, channel)
            return self._statements.forget(connection, channel, last - at_least, before, limit)
