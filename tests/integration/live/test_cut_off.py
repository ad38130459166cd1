"""Whoever is cut off comes back and has every event once, in order, whatever happens to the service meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from secrets import randbelow
from threading import Lock

import pytest
from redis import Redis

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.integration.live.conftest import QUICK
from tests.integration.live.faithful import EVENTS_OF_AN_ORDER, Faithful, check_heard, trade
from tests.servers.service import ServiceServer

CUTS = 20
EVENTS = int(os.environ.get("LIVE_EVENTS", "500"))
ORDERS = -(-EVENTS // EVENTS_OF_AN_ORDER)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - chance of a test


@pytest.fixture
def seed() -> int:
    """Another one each time, shown when the test fails; LIVE_SEED names it to see the same again."""
    return int(os.environ.get("LIVE_SEED", "0")) or randbelow(10**6) + 1


def test_a_client_who_is_cut_off_hears_everything_once(alice: Person, seed: int) -> None:
    """Cut off twenty times at random while orders are traded, he ends with every event, in order and once."""
    client = Faithful(alice)
    orders = client.listen_while(partial(trade, alice, ORDERS), ORDERS, chance(seed), CUTS)

    check_heard(alice, client, orders)
    assert CUTS <= client.cuts, f"seed {seed}"
    assert 0 == client.resets


@pytest.fixture(params=DEPLOYMENTS)
def fragile(
    request: pytest.FixtureRequest, server_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """A service of its own, to be restarted."""
    with deployed(
        request.param, server_folder / "service", postgres_url, redis_url, beside=12, **QUICK
    ) as one:
        yield one


def test_neither_a_restart_nor_an_empty_redis_loses_an_event(
    fragile: ServiceServer, redis_url: str, seed: int
) -> None:
    """The service is killed and stopped, and everything in Redis is gone, while orders are traded and listened to."""
    with (
        Door(fragile.url, fragile.processes) as door,
        Redis.from_url(redis_url) as redis,
    ):
        alice = door.newcomer()
        one_at_a_time = Lock()

        def happen(number: int) -> None:
            """
            Empty Redis at a quarter, kill the service at half of it, and both more gently later.

            One who trades may be far ahead of another, so the service may be wanted to stop while it is being killed.
            """
            if number in {ORDERS // 4, 3 * ORDERS // 4}:
                redis.flushall()
            if number in {ORDERS // 2, 3 * ORDERS // 4}:
                with one_at_a_time:
                    fragile.kill() if number == ORDERS // 2 else fragile.stop()
                    fragile.start()

        client = Faithful(alice)
        orders = client.listen_while(partial(trade, alice, ORDERS, between=happen), ORDERS, chance(seed), 5)

        check_heard(alice, client, orders)
        assert 0 == client.resets, f"seed {seed}"
