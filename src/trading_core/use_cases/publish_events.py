"""Tell listeners what has happened to orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from trading_core.domain.orders import Order, OrderEvent, as_of
from trading_core.ports.feed import FeedEvent, NewEvent
from trading_core.ports.orders import Orders
from trading_core.ports.outbox import Outbox, Unsent
from trading_core.ports.relay import Relay

CHANNEL: Final = "orders"
# Whose an event of an order without an account is: nobody's, which would be everybody's, is not meant.
NO_ACCOUNT: Final = ""

Render = Callable[[Order, OrderEvent], bytes]


@frozen
class PublishEvents:
    """
    Moves committed order events from the outbox to the feed, each to the owner of its order.

    It may stop anywhere and be run by several at once: an event that is told again has the same key and is not
    told twice. ``render`` writes what listeners get: the order as it stood at the event. All of that is done before
    the relay locks anything.
    """

    outbox: Outbox
    orders: Orders
    relay: Relay
    render: Render
    limit: int = 200

    def __call__(self) -> tuple[FeedEvent, ...]:
        """Publish what waits, so much at a time, and show it as the feed has it."""
        waiting = self.outbox.unsent(self.limit)
        if not waiting:
            return ()
        return self.relay.hand_over(CHANNEL, waiting, self._rendered(waiting))

    def _rendered(self, waiting: Sequence[Unsent]) -> tuple[NewEvent, ...]:
        orders = self.orders.named({unsent.event.order for unsent in waiting})
        return tuple(
            NewEvent(
                f"{unsent.event.order} {unsent.event.sequence}",
                NO_ACCOUNT if unsent.account is None else unsent.account,
                self.render(as_of(orders[unsent.event.order], unsent.event.sequence), unsent.event),
            )
            for unsent in waiting
        )
