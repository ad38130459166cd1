"""
Whoever dies under load: what was acknowledged is there once, what was not is there or not, and the books agree.

CRASH_SECONDS, CRASH_CLIENTS and CRASH_SEED choose another run. The schedule of requests and of blows follows from the
seed; which request a blow hits depends on the machine.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from tests.integration.crash import laws
from tests.integration.crash.aftermath import Aftermath, afterwards, told_apart
from tests.integration.crash.conftest import CLIENTS, SEED
from tests.integration.crash.houses import House
from tests.integration.crash.killer import Killer, schedule
from tests.integration.crash.load import Load
from tests.integration.http.people import until

SECONDS = float(os.environ.get("CRASH_SECONDS", "5"))
PATIENCE = 180.0

log = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def struck(house: House) -> Aftermath:
    """Let clients work while everybody is struck, for a while and until each was struck."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} CRASH_SECONDS={SECONDS:g} {house.kind}"
    log.info(name)
    with told_apart(name):
        return _struck(house, name)


def _struck(house: House, name: str) -> Aftermath:
    cast = house.cast("crash", SEED)
    with Load(house.service.url, cast, CLIENTS) as load, Killer(house.victims, SEED, SECONDS / 5) as killer:
        load.go_on(SECONDS)
        assert killer.everybody_struck.wait(PATIENCE), f"{name}: only {dict(killer.blows)}"
    until(house.service.answers, bool)
    log.info("%s: %d blows %s", name, killer.blows.total(), dict(killer.blows))
    return afterwards(house, cast, name, load.stories)


def test_everything_was_tried(struck: Aftermath) -> None:
    """Requests of every kind were told of, and some were cut short: else nothing was proved."""
    told = {one.story.asking.kind for one in struck.again if one.known}

    assert set(laws.KINDS) == told
    assert any(story.silences for story in struck.stories)


@pytest.mark.parametrize("law", laws.LAWS)
def test_a_law_holds_whoever_dies(struck: Aftermath, law: Callable[[Aftermath], Iterator[str]]) -> None:
    """Each law of its own holds after processes, databases and caches have died under load."""
    struck.check(law(struck))


def test_the_schedule_follows_from_the_seed() -> None:
    """The same seed strikes the same victims at the same moments in the same ways, and another seed does not."""
    ways = {
        "service": ("killed", "one_process_killed"),
        "redis": ("killed", "flushed"),
        "postgres": ("killed",),
    }

    first, again, other = (list(islice(schedule(seed, ways), 50)) for seed in (1, 1, 2))

    assert first == again
    assert first != other
    assert {(name, way) for name in ways for way in ways[name]} == {
        (blow.victim, blow.way) for blows in first for blow in blows
    }
