"""The cache within a process keeps the laws of caches and its bounds."""

from __future__ import annotations

import random

from adapters.cache.local import OVERHEAD, LocalCache
from trading_core.ports.cache import Cache
from trading_core.testing.contracts.cache import cache_contract
from trading_core.testing.contracts.making import at_once


class Ticking:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class TickingCache(LocalCache):
    def __init__(self) -> None:
        self.ticking = Ticking()
        super().__init__(seconds=self.ticking)


def let_pass(cache: Cache, seconds: int) -> None:
    assert isinstance(cache, TickingCache)
    cache.ticking.now += seconds


TestLocalCache = cache_contract(TickingCache, wait=let_pass)
TestLocalCacheByTheClock = cache_contract(LocalCache)


def test_content_is_got_for_its_seconds_exactly() -> None:
    """At the very end of its seconds it is over, and no longer counts."""
    ticking = Ticking()
    cache = LocalCache(seconds=ticking)
    cache.set("key", b"1", 10)

    ticking.now += 9.999
    assert b"1" == cache.get("key")
    ticking.now += 0.001
    assert cache.get("key") is None
    assert (0, 0) == (len(cache), cache.used)


def test_what_was_not_asked_for_longest_goes_first() -> None:
    """The bound of entries holds, and what is in use stays."""
    cache = LocalCache(entries=2)
    cache.set("first", b"1", 60)
    cache.set("second", b"2", 60)
    assert b"1" == cache.get("first")
    cache.set("third", b"3", 60)

    assert [b"1", None, b"3"] == [cache.get(key) for key in ("first", "second", "third")]
    assert 2 == len(cache)


def test_bytes_are_bounded() -> None:
    """Large entries push out as many as they need room, and one that has no room at all is not kept."""
    size = 3 * (OVERHEAD + 11)
    cache = LocalCache(size=size)
    for key in "abc":
        cache.set(key, b"x" * 10, 60)
    assert size == cache.used
    cache.set("d", b"x" * (OVERHEAD + 21), 60)
    assert [False, False, True, True] == [cache.get(key) is not None for key in "abcd"]

    cache.set("d", b"x" * size, 60)
    assert cache.get("d") is None, "what was replaced by something too large is not got again"
    assert OVERHEAD + 11 == cache.used


def test_an_entry_of_just_the_size_fits() -> None:
    """The bound itself is within it, one byte more is not."""
    cache = LocalCache(size=OVERHEAD + 11)
    cache.set("a", b"x" * 10, 60)
    assert b"x" * 10 == cache.get("a")

    cache.set("a", b"x" * 11, 60)
    assert cache.get("a") is None


def test_no_seconds_are_a_deletion() -> None:
    """What is set for no time at all is over at once."""
    cache = LocalCache()
    cache.set("key", b"1", 60)
    cache.set("key", b"2", 0)

    assert cache.get("key") is None
    assert 0 == len(cache)


def test_threads_share_it_within_its_bounds() -> None:
    """However many threads use it at once, what is remembered and what is counted agree."""
    cache = LocalCache(entries=20, size=20 * (OVERHEAD + 40))

    def act(thread: int) -> bool:
        chance = random.Random(thread)  # noqa: S311 - chance that a test can repeat
        for _ in range(2_000):
            key = f"{chance.randrange(40)}"
            match chance.randrange(3):
                case 0:
                    cache.set(key, key.encode() * chance.randrange(1, 30), 60)
                case 1:
                    cache.delete(key)
                case _:
                    found = cache.get(key)
                    if found is not None and found.replace(key.encode(), b""):
                        return False
        return True

    assert [True] * 4 == at_once(4, act)
    assert cache.used <= 20 * (OVERHEAD + 40)
    for key in range(40):
        cache.delete(f"{key}")
    assert (0, 0) == (len(cache), cache.used)
