"""The library twstock, well-behaved and in every known way not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from adapters.prices.exchange.client import Patience
from adapters.prices.exchange.pause import Pause
from adapters.prices.exchange.turns import Turns
from adapters.prices.exchange.wrong import Unusable
from adapters.prices.packaged.isolation import Isolation
from adapters.prices.packaged.source import CHILD, LibraryPrices
from tests.integration.prices.exchanges import (
    MARCH,
    MPI,
    MPI_QUOTE,
    NOW,
    TSMC,
    TSMC_QUOTE,
    Unlimited,
    opening,
)
from tests.servers import exchange as moods
from tests.servers.exchange import ExchangeServer, Mood, saying
from tests.servers.service import guarded
from trading_core.domain.ids import Symbol
from trading_core.ports.bar_source import Interval
from trading_core.testing import FakeClock, MemoryCache, MemoryMonths, bar_source_contract, quotes_contract

PATIENT = Patience(0, 20)


@contextmanager
def child_of(server: ExchangeServer) -> Iterator[Isolation]:
    addresses = json.dumps(dict.fromkeys(("twse", "tpex", "current"), server.url))
    with Isolation("The library twstock", CHILD, [addresses], guarded(dict(os.environ))) as child:
        yield child


def prices(child: Isolation, patience: Patience = PATIENT) -> LibraryPrices:
    clock = FakeClock(NOW)
    pause = Pause(MemoryCache(clock), clock)
    return LibraryPrices(child, Turns(Unlimited()), pause, MemoryMonths(), clock, patience, patience)


@contextmanager
def library() -> Iterator[LibraryPrices]:
    with ExchangeServer() as server, child_of(server) as child:
        yield prices(child)


@contextmanager
def nobody() -> Iterator[LibraryPrices]:
    with ExchangeServer() as server:
        gone = server
    with child_of(gone) as child:
        yield prices(child)


KNOWN = [evolve(quote, source="twstock") for quote in (TSMC_QUOTE, MPI_QUOTE)]
TestLibraryAsQuotes = quotes_contract(library, known=KNOWN, down=nobody)
# the library keeps to itself which days are without their dividend
TestLibraryAsBars = bar_source_contract(
    library, known=[evolve(bar, comparable=True) for bar in MARCH], down=nobody
)


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    with ExchangeServer() as server:
        # it knows two dashes and not three, and a change is a number
        server.tpex_rows["6223", "201505"][1][3:8] = ["--", "--", "--", "--", "0.00"]
        yield server


@pytest.fixture
def child(server: ExchangeServer) -> Iterator[Isolation]:
    with child_of(server) as child:
        yield child


def march(source: LibraryPrices) -> object:
    return source.bars(TSMC, opening(2026, 3, 1), opening(2026, 3, 28), Interval.DAY)


def may(source: LibraryPrices) -> object:
    return source.bars(MPI, opening(2015, 5, 1), opening(2015, 5, 28), Interval.DAY)


def current(source: LibraryPrices) -> object:
    return source.quotes([TSMC])


def test_days_without_trade_are_told_as_quiet(server: ExchangeServer, child: Isolation) -> None:
    """The library's None is a day without trade, and no price."""
    server.rows["2330", "201804"] = server.rows["2888", "201804"]
    server.rows["2330", "201804"][2][7] = "X0.00"
    source = prices(child)
    bars = source.bars(TSMC, opening(2018, 4, 1), opening(2018, 4, 28), Interval.DAY)
    kept = source.months.get("twstock", TSMC, date(2018, 4, 1))

    assert [23, 25] == [bar.start.day for bar in bars]
    assert kept is not None
    assert (date(2018, 4, 24),) == kept.quiet
    assert 1 == len(server.asked)


TABLE: dict[str, Mood] = {
    "a page with status 200": moods.banning,
    "a page with status 500": moods.failing,
    "an empty object": saying({}),
    "a closed connection": moods.closing,
    "half of a JSON": moods.halving,
    "a list": saying([]),
}


@pytest.mark.parametrize("bad", TABLE)
@pytest.mark.parametrize("ask", [march, may, current])
def test_what_the_library_hides_is_a_failure(
    server: ExchangeServer, child: Isolation, ask: Callable[[LibraryPrices], object], bad: str
) -> None:
    """An empty list, a KeyError or nothing at all: none of it passes for an answer, and nobody asks five times."""
    with server.being(TABLE[bad]), pytest.raises(Unusable):
        ask(prices(child))
    assert 3 > len(server.asked)
    assert ask(prices(child))


@pytest.mark.parametrize("ask", [march, current])
def test_a_library_that_hangs_is_ended_and_begun_anew(
    server: ExchangeServer, child: Isolation, ask: Callable[[LibraryPrices], object]
) -> None:
    """It would wait for ever; whoever asks waits as long as he said, and the next one is answered."""
    assert ask(prices(child))
    for mood in (moods.stalling, moods.dripping, moods.dripping_headers):
        with server.being(mood), pytest.raises(Unusable, match="did not answer within"):
            ask(prices(child, Patience(0, 1)))
    assert ask(prices(child))


@pytest.mark.parametrize("cell", ["---", "", "1,9", "n/a"])
def test_a_cell_that_the_library_cannot_read_loses_the_month_and_says_so(
    server: ExchangeServer, child: Isolation, cell: str
) -> None:
    """What it makes of odd cells is an error of Python; here it is a typed failure."""
    server.rows["2330", "202603"][0][3] = cell
    with pytest.raises(Unusable):
        march(prices(child))


@pytest.mark.parametrize("day", ["115/04/02", "114/03/02", "115/03/18"])
def test_days_of_another_month_or_order_are_refused(
    server: ExchangeServer, child: Isolation, day: str
) -> None:
    """The library hands on whatever the exchange has mixed up."""
    server.rows["2330", "202603"][0][0] = day
    with pytest.raises(Unusable, match="2026-03"):
        march(prices(child))


def test_nothing_is_believed_where_nothing_can_be(server: ExchangeServer, child: Isolation) -> None:
    """A month before a listing and a code in no table may have no days; a listed one that is over must have some."""
    assert () == prices(child).bars(Symbol("9999"), opening(2026, 3, 1), opening(2026, 3, 2), Interval.DAY)
    assert () == prices(child).bars(TSMC, opening(1990, 3, 1), opening(1990, 3, 2), Interval.DAY)
    assert () == prices(child).bars(TSMC, opening(2026, 4, 1), NOW, Interval.DAY)
    with pytest.raises(Unusable, match="banned"):
        prices(child).bars(TSMC, opening(2026, 2, 1), opening(2026, 2, 2), Interval.DAY)


def test_after_a_failure_nobody_asks_for_a_while(server: ExchangeServer, child: Isolation) -> None:
    """What may be a ban is left alone."""
    source = prices(child)
    with server.being(moods.banning), pytest.raises(Unusable):
        current(source)
    asked = len(server.asked)
    with pytest.raises(Unusable):
        current(source)
    assert asked == len(server.asked)
    assert datetime(2026, 4, 10, tzinfo=UTC) + timedelta(hours=6) == source.clock.now()


def test_a_child_that_dies_is_begun_anew() -> None:
    """Whatever ends it, whoever asks hears so at once, and the next question has a new one."""
    with Isolation("It", "json.tool") as wrong, pytest.raises(Unusable, match="did not answer"):
        wrong.ask({}, 20)
    with Isolation("It", "base64", ["-h"]) as wordy:
        for _ in range(2):
            with pytest.raises(Unusable):
                wordy.ask({}, 20)
    assert wordy._child is None
