"""The feed: numbered events that a listener can read again from where it stopped."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, optional


@frozen
class FeedEvent:
    """``owner`` is who may see it; an event of nobody is for everybody."""

    channel: str = field(validator=a(str))
    number: int = field(validator=a(int))
    key: str = field(validator=a(str))
    owner: str | None = field(validator=optional(str))
    content: bytes = field(validator=a(bytes))


class EventFeed(Protocol):
    """
    Channels of events.

    1. The events of a channel are numbered 1, 2, 3 and so on, in the order in which they become visible: who has
       seen a number has missed none before it, and none will appear behind his back.
    2. A key is an event's own name within its channel. Appending the same key again adds nothing and tells the
       number that it has, so that who is not sure whether he told it tells it again.
    3. A listener sees the events of its owner and those of nobody; without an owner, all of them.
    4. The oldest events may be forgotten, never one in the middle.
    """

    @abstractmethod
    def append(self, channel: str, key: str, owner: str | None, content: bytes) -> int:
        """Add an event and tell its number."""

    @abstractmethod
    def since(self, channel: str, number: int, limit: int, owner: str | None = None) -> tuple[FeedEvent, ...]:
        """Read the events behind a number, the oldest first."""

    @abstractmethod
    def last(self, channel: str) -> int:
        """Tell the number of the newest event, 0 when there is none."""
