"""The relay: from the outbox to the feed, both at once where one store keeps both."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.ports.feed import FeedEvent, NewEvent
    from trading_core.ports.outbox import Unsent


class Relay(Protocol):
    """
    Hands events over.

    1. What was handed over is in the feed and no longer in the outbox. Should it stop in between, it is still in the
       outbox.
    2. Handing the same events over again, or by several at once, leaves each in the feed once, in the same order.
    """

    @abstractmethod
    def hand_over(
        self, channel: str, sent: Sequence[Unsent], told: Sequence[NewEvent]
    ) -> tuple[FeedEvent, ...]:
        """Tell what the outbox held, an event for each, and forget that it waits."""
