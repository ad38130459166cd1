"""A service whose Redis forgets everything, or is away: no loss, for nothing is there alone."""

from __future__ import annotations

import pytest

from tests.integration.crash import laws
from tests.integration.crash.aftermath import afterwards, told_apart
from tests.integration.crash.asking import Cast
from tests.integration.crash.conftest import CLIENTS, SEED
from tests.integration.crash.hearing import Story
from tests.integration.crash.houses import FULL, House
from tests.integration.crash.load import Load
from tests.integration.crash.victims import flushed
from tests.servers import Server

TIMES = 4
BETWEEN = 25

pytestmark = pytest.mark.parametrize("house", [FULL], indirect=True)


def redis_of(house: House) -> Server:
    return next(victim.server for victim in house.victims if flushed in victim.ways)


def check_all_is_well(house: House, cast: Cast, name: str, stories: list[Story]) -> None:
    run = afterwards(house, cast, name, stories)
    run.check(f"it was not answered: {story}" for story in stories if story.silences)
    for law in laws.LAWS:
        run.check(law(run))


def test_a_flushed_redis_loses_nothing(house: House) -> None:
    """Emptied again and again under load, it leaves every answer, every order and every balance as they were."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} Redis flushed {TIMES} times"
    with told_apart(name):
        cast, redis = house.cast("flush", SEED), redis_of(house)

        with Load(house.service.url, cast, CLIENTS) as load:
            for _ in range(TIMES):
                load.until_told(BETWEEN)
                flushed(redis)
            load.until_told(BETWEEN)

        check_all_is_well(house, cast, name, load.stories)


def test_what_is_asked_while_the_broker_is_away_is_done_when_it_returns(house: House) -> None:
    """Whoever notes a transaction without Redis is answered as ever, and the work is done once Redis is there again."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} without Redis"
    with told_apart(name):
        cast, redis = house.cast("away", SEED), redis_of(house)

        redis.kill()
        try:
            with Load(house.service.url, cast, CLIENTS) as load:
                load.until_told(BETWEEN)
        finally:
            redis.start()

        check_all_is_well(house, cast, name, load.stories)
