"""A relay in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.ports.feed import EventFeed, FeedEvent, NewEvent
from trading_core.ports.outbox import Outbox, Unsent
from trading_core.ports.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen
class MemoryRelay(Relay):
    """Tells first and marks then, as it has to be where outbox and feed are two stores."""

    outbox: Outbox
    feed: EventFeed

    def hand_over(
        self, channel: str, sent: Sequence[Unsent], told: Sequence[NewEvent]
    ) -> tuple[FeedEvent, ...]:
        """Tell, then mark."""
        numbers = self.feed.extend(channel, told)
        self.outbox.mark_sent(sent)
        return tuple(
            FeedEvent(channel, number, new.key, new.owner, new.content)
            for number, new in zip(numbers, told, strict=True)
        )
