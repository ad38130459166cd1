"""A service whose Redis forgets everything, or is away: no loss, for nothing is there alone."""

from __future__ import annotations

import pytest

from tests.integration.crash import laws, signal_laws
from tests.integration.crash.aftermath import afterwards, told_apart
from tests.integration.crash.asking import Cast
from tests.integration.crash.charted import signals_afterwards
from tests.integration.crash.conftest import CHARTS, CLIENTS, SEED
from tests.integration.crash.houses import FULL, House
from tests.integration.crash.listener import Listener
from tests.integration.crash.load import Load
from tests.integration.crash.victims import flushed
from tests.servers import Server

TIMES = 4
BETWEEN = 25
# Neighbouring charts send the same, and of two at once under one name one has to wait.
IN_USE = "409"

pytestmark = pytest.mark.parametrize("house", [FULL], indirect=True)


def redis_of(house: House) -> Server:
    return next(victim.server for victim in house.victims if flushed in victim.ways)


def check_all_is_well(house: House, cast: Cast, name: str, load: Load, listener: Listener) -> None:
    run = afterwards(house, cast, name, load.stories)
    run.check(f"it was not answered: {story}" for story in load.stories if story.silences)
    for law in laws.LAWS:
        run.check(law(run))
    charted = signals_afterwards(house, cast, name, load.signals, listener)
    charted.check(f"it was not answered: {story}" for story in load.signals if set(story.silences) - {IN_USE})
    for signal_law in signal_laws.LAWS:
        charted.check(signal_law(charted))


def test_a_flushed_redis_loses_nothing(house: House) -> None:
    """Emptied again and again under load, it leaves every answer, every order and every balance as they were."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} Redis flushed {TIMES} times"
    with told_apart(name):
        cast, redis = house.cast("flush", SEED), redis_of(house)

        with house.listener(cast) as listener:
            with Load(house.service.url, cast, CLIENTS, CHARTS) as load:
                for _ in range(TIMES):
                    load.until_told(BETWEEN)
                    flushed(redis)
                load.until_told(BETWEEN)

            check_all_is_well(house, cast, name, load, listener)


def test_what_is_asked_while_the_broker_is_away_is_done_when_it_returns(house: House) -> None:
    """Whoever notes a transaction without Redis is answered as ever, and the work is done once Redis is there again."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} without Redis"
    with told_apart(name):
        cast, redis = house.cast("away", SEED), redis_of(house)

        with house.listener(cast) as listener:
            redis.kill()
            try:
                with Load(house.service.url, cast, CLIENTS, CHARTS) as load:
                    load.until_told(BETWEEN)
            finally:
                redis.start()

            check_all_is_well(house, cast, name, load, listener)
