"""Rate limits that processes share through a real Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex

import pytest
from redis import Redis

from adapters.limits.shared import SharedLimiter
from tests.servers import RedisServer
from trading_core.ports.limiter import Rate
from trading_core.testing import limiter_contract


def let_pass(milliseconds: int) -> None:
    """Let real time pass, as Redis goes by its own clock."""
    until = time.monotonic() + milliseconds / 1000
    while (left := until - time.monotonic()) > 0:
        time.sleep(left)


@pytest.fixture(autouse=True, scope="module")
def _known(redis_url: str) -> None:
    Known.url = redis_url


class Known:
    """The address of this run's Redis, for suites that take no fixture."""

    url = ""


@contextmanager
def limiter_and_time() -> Iterator[tuple[SharedLimiter, Callable[[int], None]]]:
    with Redis.from_url(Known.url) as client:
        yield SharedLimiter(client, f"test-{token_hex(4)}:"), let_pass


TestSharedLimiter = limiter_contract(limiter_and_time)


def ask(url: str, prefix: str, times: int) -> int:
    """Ask from a process of its own; how often it was let through."""
    with Redis.from_url(url) as client:
        limiter = SharedLimiter(client, prefix)
        return sum(limiter.take("k", Rate(50, 3600)) == 0 for _ in range(times))


def test_processes_share_their_buckets(redis_url: str) -> None:
    """Four processes that ask two hundred times each are let through fifty times together."""
    prefix = f"test-{token_hex(4)}:"
    with get_context("spawn").Pool(4) as pool:
        let_through = pool.starmap(ask, [(redis_url, prefix, 200)] * 4)
    assert 50 == sum(let_through)


def test_without_redis_each_process_limits_alone(server_folder: Path) -> None:
    """A Redis that dies neither opens the door nor closes it."""
    with RedisServer(server_folder) as server, Redis.from_url(server.url, socket_timeout=5) as client:
        limiter = SharedLimiter(client)
        rate = Rate(2, 3600)
        assert 0 == limiter.take("k", rate)
        server.kill()
        assert [0, 0] == [limiter.take("k", rate) for _ in range(2)]
        assert limiter.take("k", rate) > 0
