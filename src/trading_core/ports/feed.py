"""The feed: numbered events that a listener can read again from where it stopped."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, optional


@frozen
class NewEvent:
    """
    An event that is still to be numbered.

    ``key`` is its own name within its channel; ``owner`` is whom it is of: an account, or the product of a price. An
    event of nobody is for everybody.
    """

    key: str = field(validator=a(str))
    owner: str | None = field(validator=optional(str))
    content: bytes = field(validator=a(bytes))


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

    1. Each event of a channel has a greater number than every event that became visible before it, so who has seen a
       number has missed none before it and none will appear behind his back. Numbers begin anywhere above 0.
    2. Telling a key again adds nothing and tells the number that it has, so that who is not sure whether he told
       an event tells it again. A key is known at least as long as its event.
    3. A listener sees the events of its owners and those of nobody; without owners stated, all of them.
    4. The oldest events may be forgotten, never one in the middle, and whoever asks is told how far that has gone:
       who has seen less than ``forgotten`` may have missed something.
    """

    @abstractmethod
    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        """Add events in their order, and tell the number of each."""

    @abstractmethod
    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        """Read the events behind a number, the oldest first; any number may be asked for."""

    @abstractmethod
    def last(self, channel: str) -> int:
        """Tell the number of the newest event, 0 while there was none."""

    @abstractmethod
    def forgotten(self, channel: str) -> int:
        """Tell the number up to which events may be missing, 0 when none is."""

    @abstractmethod
    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        """
        Say which of these channels have events behind the number that was seen, as soon as one has.

        After so long it says that none has. What happened before the call counts as well, so nobody can come
        too late.
        """


class LastingFeed(EventFeed, Protocol):
    """A feed that forgets nothing by itself."""

    @abstractmethod
    def forget(self, before: datetime, at_least: int, limit: int) -> int:
        """Forget what was told before a moment but the newest so many of each channel; tell how many were forgotten."""
