"""A feed within one process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from threading import Condition
from typing import Final

from attrs import field, frozen

from adapters.feed.beginning import LENGTH, microseconds
from trading_core.ports.feed import EventFeed, FeedEvent, NewEvent


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


class LocalFeed(EventFeed):
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

    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events, each once."""
        with self._changed:
            known = self._channels.setdefault(channel, _Channel())
            numbers = tuple(self._add(known, channel, new) for new in told)
            self._changed.notify_all()
            return numbers

    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        """Read the events behind a number."""
        found: list[FeedEvent] = []
        with self._changed:
            for event in self._channels.get(channel, NOTHING).behind(number):
                if len(found) >= limit:
                    break
                if owners is None or event.owner is None or event.owner in owners:
                    found.append(event)
        return tuple(found)

    def forgotten(self, channel: str) -> int:
        """Tell the number before the oldest event: a channel that has begun anew does not know what was before."""
        with self._changed:
            return next(iter(self._channels.get(channel, NOTHING).events), 1) - 1

    def last(self, channel: str) -> int:
        """Tell the newest number."""
        with self._changed:
            return self._channels.get(channel, NOTHING).last()

    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        """Sleep until there is something new."""
        with self._changed:
            self._changed.wait_for(lambda: not seen or self._new(seen), patience.total_seconds())
            return self._new(seen)

    def _add(self, known: _Channel, channel: str, new: NewEvent) -> int:
        if new.key in known.numbers:
            return known.numbers[new.key]
        number = known.last() + 1 if known.events else self._first()
        known.events[number] = FeedEvent(channel, number, new.key, new.owner, new.content)
        known.numbers[new.key] = number
        if len(known.events) > self._length:
            oldest = known.events.pop(next(iter(known.events)))
            del known.numbers[oldest.key]
        return number

    def _new(self, seen: Mapping[str, int]) -> frozenset[str]:
        return frozenset(
            channel
            for channel, number in seen.items()
            if self._channels.get(channel, NOTHING).last() > number
        )
