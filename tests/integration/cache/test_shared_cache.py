"""The cache in Redis keeps the laws of caches, and loses nothing but time when Redis is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex

import pytest
from redis import Redis

from adapters.cache.shared import SharedCache
from tests.integration.redis_of_the_run import Where, _redis
from tests.servers import RedisServer
from tests.servers.server import free_port
from trading_core.ports.cache import Cache
from trading_core.testing.contracts.cache import cache_contract

__all__ = ["_redis"]  # a fixture, which pytest finds here

PATIENCE = 30
PAUSE = 0.1


def fresh_cache() -> SharedCache:
    return SharedCache(Where.url, token_hex(8), timeout=5)


def let_pass(_cache: Cache, seconds: int) -> None:
    """Wait until the clock of Redis has gone on, which is the one that entries expire by."""
    with Redis.from_url(Where.url) as redis:
        until = redis.time()[0] + seconds + 1
        while redis.time()[0] < until:
            time.sleep(0.05)


def cache_that_is_down() -> SharedCache:
    return SharedCache(f"redis://127.0.0.1:{free_port()}", "down")


TestSharedCache = cache_contract(fresh_cache, wait=let_pass, down=cache_that_is_down)


@pytest.fixture
def server(server_folder: Path) -> Iterator[RedisServer]:
    with RedisServer(server_folder, lasting=True) as running:
        yield running


@pytest.fixture
def cache(server: RedisServer) -> Iterator[SharedCache]:
    with SharedCache(server.url, "house", pause=PAUSE) as made:
        yield made


@pytest.fixture
def other(server: RedisServer) -> Iterator[SharedCache]:
    """The cache of another process of the same deployment."""
    with SharedCache(server.url, "house", pause=PAUSE) as made:
        yield made


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return held


def remembers(cache: Cache, key: str) -> bool:
    """Set until it is remembered, as every reader of the cache does."""
    cache.set(key, b"new", 60)
    return cache.get(key) == b"new"


def test_processes_of_a_deployment_share_entries(cache: SharedCache, other: SharedCache) -> None:
    """What one process has looked up, another need not look up again."""
    cache.set("key", b"1", 60)
    assert b"1" == other.get("key")

    other.set("key", b"2", 60)
    assert b"2" == cache.get("key")

    cache.delete("key")
    assert other.get("key") is None


def test_deployments_on_one_redis_do_not_meet(server: RedisServer, cache: SharedCache) -> None:
    """Two installations that use one Redis do not read each other's holdings."""
    cache.set("era", b"mine", 60)
    with SharedCache(server.url, "house:entry", pause=PAUSE) as stranger:
        assert stranger.get("era") is None
        stranger.set("era", b"theirs", 60)

    assert b"mine" == cache.get("era")


def test_a_killed_redis_is_a_forgetful_one(server: RedisServer, cache: SharedCache) -> None:
    """While Redis is gone, calls answer with nothing; when it is back, the cache works without being told."""
    cache.set("key", b"1", 60)
    assert cache.healthy()
    assert cache.last_failure is None

    server.kill()
    assert cache.get("key") is None
    cache.set("key", b"2", 60)
    cache.delete("key")
    assert not cache.healthy()
    assert "Error" in str(cache.last_failure)

    server.start()
    assert eventually(cache.healthy)
    assert eventually(lambda: remembers(cache, "key"))


@pytest.mark.parametrize("write", ["set", "delete"])
def test_a_write_that_was_lost_does_not_bring_back_the_old(
    server: RedisServer, cache: SharedCache, other: SharedCache, write: str
) -> None:
    """Redis comes back with what was to be deleted or replaced, and no process reads it."""
    cache.set("key", b"old", 600)
    server.kill()
    if write == "set":
        cache.set("key", b"new", 600)
    else:
        cache.delete("key")
    server.start()
    with Redis.from_url(server.url) as redis:
        assert any(b"old" in (redis.get(key) or b"") for key in redis.scan_iter("*entry*")), "nothing to hide"

    assert eventually(cache.healthy)
    assert cache.get("key") is None
    assert other.get("key") is None


def test_what_a_frozen_redis_does_late_is_not_read(
    server: RedisServer, cache: SharedCache, other: SharedCache
) -> None:
    """A setting whose caller went on without an answer is carried out later, behind the deletion, and is not read."""
    cache.set("key", b"older", 600)
    server.freeze()
    cache.set("key", b"old", 600)
    cache.delete("key")
    server.thaw()

    assert eventually(cache.healthy)
    assert cache.get("key") is None
    assert other.get("key") is None
    assert eventually(lambda: remembers(other, "key"))


def test_a_dead_redis_is_asked_now_and_then(server: RedisServer) -> None:
    """A Redis that does not answer costs one caller in each pause its patience, and all others nothing."""
    with SharedCache(server.url, "house", timeout=0.2, pause=600) as cache:
        server.freeze()
        assert {None} == {cache.get("key") for _ in range(1_000)}
        server.thaw()

        assert cache.get("key") is None, "the pause is not over"
        assert "Timeout" in str(cache.last_failure)
    with Redis.from_url(server.url) as redis:
        assert redis.info("commandstats").get("cmdstat_mget", {"calls": 0})["calls"] <= 1


def test_a_full_redis_is_a_forgetful_one(server: RedisServer, cache: SharedCache) -> None:
    """An error in place of an answer is no answer, and nobody hears of it but who asks after the health."""
    with Redis.from_url(server.url) as redis:
        redis.config_set("maxmemory", 1)
        cache.set("key", b"1", 60)
        assert cache.get("key") is None
        assert "memory" in str(cache.last_failure)
        redis.config_set("maxmemory", 0)

    assert eventually(lambda: remembers(cache, "key"))


def test_an_emptied_redis_is_a_new_beginning(
    server: RedisServer, cache: SharedCache, other: SharedCache
) -> None:
    """Nobody has to be started again because somebody has emptied Redis."""
    cache.set("key", b"1", 60)
    assert b"1" == other.get("key")
    with Redis.from_url(server.url) as redis:
        redis.flushall()

    assert cache.get("key") is None
    cache.set("key", b"2", 60)
    assert b"2" == other.get("key")


def test_seconds_that_make_no_sense_do_no_harm(cache: SharedCache) -> None:
    """No time at all is a deletion, and for ever is very long."""
    cache.set("key", b"1", 10**30)
    assert b"1" == cache.get("key")

    cache.set("key", b"1", 0)
    assert cache.get("key") is None


def test_any_text_is_a_key(cache: SharedCache) -> None:
    """A key that a stranger had a say in is never an error, not even half a character."""
    with closing(cache):
        for key in ("", "\ud800", "a\nb", "k" * 100_000):
            cache.set(key, key.encode("utf-16", "surrogatepass"), 60)
            assert key.encode("utf-16", "surrogatepass") == cache.get(key)
