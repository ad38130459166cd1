"""The feed within a process keeps the laws of feeds and its bounds, and wakes who waits."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread

from adapters.feed.beginning import microseconds
from adapters.feed.local import LocalFeed
from trading_core.ports.feed import FeedEvent
from trading_core.testing.contracts.feed import feed_contract, tell

PATIENCE = 60


def one() -> int:
    return 1


TestLocalFeed = feed_contract(lambda: LocalFeed(first=one))
TestLocalFeedAlone = feed_contract(lambda: LocalFeed(first=one), concurrent=False)


def numbers(events: tuple[FeedEvent, ...]) -> list[int]:
    return [event.number for event in events]


def test_the_oldest_are_forgotten_alone() -> None:
    """Of a bounded channel the newest are left, their numbers go on, and their keys keep them."""
    feed = LocalFeed(length=3, first=one)
    assert [1, 2, 3, 4, 5] == [tell(feed, "c", f"{key}", "alice", b"") for key in range(5)]

    assert [3, 4, 5] == numbers(feed.since("c", 0, 10))
    assert [5] == numbers(feed.since("c", 4, 10))
    assert 5 == feed.last("c")
    assert 4 == tell(feed, "c", "3", "alice", b"")
    assert 6 == tell(feed, "c", "0", "alice", b""), "a key is known as long as its event"


def test_the_newest_event_is_always_kept() -> None:
    """A feed without room for one event could not count on."""
    feed = LocalFeed(length=0, first=one)

    assert [1, 2] == [tell(feed, "c", key, None, b"") for key in "ab"]
    assert [2] == numbers(feed.since("c", 0, 10))


def test_a_new_process_goes_on_above_the_old_one() -> None:
    """A listener who comes back after a restart, with the last number that he saw, misses nothing new."""
    began = microseconds()
    before = LocalFeed()
    last = [tell(before, "c", key, None, b"") for key in "ab"][-1]
    assert began < last <= microseconds() + 1
    assert last < 2**53, "whoever reads numbers as binary fractions reads them exactly"
    while microseconds() <= last:
        pass

    after = LocalFeed()
    tell(after, "c", "new", None, b"")

    assert ["new"] == [event.key for event in after.since("c", last, 10)]


def test_strange_limits_find_nothing() -> None:
    """A number from a stranger is never an error."""
    feed = LocalFeed(first=one)
    tell(feed, "c", "1", None, b"")

    assert () == feed.since("c", 0, 0)
    assert () == feed.since("c", 0, -1)
    assert () == feed.since("c", 10**30, 5)
    assert [1] == numbers(feed.since("c", -(10**30), 10**30))


def test_a_waiting_reader_is_woken() -> None:
    """Who waits is told which channel has something new, at once when it is there already and in vain never."""
    feed = LocalFeed(first=one)
    assert frozenset() == feed.wait({"c": 0, "d": 0}, timedelta(0))
    assert frozenset() == feed.wait({}, timedelta(seconds=600))
    waiting = Event()
    woken: list[frozenset[str]] = []

    def wait() -> None:
        waiting.set()
        woken.append(feed.wait({"c": 0, "d": 0}, timedelta(seconds=PATIENCE)))

    thread = Thread(target=wait)
    thread.start()
    assert waiting.wait(PATIENCE), "the reader did not begin to wait"
    tell(feed, "d", "1", None, b"")
    thread.join(PATIENCE)

    assert [frozenset("d")] == woken
    assert frozenset("d") == feed.wait({"c": 0, "d": 0}, timedelta(seconds=600))
    assert frozenset() == feed.wait({"c": 0, "d": 1}, timedelta(seconds=0.01))
