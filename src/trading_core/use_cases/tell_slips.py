"""Tell senders on the feed which of their texts could not be read."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from trading_core.ports.feed import EventFeed, NewEvent
from trading_core.ports.signals import ReceivedSignal, Signals

CHANNEL = "signals/invalid"


@frozen
class TellSlips:
    """
    Moves what could not be read to the feed, each to the owner of the account that it was for.

    It may stop anywhere and be run by several at once: what is told again has the same key and is not told twice.
    ``render`` writes what listeners get.
    """

    signals: Signals
    feed: EventFeed
    render: Callable[[ReceivedSignal], bytes]
    limit: int = 500

    def __call__(self) -> tuple[ReceivedSignal, ...]:
        """Tell what waits, so much at a time."""
        waiting = self.signals.untold(self.limit)
        if not waiting:
            return ()
        self.feed.extend(
            CHANNEL, [NewEvent(signal.id, signal.account, self.render(signal)) for signal in waiting]
        )
        self.signals.mark_told([signal.id for signal in waiting])
        return waiting
