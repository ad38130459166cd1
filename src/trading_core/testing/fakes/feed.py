"""A feed in memory."""

from __future__ import annotations

from threading import Lock

from trading_core.ports.feed import EventFeed, FeedEvent


class MemoryFeed(EventFeed):
    """Keeps every event of every channel."""

    def __init__(self) -> None:
        """Begin with no channel."""
        self._lock = Lock()
        self._channels: dict[str, list[FeedEvent]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def append(self, channel: str, key: str, owner: str | None, content: bytes) -> int:
        """Add an event, once."""
        with self._lock:
            events = self._channels.setdefault(channel, [])
            number = self._numbers.setdefault((channel, key), len(events) + 1)
            if number > len(events):
                events.append(FeedEvent(channel, number, key, owner, content))
            return number

    def since(self, channel: str, number: int, limit: int, owner: str | None = None) -> tuple[FeedEvent, ...]:
        """Read the events behind a number."""
        with self._lock:
            events = self._channels.get(channel, [])[max(number, 0) :]
        return tuple(event for event in events if owner is None or event.owner in (owner, None))[:limit]

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with self._lock:
            return len(self._channels.get(channel, []))
