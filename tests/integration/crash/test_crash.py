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
from attrs import frozen

from tests.integration.crash import charting, laws, signal_laws
from tests.integration.crash.aftermath import Aftermath, afterwards, told_apart
from tests.integration.crash.charted import Charted, signals_afterwards
from tests.integration.crash.conftest import CHARTS, CLIENTS, SEED
from tests.integration.crash.houses import House
from tests.integration.crash.killer import Killer, schedule
from tests.integration.crash.load import Load
from tests.integration.http.people import until

SECONDS = float(os.environ.get("CRASH_SECONDS", "5"))
PATIENCE = 180.0

log = logging.getLogger(__name__)


@frozen
class Struck:
    """What is left of traders and of charts, and how often a listener was cut off."""

    run: Aftermath
    charted: Charted
    losses: int


@pytest.fixture(scope="module")
def struck(house: House) -> Struck:
    """Let clients work while everybody is struck, for a while and until each was struck."""
    name = f"CRASH_SEED={SEED} CRASH_CLIENTS={CLIENTS} CRASH_SECONDS={SECONDS:g} {house.kind}"
    log.info(name)
    with told_apart(name):
        return _struck(house, name)


def _struck(house: House, name: str) -> Struck:
    cast = house.cast("crash", SEED)
    with house.listener(cast) as listener:
        with (
            Load(house.service.url, cast, CLIENTS, CHARTS) as load,
            Killer(house.victims, SEED, SECONDS / 5) as killer,
        ):
            load.go_on(SECONDS)
            assert killer.everybody_struck.wait(PATIENCE), f"{name}: only {dict(killer.blows)}"
            # of two processes the other one may be hit each time
            until(lambda: listener.losses, bool)
        until(house.service.answers, bool)
        log.info("%s: %d blows %s", name, killer.blows.total(), dict(killer.blows))
        run = afterwards(house, cast, name, load.stories)
        return Struck(run, signals_afterwards(house, cast, name, load.signals, listener), listener.losses)


def test_everything_was_tried(struck: Struck) -> None:
    """Requests of every kind were told of, and some were cut short: else nothing was proved."""
    for run, kinds in ((struck.run, laws.KINDS), (struck.charted, charting.KINDS)):
        told = {one.story.asking.kind for one in run.again if one.known}

        assert set(kinds) == told
        assert any(story.silences for story in run.stories)
    assert struck.losses
    assert struck.charted.heard


@pytest.mark.parametrize("law", laws.LAWS)
def test_a_law_holds_whoever_dies(struck: Struck, law: Callable[[Aftermath], Iterator[str]]) -> None:
    """Each law of its own holds after processes, databases and caches have died under load."""
    struck.run.check(law(struck.run))


@pytest.mark.parametrize("law", signal_laws.LAWS)
def test_a_law_of_signals_holds_whoever_dies(struck: Struck, law: Callable[[Charted], Iterator[str]]) -> None:
    """Signals too are traded once, by whoever is alive, and whoever listens hears of it once."""
    struck.charted.check(law(struck.charted))


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
