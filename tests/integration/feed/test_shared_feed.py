"""The feed in Redis keeps the laws of feeds, for several processes and through the death of Redis."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_hex

import pytest
from redis import Redis

from adapters.feed.beginning import microseconds
from adapters.feed.listeners import Listeners
from adapters.feed.shared import SharedFeed
from tests.integration.redis_of_the_run import Where, _redis
from tests.processes import bounded
from tests.servers import RedisServer
from trading_core.errors import Unavailable
from trading_core.ports.feed import FeedEvent
from trading_core.testing.contracts.feed import feed_contract, tell

ROOT = Path(__file__).resolve().parents[3]
__all__ = ["_redis"]  # a fixture, which pytest finds here

PATIENCE = 60
PROCESSES = 4
EVENTS = 400


def one() -> int:
    return 1


TestSharedFeed = feed_contract(lambda: SharedFeed(Where.url, token_hex(8), first=one))


@pytest.fixture
def server(server_folder: Path) -> Iterator[RedisServer]:
    with RedisServer(server_folder, lasting=True) as running:
        yield running


@pytest.fixture
def feed(server: RedisServer) -> Iterator[SharedFeed]:
    with SharedFeed(server.url, "house", first=one, timeout=2) as made:
        yield made


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return held


def numbers(events: tuple[FeedEvent, ...]) -> list[int]:
    return [event.number for event in events]


def has_told(feed: SharedFeed, number: int) -> bool:
    try:
        return feed.last("c") >= number
    except Unavailable:
        return False


def appender(server: RedisServer, name: int) -> AbstractContextManager[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.integration.feed.appender", server.url, f"{name}", f"{EVENTS}"]
    return bounded(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))


def test_processes_count_on_together_while_redis_dies(server: RedisServer, feed: SharedFeed) -> None:
    """Several processes tell events, Redis is killed among it, and each event has one number, none left out."""
    heard: list[FeedEvent] = []
    with Listeners(feed, seconds=0.05) as listeners, ExitStack() as running:
        listeners.listen("c", heard.extend)
        processes = [running.enter_context(appender(server, name)) for name in range(PROCESSES)]
        for more in (EVENTS // 2, EVENTS):
            assert eventually(partial(has_told, feed, more))
            server.kill()
            server.start()
        told = {
            key: int(number)
            for process in processes
            for key, number in (line.split() for line in process.communicate()[0].splitlines())
        }

        total = PROCESSES * EVENTS
        assert list(range(1, total + 1)) == sorted(told.values())
        events = feed.since("c", 0, 10 * total)
        assert told == {event.key: event.number for event in events}
        assert list(range(1, total + 1)) == numbers(events)
        assert {event.key.encode() for event in events} == {event.content for event in events}
        assert eventually(lambda: len(heard) >= total)
        assert list(events) == heard, "a listener heard them all, in order and once"


def test_the_oldest_are_forgotten_alone(server: RedisServer) -> None:
    """Of a bounded channel the newest are left, their numbers go on, and their keys keep them."""
    with SharedFeed(server.url, "house", length=3, first=one) as feed:
        assert [1, 2, 3, 4, 5] == [tell(feed, "c", f"{key}", "alice", b"") for key in range(5)]

        assert [3, 4, 5] == numbers(feed.since("c", 0, 10))
        assert 5 == feed.last("c")
        assert 4 == tell(feed, "c", "3", "alice", b"")
        assert 6 == tell(feed, "c", "0", "alice", b""), "a key is known as long as its event"
        with Redis.from_url(server.url) as redis:
            lengths = [redis.xlen("{house:feed:c}:events"), redis.hlen("{house:feed:c}:numbers")]
            assert [3, 3] == lengths
            assert 0 < redis.ttl("{house:feed:c}:events"), "what nobody tells of any more goes at last"
    with SharedFeed(server.url, "house", length=1, first=one) as feed:
        assert 7 == tell(feed, "c", "new", None, b"")
        assert [7] == numbers(feed.since("c", 0, 10))


def test_a_long_channel_is_read_whole(redis_url: str) -> None:
    """Reading goes through more events than are asked for at a time, for everybody and for one owner."""
    asked: list[int] = []

    class CountingFeed(SharedFeed):
        def _chunk(self, channel: str, position: int, size: int) -> list[FeedEvent]:
            asked.append(size)
            return super()._chunk(channel, position, size)

    with CountingFeed(redis_url, token_hex(8), first=one) as feed:
        for number in range(1_203):
            tell(feed, "c", f"{number}", "bob" if number % 600 else "alice", b"")

        assert list(range(1, 1_204)) == numbers(feed.since("c", 0, 5_000))
        assert list(range(2, 602)) == numbers(feed.since("c", 1, 600))
        assert 1_200 == len(feed.since("c", 0, 5_000, "bob"))
        asked.clear()
        assert [1, 601, 1_201] == numbers(feed.since("c", 0, 3, "alice"))
        assert [2, 3] == numbers(feed.since("c", 1, 2))
        assert [500, 500, 500, 2] == asked, "who has few events among many is not read for three at a time"


def test_an_answer_has_no_hole_when_the_oldest_go_meanwhile(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who is overtaken by forgetting reads up to there, and sees at his next call that there was more."""
    monkeypatch.setattr("adapters.feed.shared.CHUNK", 3)

    class OvertakenFeed(SharedFeed):
        def _chunk(self, channel: str, position: int, size: int) -> list[FeedEvent]:
            found = super()._chunk(channel, position, size)
            if position == 0:
                for number in range(5, 9):
                    tell(self, channel, f"{number}", None, b"")
            return found

    with OvertakenFeed(server.url, "house", length=4, first=one) as feed:
        for number in range(1, 5):
            tell(feed, "c", f"{number}", "bob" if number in {2, 3} else "alice", b"")

        assert [1] == numbers(feed.since("c", 0, 10, "alice"))
        assert [5, 6, 7, 8] == numbers(feed.since("c", 1, 10, "alice"))


def test_numbers_go_on_above_all_others_when_everything_is_lost(server_folder: Path) -> None:
    """A listener who comes back after Redis has lost all, with the last number that he saw, misses nothing new."""
    with RedisServer(server_folder) as server, SharedFeed(server.url, "house") as feed:
        began = microseconds()
        first = tell(feed, "c", "before", None, b"")
        last = tell(feed, "c", "also before", None, b"")
        assert began <= first <= microseconds()
        assert first + 1 == last
        assert last < 2**53, "whoever reads numbers as binary fractions reads them exactly"

        server.kill()
        server.start()

        assert 0 == feed.last("c")
        tell(feed, "c", "after", None, b"")
        assert ["after"] == [event.key for event in feed.since("c", last, 10)]


def test_a_waiting_reader_is_woken(server: RedisServer, feed: SharedFeed) -> None:
    """Who waits is told which channel has something new, at once when it is there already and in vain never."""
    assert frozenset() == feed.wait({"c": 0, "d": 0}, timedelta(0))
    assert frozenset() == feed.wait({}, timedelta(seconds=600))
    with SharedFeed(server.url, "house", first=one) as other:
        tell(other, "d", "1", None, b"")
        assert {"d"} == feed.wait({"c": 0, "d": 0}, timedelta(seconds=600))
        assert frozenset() == feed.wait({"c": 0, "d": 1}, timedelta(seconds=0.05))
        tell(other, "c", "1", None, b"")
        assert {"c", "d"} == feed.wait({"c": -5, "d": 0}, timedelta(seconds=600))
        assert frozenset() == feed.wait({"c": 10**30}, timedelta(0))


def test_a_listener_outlives_its_connections(server: RedisServer, feed: SharedFeed) -> None:
    """Connections that are cut, a Redis that hangs and one that dies only delay what a listener hears."""
    heard: list[int] = []
    with (
        Listeners(feed, seconds=0.05) as listeners,
        SharedFeed(server.url, "house", first=one) as other,
        Redis.from_url(server.url) as redis,
    ):
        listeners.listen("c", lambda events: heard.extend(numbers(events)))
        tell(other, "c", "1", None, b"")
        assert eventually(lambda: heard == [1])

        redis.client_kill_filter(_type="normal", skipme=True)
        tell(other, "c", "2", None, b"")
        assert eventually(lambda: heard == [1, 2])

        server.freeze()
        assert eventually(lambda: listeners.last_failure is not None)
        assert "the feed of events does not answer" in str(listeners.last_failure)
        server.thaw()
        tell(other, "c", "3", None, b"")
        assert eventually(lambda: heard == [1, 2, 3])

        server.kill()
        server.start()
        tell(other, "c", "4", None, b"")
        assert eventually(lambda: heard == [1, 2, 3, 4])


def test_without_redis_everything_is_unavailable(server: RedisServer, feed: SharedFeed) -> None:
    """Nobody is told that an event was told, or that there are none, when nobody knows."""
    server.kill()
    calls: list[Callable[[], object]] = [
        lambda: tell(feed, "c", "1", None, b""),
        lambda: feed.since("c", 0, 10),
        lambda: feed.last("c"),
        lambda: feed.wait({"c": 0}, timedelta(seconds=1)),
        lambda: Listeners(feed).listen("c", print),
    ]
    for call in calls:
        with pytest.raises(Unavailable, match="the feed of events does not answer"):
            call()


def test_an_event_that_was_told_twice_is_there_once(server: RedisServer, feed: SharedFeed) -> None:
    """Who did not hear the answer tells it again, and it has the number that it got the first time."""
    tell(feed, "c", "first", None, b"")
    server.freeze()
    with pytest.raises(Unavailable):
        tell(feed, "c", "key", "alice", b"1")
    server.thaw()

    assert eventually(partial(has_told, feed, 1))
    assert 2 == tell(feed, "c", "key", "alice", b"1")
    assert [1, 2] == numbers(feed.since("c", 0, 10))


def test_any_text_is_a_name(feed: SharedFeed) -> None:
    """Channels, keys and owners come back as they went in, and an owner without a name is not nobody."""
    odd = ("", "\ud800", "a\nb{c}", "密碼", "0")
    for channel in odd:
        for key, owner in zip(odd, (None, *odd), strict=False):
            tell(feed, channel, key, owner, b"\x00\xff")

    for channel in odd:
        expected = [
            FeedEvent(channel, number, key, owner, b"\x00\xff")
            for number, key, owner in zip(count(1), odd, (None, *odd))
        ]
        assert expected == list(feed.since(channel, 0, 10))
    assert 1 == len(feed.since("0", 0, 10, ["nobody"]))


@pytest.mark.parametrize(("number", "limit"), [(0, 0), (0, -1), (10**30, 5), (2**63 - 1, 5)])
def test_numbers_that_make_no_sense_find_nothing(feed: SharedFeed, number: int, limit: int) -> None:
    """A number from a stranger is never an error."""
    tell(feed, "c", "1", None, b"")

    assert () == feed.since("c", number, limit)
    assert [1] == numbers(feed.since("c", -(10**30), 10**30))


def test_a_channel_without_past_begins_where_it_is_told(server: RedisServer) -> None:
    """The first number is asked for once, and numbers go on from it exactly, however large."""
    with SharedFeed(server.url, "house", first=lambda: 2**53 - 3) as feed:
        assert [2**53 - 3, 2**53 - 2, 2**53 - 1] == [tell(feed, "c", key, None, b"") for key in "abc"]
        assert [2**53 - 2, 2**53 - 1] == numbers(feed.since("c", 2**53 - 3, 10))
