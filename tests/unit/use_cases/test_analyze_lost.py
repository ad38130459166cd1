"""Analyses whose workers die."""

from __future__ import annotations

import pytest

from tests.unit.use_cases.analysts import Analysts
from trading_core.domain.ids import Symbol
from trading_core.ports.analyses import AnalysisState
from trading_core.ports.language_model import LanguageModel, ModelAnswer, ModelSilence, Prompt

TSMC = Symbol("2330")


@pytest.fixture
def house() -> Analysts:
    made = Analysts()
    made.know()
    return made


class Dying(LanguageModel):
    """Takes the worker with it."""

    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        raise KeyboardInterrupt


def test_the_run_of_a_worker_that_died_is_taken_up_again(house: Analysts) -> None:
    """As soon as its lease is over, and with the same name for whoever waits."""
    run = house.request()(TSMC, "alice")
    good, house.models["claude"] = house.models["claude"], Dying()
    with pytest.raises(KeyboardInterrupt):
        house.work()()
    held = house.read()(run.id)
    assert (AnalysisState.STARTED, 30, 1) == (held.state, held.progress, held.attempt)
    house.models["claude"] = good
    assert 0 == house.work()()
    house.clock.advance(45)
    assert 1 == house.work()()
    assert AnalysisState.SUCCESS is house.read()(run.id).state


def test_a_run_that_kills_whoever_takes_it_up_ends_as_a_failure(house: Analysts) -> None:
    """Three workers are enough."""
    run = house.request()(TSMC, "alice")
    house.models["claude"] = Dying()
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            house.work()()
        house.clock.advance(45)
    assert 1 == house.work()()

    ended = house.read()(run.id)
    assert (AnalysisState.FAILURE, "worker_lost") == (ended.state, ended.failure and ended.failure.code)
