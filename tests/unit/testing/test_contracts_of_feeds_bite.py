"""Feeds, relays and tickets that lose, double or leak what they keep, and the suites that notice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from trading_core.ports.feed import FeedEvent, NewEvent
from trading_core.ports.outbox import Unsent
from trading_core.testing import (
    MemoryBooks,
    MemoryFeed,
    MemoryOutbox,
    MemoryRelay,
    MemoryTickets,
    feed_contract,
    relay_contract,
    tickets_contract,
)

PLANTED = Planted()


def relayed(relay: type[MemoryRelay]) -> type:
    def make() -> tuple[MemoryBooks, MemoryOutbox, MemoryFeed, MemoryRelay]:
        books, feed = MemoryBooks(), MemoryFeed()
        outbox = MemoryOutbox(books.store)
        return books, outbox, feed, relay(outbox, feed)

    return relay_contract(make)


@PLANTED.broken(feed_contract)
class DoublingFeed(MemoryFeed):
    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        fresh = count(len(self._numbers))
        return super().extend(channel, [evolve(new, key=f"{new.key} {next(fresh)}") for new in told])


@PLANTED.broken(feed_contract)
class GlobalFeed(MemoryFeed):
    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        return super().extend("one", [evolve(new, key=f"{channel} {new.key}") for new in told])


@PLANTED.broken(feed_contract)
class BackwardFeed(MemoryFeed):
    def extend(self, channel: str, told: Sequence[NewEvent]) -> tuple[int, ...]:
        return super().extend(channel, told[::-1])[::-1]


@PLANTED.broken(feed_contract)
class OpenFeed(MemoryFeed):
    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        del owners
        return super().since(channel, number, limit)


@PLANTED.broken(feed_contract)
class HalfPageFeed(MemoryFeed):
    def since(
        self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
    ) -> tuple[FeedEvent, ...]:
        page = super().since(channel, number, limit)
        return tuple(
            event for event in page if owners is None or event.owner is None or event.owner in owners
        )


@PLANTED.broken(feed_contract)
class RepeatingFeed(MemoryFeed):
    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        return super().wait(dict.fromkeys(seen, 0), patience)


@PLANTED.broken(feed_contract)
class DeafFeed(MemoryFeed):
    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        del seen, patience
        return frozenset()


@PLANTED.broken(relayed)
class KeepingRelay(MemoryRelay):
    def hand_over(
        self, channel: str, sent: Sequence[Unsent], told: Sequence[NewEvent]
    ) -> tuple[FeedEvent, ...]:
        return super().hand_over(channel, sent[1:], told)


@PLANTED.broken(relayed)
class ForgettingRelay(MemoryRelay):
    def hand_over(
        self, channel: str, sent: Sequence[Unsent], told: Sequence[NewEvent]
    ) -> tuple[FeedEvent, ...]:
        return super().hand_over(channel, sent, told[:2])


@PLANTED.broken(tickets_contract)
class LastingTickets(MemoryTickets):
    def take(self, digest: str, now: datetime) -> bytes | None:
        found = self._kept.get(digest)
        return None if found is None or now >= found.expires_at else found.holder


@PLANTED.broken(tickets_contract)
class TimelessTickets(MemoryTickets):
    def take(self, digest: str, now: datetime) -> bytes | None:
        found = self._kept.pop(digest, None)
        return None if found is None else found.holder


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_an_adapter_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Every suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
