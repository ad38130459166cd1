"""Tell listeners what has happened to orders."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from trading_core.ports.feed import EventFeed, FeedEvent
from trading_core.ports.outbox import Outbox, Unsent

CHANNEL = "orders"


@frozen
class PublishEvents:
    """
    Moves committed order events from the outbox to the feed, each to the owner of its order.

    It may stop anywhere and be run by several at once: an event that is told again has the same key and is not
    told twice. ``render`` writes what listeners get.
    """

    outbox: Outbox
    feed: EventFeed
    render: Callable[[Unsent], bytes]
    limit: int = 500

    def __call__(self) -> tuple[FeedEvent, ...]:
        """Publish what waits, so much at a time, and show it as the feed has it."""
        waiting = self.outbox.unsent(self.limit)
        published = tuple(self._publish(unsent) for unsent in waiting)
        self.outbox.mark_sent(waiting)
        return published

    def _publish(self, unsent: Unsent) -> FeedEvent:
        key = f"{unsent.event.order} {unsent.event.sequence}"
        content = self.render(unsent)
        number = self.feed.append(CHANNEL, key, unsent.account, content)
        return FeedEvent(CHANNEL, number, key, unsent.account, content)
