"""Quotes that are remembered, and sources that share the products among them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from attrs import evolve
from hypothesis import given

from adapters.prices.exchange.kept import is_code
from adapters.prices.remembered import LastQuotes, QuotesAtHand, RememberedQuotes, quote_from, quote_text
from adapters.prices.split import NoBars, SplitBars, SplitQuotes
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.errors import Unavailable
from trading_core.ports.bar_source import Interval
from trading_core.testing import (
    FakeBarSource,
    FakeClock,
    FakeQuotes,
    MemoryCache,
    bar_source_contract,
    quotes,
    quotes_contract,
)

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
TSMC, EURO, ACME = Symbol("2330"), Symbol("EURUSD"), Symbol("ACME")
FULL = Quote(TSMC, "860.10000001", NOW, "tests", 860, 861, 850, 851, 870, 849, "12.5", PriceBasis.INDICATIVE)
BARE = Quote(EURO, "1.1", NOW - timedelta(microseconds=1), "tests")
BARS = [Bar(TSMC, NOW + timedelta(days=day), 1, 1, 1, 1) for day in range(3)]


def remembered(source: FakeQuotes | None = None) -> RememberedQuotes:
    return RememberedQuotes(source or FakeQuotes(FULL, BARE), MemoryCache(FakeClock(NOW)))


def down() -> RememberedQuotes:
    source = FakeQuotes(FULL, BARE)
    source.down = True
    return remembered(source)


def at_hand() -> QuotesAtHand:
    """What somebody else has just asked for, and what he was told that there is not."""
    memory = remembered()
    memory.quotes([TSMC, EURO, Symbol("NO-SUCH")])
    return QuotesAtHand(memory)


def split() -> SplitQuotes:
    return SplitQuotes(FakeQuotes(FULL), FakeQuotes(BARE), is_code)


def half() -> SplitQuotes:
    silent = FakeQuotes()
    silent.down = True
    return SplitQuotes(silent, FakeQuotes(BARE), is_code)


TestRememberedQuotes = quotes_contract(remembered, known=[FULL, BARE], down=down)
TestQuotesAtHand = quotes_contract(at_hand, known=[FULL, BARE], down=lambda: QuotesAtHand(remembered()))
TestSplitQuotes = quotes_contract(split, known=[FULL, BARE], down=half)
TestSplitBars = bar_source_contract(
    lambda: SplitBars(FakeBarSource(BARS), NoBars(), is_code),
    known=BARS,
    down=lambda: SplitBars(_silent(), NoBars(), is_code),
)


def _silent() -> FakeBarSource:
    source = FakeBarSource()
    source.down = True
    return source


@given(quotes())
def test_a_quote_is_remembered_whole(quote: Quote) -> None:
    """What was written is what is read, every field of it."""
    assert quote == quote_from(quote_text(quote))
    assert FULL == quote_from(quote_text(FULL))


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"null", b"[1,2,3,4,5]", quote_text(FULL).replace(b"860.1", b"x")]
)
def test_what_is_no_quote_was_forgotten(content: bytes) -> None:
    """A cache may hold what another version has written."""
    assert quote_from(content) is None


def test_nobody_asks_twice_within_seconds() -> None:
    """Neither for a price nor for that there is none, and after that it is asked for again."""
    source, clock = FakeQuotes(FULL), FakeClock(NOW)
    memory = RememberedQuotes(source, MemoryCache(clock), 5)
    for _ in range(3):
        assert {TSMC: FULL} == memory.quotes([TSMC, ACME])
    assert {TSMC: FULL} == memory.quotes([TSMC])
    assert [frozenset({TSMC, ACME})] == source.asked
    source.see(evolve(FULL, last=900))
    assert {TSMC: FULL} == memory.quotes([TSMC])
    clock.advance(5)
    assert {TSMC: evolve(FULL, last=900)} == memory.quotes([TSMC])


def test_of_many_who_ask_at_once_one_does() -> None:
    """A crowd costs the source one question."""
    source = FakeQuotes(FULL)
    memory = remembered(source)
    gate = Barrier(8)

    def ask(_number: int) -> object:
        gate.wait(60)
        return memory.quotes([TSMC])

    with ThreadPoolExecutor(8) as pool:
        assert [{TSMC: FULL}] * 8 == list(pool.map(ask, range(8)))
    assert 1 == len(source.asked)


def test_the_last_that_is_known_is_told_without_asking() -> None:
    """It outlives the source by days; a kept bar counts if it is later."""
    source, clock = FakeQuotes(FULL, BARE), FakeClock(NOW)
    cache = MemoryCache(clock)
    kept = FakeQuotes(evolve(BARE, as_of=NOW, last=2), evolve(FULL, as_of=NOW - timedelta(days=1), last=3))
    last = LastQuotes(cache, kept)
    assert 3 == last.quotes([TSMC])[TSMC].last.value

    RememberedQuotes(source, cache).quotes([TSMC, EURO])
    source.down = True
    clock.advance(6 * 86_400)

    assert {TSMC: FULL, EURO: evolve(BARE, as_of=NOW, last=2)} == last.quotes([TSMC, EURO, ACME])
    assert 1 == len(source.asked)


def test_who_only_shows_prices_gets_what_there_is() -> None:
    """One part that is down does not silence the other, and if nobody says anything that is said."""
    partly = evolve(half(), parts=True)
    assert {EURO: BARE} == partly.quotes([TSMC, EURO])
    assert {} == partly.quotes([ACME])
    with pytest.raises(Unavailable):
        partly.quotes([TSMC])


def test_nothing_is_asked_of_those_whom_it_does_not_concern() -> None:
    """The exchanges never hear of currencies."""
    both = split()
    both.quotes([EURO])
    both.quotes([TSMC])
    assert isinstance(both.first, FakeQuotes)
    assert [frozenset({TSMC})] == both.first.asked
    assert () == SplitBars(FakeBarSource(BARS), NoBars(), is_code).bars(EURO, NOW, NOW, Interval.DAY)


def test_who_must_not_wait_asks_nobody() -> None:
    """What nobody has asked for is not there, though the source would tell it; what is old is not there any more."""
    clock, source = FakeClock(NOW), FakeQuotes(FULL)
    memory = RememberedQuotes(source, MemoryCache(clock), 5)
    with pytest.raises(Unavailable):
        QuotesAtHand(memory).quotes([TSMC])
    assert [] == source.asked
    memory.quotes([TSMC])
    assert {TSMC: FULL} == QuotesAtHand(memory).quotes([TSMC])
    clock.set(NOW + timedelta(seconds=5))
    with pytest.raises(Unavailable):
        QuotesAtHand(memory).quotes([TSMC])
    assert 1 == len(source.asked)


def test_what_was_just_asked_for_is_known_without_the_shared_memory() -> None:
    """A memory that forgets everything, as one that is gone does, costs nobody a price that this process has heard."""
    source = FakeQuotes(FULL)
    gone, near = MemoryCache(FakeClock(NOW)), MemoryCache(FakeClock(NOW))
    gone.down = True
    memory = RememberedQuotes(source, gone, near=near)
    assert {TSMC: FULL} == memory.quotes([TSMC]) == QuotesAtHand(memory).quotes([TSMC])
    assert 1 == len(source.asked)
