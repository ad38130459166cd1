"""Listeners hear everything that is appended while they listen, whatever becomes of the feed or of each other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from threading import Event

import pytest

from adapters.feed.listeners import Listeners
from adapters.feed.local import LocalFeed
from trading_core.errors import Unavailable
from trading_core.ports.feed import FeedEvent
from trading_core.testing.contracts.feed import tell

PATIENCE = 30


def one() -> int:
    return 1


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.005)
    return held


class FailingFeed(LocalFeed):
    """Fails as often as it is told to."""

    def __init__(self) -> None:
        super().__init__(first=one)
        self.failures: list[Exception] = []

    def wait(self, seen: Mapping[str, int], patience: timedelta) -> frozenset[str]:
        if self.failures:
            raise self.failures.pop()
        return super().wait(seen, patience)


class Ear:
    """Remembers what it heard."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def __call__(self, events: tuple[FeedEvent, ...]) -> None:
        self.numbers += [event.number for event in events]


def test_each_listener_hears_its_channel() -> None:
    """Events go to all who listen to their channel, in order, from when they began to listen until they leave."""
    feed = LocalFeed(first=one)
    early, late, elsewhere = Ear(), Ear(), Ear()
    with Listeners(feed, seconds=0.01) as listeners:
        tell(feed, "c", "1", None, b"")
        leave = listeners.listen("c", early)
        listeners.listen("d", elsewhere)
        tell(feed, "c", "2", None, b"")
        assert eventually(lambda: early.numbers == [2])
        listeners.listen("c", late)
        tell(feed, "c", "3", None, b"")
        tell(feed, "d", "1", None, b"")
        assert eventually(lambda: (early.numbers, late.numbers, elsewhere.numbers) == ([2, 3], [3], [1]))

        leave()
        leave()
        tell(feed, "c", "4", None, b"")
        assert eventually(lambda: late.numbers == [3, 4])
        assert [2, 3] == early.numbers


def test_a_channel_that_everybody_left_is_forgotten() -> None:
    """Who comes back to it hears from then on, and not what was told while nobody listened."""
    feed = LocalFeed(first=one)
    first, second = Ear(), Ear()
    with Listeners(feed, seconds=0.01) as listeners:
        listeners.listen("c", first)()
        tell(feed, "c", "1", None, b"")
        listeners.listen("c", second)
        tell(feed, "c", "2", None, b"")

        assert eventually(lambda: second.numbers == [2])
    assert [] == first.numbers


@pytest.mark.parametrize("error", [Unavailable("the feed"), RuntimeError("a bug")])
def test_a_failing_feed_delays_and_loses_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """The reading goes on after any failure, behind the last event that was told, and the failure is not silent."""
    feed = FailingFeed()
    ear = Ear()
    with caplog.at_level(logging.WARNING), Listeners(feed, seconds=0.01) as listeners:
        listeners.listen("c", ear)
        feed.failures = [error, error]
        tell(feed, "c", "1", None, b"")
        assert eventually(lambda: listeners.last_failure is not None and not feed.failures)
        tell(feed, "c", "2", None, b"")

        assert eventually(lambda: ear.numbers == [1, 2])
        assert str(error) in str(listeners.last_failure)
    assert "listeners hear nothing" in caplog.text


def test_a_listener_that_fails_is_told_nothing_more(caplog: pytest.LogCaptureFixture) -> None:
    """One broken socket does not silence the others."""
    feed = LocalFeed(first=one)
    ear = Ear()
    calls: list[int] = []

    def broken(events: tuple[FeedEvent, ...]) -> None:
        calls.append(len(events))
        raise ValueError

    with Listeners(feed, seconds=0.01) as listeners:
        listeners.listen("c", broken)
        listeners.listen("c", ear)
        tell(feed, "c", "1", None, b"")
        assert eventually(lambda: ear.numbers == [1])
        tell(feed, "c", "2", None, b"")
        assert eventually(lambda: ear.numbers == [1, 2])
    assert 1 == len(calls)
    assert "a listener of c failed" in caplog.text


def test_events_of_a_listener_who_left_and_came_back_are_told_once() -> None:
    """What was read for those who listened before is not told to somebody who began to listen behind it."""
    reading, going_on = Event(), Event()

    class SlowFeed(LocalFeed):
        def since(
            self, channel: str, number: int, limit: int, owners: Collection[str] | None = None
        ) -> tuple[FeedEvent, ...]:
            found = super().since(channel, number, limit, owners)
            reading.set()
            assert going_on.wait(PATIENCE), "nobody let the reader go on"
            return found

    feed = SlowFeed(first=one)
    before, after = Ear(), Ear()
    with Listeners(feed, seconds=0.01) as listeners:
        leave = listeners.listen("c", before)
        tell(feed, "c", "1", None, b"")
        assert reading.wait(PATIENCE), "nothing was read"
        leave()
        tell(feed, "c", "2", None, b"")
        listeners.listen("c", after)
        going_on.set()
        tell(feed, "c", "3", None, b"")

        assert eventually(lambda: after.numbers == [3])
    assert [] == before.numbers


def test_nobody_listening_costs_nothing_and_ends_at_once() -> None:
    """Without listeners the feed is not asked, and the thread ends when it is to end."""
    feed = FailingFeed()
    feed.failures = [RuntimeError("asked")]
    with Listeners(feed) as listeners:
        thread = listeners._thread
        assert thread.is_alive()
    assert not thread.is_alive()
    assert 1 == len(feed.failures)
