"""From the outbox to the feed of the same database, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adapters.sql.bulk import deleting
from adapters.sql.tables.orders import outbox
from trading_core.ports.feed import FeedEvent, NewEvent
from trading_core.ports.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.sql.database import Database
    from adapters.sql.feed import SqlFeed
    from trading_core.ports.bell import Bell
    from trading_core.ports.outbox import Unsent

_EVENT: Final = ("order_number", "sequence")


class SqlRelay(Relay):
    """
    Moves events, so that each is either waiting or told.

    Relays in several processes wait for each other at the channel. One that comes second finds by their keys what the
    first has told, and since each had read the outbox from its beginning, nothing is told out of turn.
    """

    def __init__(self, database: Database, feed: SqlFeed, bell: Bell) -> None:
        """Write the statement once."""
        self._database: Final = database
        self._feed: Final = feed
        self._bell: Final = bell
        self._forget: Final = deleting(outbox, _EVENT, is_sqlite=database.is_sqlite)

    def hand_over(
        self, channel: str, sent: Sequence[Unsent], told: Sequence[NewEvent]
    ) -> tuple[FeedEvent, ...]:
        """Tell and forget at once, then ring."""
        if not sent:
            return ()
        with self._database.writing() as connection:
            numbers = self._feed.add(connection, channel, told)
            self._forget(
                connection,
                [{"order_number": one.event.order, "sequence": one.event.sequence} for one in sent],
            )
        self._bell.ring()
        return tuple(
            FeedEvent(channel, number, new.key, new.owner, new.content)
            for number, new in zip(numbers, told, strict=True)
        )
