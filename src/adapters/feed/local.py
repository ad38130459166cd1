"""A feed within one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Condition
from typing import Final

from attrs import field, frozen

from adapters.feed.waiting import LENGTH, WaitingFeed, microseconds
from trading_core.ports.feed import FeedEvent


@frozen(eq=False)
class _Channel:
    """Events by number, in order and without a gap, and the numbers of their keys."""

    events: dict[int, FeedEvent] = field(factory=dict)
    numbers: dict[str, int] = field(factory=dict)

    def last(self) -> int:
        return next(reversed(self.events), 0)

    def behind(self, number: int) -> Iterator[FeedEvent]:
        oldest = next(iter(self.events), 1)
        return (self.events[known] for known in range(max(number + 1, oldest), self.last() + 1))


NOTHING: Final = _Channel()


class LocalFeed(WaitingFeed):
    """
    Keeps the newest events of each channel, and knows a key as long as its event.

    A new process begins anew, above the numbers of the old one.
    """

    def __init__(self, length: int = LENGTH, first: Callable[[], int] = microseconds) -> None:
        """Keep so many events of each channel, at least one; a channel's first number comes from ``first``."""
        self._length = max(length, 1)
        self._first = first
        self._channels: dict[str, _Channel] = {}
        self._changed = Condition()

    def append(self, channel: str, key: str, owner: str | None, content: bytes) -> int:
        """Add an event, once."""
        with self._changed:
            known = self._channels.setdefault(channel, _Channel())
            if key in known.numbers:
                return known.numbers[key]
            number = known.last() + 1 if known.events else self._first()
            known.events[number] = FeedEvent(channel, number, key, owner, content)
            known.numbers[key] = number
            if len(known.events) > self._length:
                oldest = known.events.pop(next(iter(known.events)))
                del known.numbers[oldest.key]
            self._changed.notify_all()
            return number

    def since(self, channel: str, number: int, limit: int, owner: str | None = None) -> tuple[FeedEvent, ...]:
        """Read the events behind a number."""
        found: list[FeedEvent] = []
        with self._changed:
            for event in self._channels.get(channel, NOTHING).behind(number):
                if len(found) >= limit:
                    break
                if owner is None or event.owner in (owner, None):
                    found.append(event)
        return tuple(found)

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with self._changed:
            return self._channels.get(channel, NOTHING).last()

    def wait(self, seen: Mapping[str, int], seconds: float) -> frozenset[str]:
        """Sleep until there is something new."""
        with self._changed:
            self._changed.wait_for(lambda: not seen or self._new(seen), seconds)
            return self._new(seen)

    def _new(self, seen: Mapping[str, int]) -> frozenset[str]:
        return frozenset(
            channel
            for channel, number in seen.items()
            if self._channels.get(channel, NOTHING).last() > number
        )
