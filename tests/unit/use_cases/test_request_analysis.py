"""Asking for an analysis: shared, rationed, and never for ever open."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.unit.use_cases.analysts import FIRST, Analysts
from trading_core.domain.ids import Symbol
from trading_core.domain.product import Product
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue, NotFound, QuotaUsedUp
from trading_core.ports.analyses import AnalysisState
from trading_core.testing import ScriptedModel
from trading_core.use_cases.analysis import AnalysisPolicy

TSMC = Symbol("2330")


@pytest.fixture
def house() -> Analysts:
    made = Analysts()
    made.know()
    return made


def test_whoever_asks_gets_a_run_that_waits(house: Analysts) -> None:
    """It is of the newest data, for the words that are asked in."""
    run = house.request()(TSMC, "alice")

    assert AnalysisState.PENDING is run.state
    assert ("2330", "alice", "1-en") == (run.symbol, run.asked_by, run.prompt_version)
    assert FIRST.date() + timedelta(days=29) == run.data_day
    assert run == house.read()(run.id)


def test_a_run_is_shared_until_its_result_is_old(house: Analysts) -> None:
    """Open or good, one run serves everybody; afterwards there is a new one."""
    first = house.request()(TSMC, "alice")
    assert first.id == house.request()(TSMC, "bob").id
    house.work()()
    assert first.id == house.request()(TSMC, "carol").id
    house.clock.advance(3600)
    assert first.id != house.request()(TSMC, "carol").id


def test_the_cache_is_believed_only_as_far_as_the_store_has_it(house: Analysts) -> None:
    """Whatever stands under the key, a run that is not there or not good is not shown."""
    first = house.request()(TSMC, "alice")
    house.work()()
    content = house.cache.get("analyze:2330")
    assert content is not None
    kept = json.loads(content)
    assert (first.id, "2026-02-03", "1-en") == (kept["task_id"], kept["date"], kept["prompt_version"])
    assert house.shown(first.id) == kept["result"]
    for wrong in (b"", b"{", b"[]", b"{}", b'{"task_id": 5}', b'{"task_id": "nobody"}', b"\xff"):
        house.cache.set("analyze:2330", wrong, 60)
        assert first.id == house.request()(TSMC, "bob").id

    house.cache.delete("analyze:2330")
    assert first.id == house.request()(TSMC, "bob").id


def test_new_data_make_a_new_analysis(house: Analysts) -> None:
    """A result of yesterday's bars does not answer for today's."""
    first = house.request()(TSMC, "alice")
    house.work()()
    house.bars.append([Bar("2330", FIRST + timedelta(days=30), 130, 133, 129, 131)])

    assert first.id != house.request()(TSMC, "alice").id


def test_a_stock_that_nobody_knows_is_not_found() -> None:
    """It is known by a product, by a bar, or by a price of the market."""
    house = Analysts()
    with pytest.raises(NotFound):
        house.request()(Symbol("NOBODY"), "alice")
    house.quotes.down = True
    with pytest.raises(NotFound):
        house.request()(Symbol("EURUSD"), "alice")
    house.quotes.down = False
    house.quotes.see(Quote("EURUSD", "1.08", FIRST, "bank"))
    house.products().put(Product("BRK.B"))

    for symbol in ("EURUSD", "BRK.B"):
        assert house.clock.now().date() == house.request()(Symbol(symbol), "alice").data_day


def test_a_market_without_rules_goes_by_utc(house: Analysts) -> None:
    """What no market dates is dated by the moment itself."""
    house.products().put(Product("X", market="moon"))
    house.know("X", 1)

    assert FIRST.date() == house.request()(Symbol("X"), "alice").data_day


def test_allowances_are_for_new_runs_of_a_day() -> None:
    """Who has used his up is told how long the day still lasts; sharing stays free, and tomorrow is another day."""
    house = Analysts(policy=AnalysisPolicy(each=2, all=3))
    for symbol in ("A", "B", "C", "D"):
        house.know(symbol, 1)
    house.clock.set(FIRST.replace(hour=23, minute=59, second=30))
    ask = house.request()
    runs = [ask(Symbol(symbol), "alice") for symbol in ("A", "B")]
    with pytest.raises(QuotaUsedUp) as own:
        ask(Symbol("C"), "alice")
    assert ("new analyses of one user", 2, 30) == (
        own.value.quota,
        own.value.allowed,
        own.value.retry_after_seconds,
    )
    assert runs[0].id == ask(Symbol("A"), "alice").id
    ask(Symbol("C"), "bob")
    with pytest.raises(QuotaUsedUp) as total:
        ask(Symbol("D"), "carol")
    assert ("new analyses of all users", 3) == (total.value.quota, total.value.allowed)

    house.clock.advance(30)
    assert AnalysisState.PENDING is ask(Symbol("D"), "alice").state


def test_nobody_waits_for_ever_even_where_nobody_works(house: Analysts) -> None:
    """A run that no worker ends in time is a failure when it is read, and the next who asks gets another."""
    run = house.request()(TSMC, "alice")
    house.clock.advance(599)
    assert AnalysisState.PENDING is house.read()(run.id).state
    house.clock.advance(1)
    ended = house.read()(run.id)

    assert (AnalysisState.FAILURE, "worker_lost") == (ended.state, ended.failure and ended.failure.code)
    assert run.id != house.request()(TSMC, "alice").id


@pytest.mark.parametrize("name", ["nobody", "", "x" * 65, "\n"])
def test_a_run_that_is_not_there_is_not_found(house: Analysts, name: str) -> None:
    """A name that nobody has, and one that nobody can have, are the same."""
    with pytest.raises(NotFound):
        house.read()(name)


def test_whoever_asks_has_a_name(house: Analysts) -> None:
    """Allowances need to know whose they are."""
    with pytest.raises(InvalidValue):
        house.request()(TSMC, "x" * 65)


def test_what_ended_long_ago_is_forgotten(house: Analysts) -> None:
    """A month later nobody asks for it any more."""
    run = house.request()(TSMC, "alice")
    house.models["claude"] = ScriptedModel()
    house.work()()
    assert house.forget()() == 0
    house.clock.advance(30 * 86_400)
    assert house.forget()() == 1
    with pytest.raises(NotFound):
        house.read()(run.id)
