"""A feed in memory."""

from __future__ import annotations

from datetime import timedelta
from threading import Condition
from typing import TYPE_CHECKING

from trading_core.ports.feed import EventFeed, FeedEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from trading_core.ports.feed import NewEvent


class MemoryFeed(EventFeed):
    """Keeps every event of every channel, numbered from 1."""

    def __init__(self) -> None:
        """Begin with no channel."""
        self._changed = Condition()
        self._channels: dict[str, list[FeedEvent]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events, each once."""
        with self._changed:
            events = self._channels.setdefault(channel, [])
            numbers: list[int] = []
            for new in told:
                number = self._numbers.setdefault((channel, new.key), len(events) + 1)
                if number > len(events):
                    events.append(FeedEvent(channel, number, new.key, new.owner, new.content))
                numbers.append(number)
            self._changed.notify_all()
            return tuple(numbers)

    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        """Read the events behind a number."""
        with self._changed:
            events = self._channels.get(channel, [])[max(number, 0) :]
        found = [event for event in events if owners is None or event.owner is None or event.owner in owners]
        return tuple(found[: max(limit, 0)])

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with self._changed:
            return len(self._channels.get(channel, []))

    def forgotten(self, channel: str) -> int:  # noqa: ARG002 - everything is kept
        """Tell that nothing is."""
        return 0

    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        """Sleep until there is something new."""

        def new() -> frozenset[str]:
            return frozenset(
                channel for channel, number in seen.items() if len(self._channels.get(channel, ())) > number
            )

        with self._changed:
            self._changed.wait_for(lambda: not seen or new(), patience.total_seconds())
            return new()
