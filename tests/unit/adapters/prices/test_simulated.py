"""A simulated market: plausible, the same for everybody, and anchored in what is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from adapters.prices.hours import hours_of
from adapters.prices.simulated import SimulatedBars, SimulatedQuotes
from adapters.prices.waves import Anchor
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.ports.bar_source import Interval
from trading_core.testing import FakeClock, bar_source_contract, quotes_contract

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TSMC, EURO, ACME = Symbol("2330"), Symbol("EURUSD"), Symbol("ACME")


def nothing_known(symbols: Collection[Symbol]) -> Mapping[Symbol, Anchor]:
    del symbols
    return {}


def market(seed: int = 1, **anchors: Anchor) -> SimulatedQuotes:
    known = {Symbol(name.upper()): anchor for name, anchor in anchors.items()}
    return SimulatedQuotes(
        FakeClock(NOW), lambda symbols: {one: known[one] for one in symbols if one in known}, seed
    )


moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - with a zone


@given(
    moments,
    st.sampled_from([TSMC, EURO, ACME, Symbol("XAUUSD"), Symbol("USDJPY"), Symbol("0050")]),
    st.integers(0, 99),
)
def test_everybody_sees_the_same_market(at: datetime, symbol: Symbol, seed: int) -> None:
    """Two processes that look at one moment see one price, and a sane one."""
    one, two = (market(seed).quote(symbol, None, at) for _ in range(2))
    assert one == two
    assert one.bid is not None
    assert one.ask is not None
    assert one.bid <= one.last < one.ask
    assert ("simulated", at) == (one.source, one.as_of)


def test_a_price_begins_where_it_was_last_known() -> None:
    """At the moment of the last known price that price is the market's, whatever the waves are doing."""
    anchor = Anchor(Decimal("860.5"), NOW)
    assert Price("860.5") == market().quote(TSMC, anchor, NOW).last


def test_prices_move_a_little_at_a_time() -> None:
    """Within a minute hardly at all, within a month not beyond belief."""
    anchor = Anchor(Decimal(1000), NOW)
    soon = [market().quote(ACME, anchor, NOW + timedelta(seconds=5 * step)).last.value for step in range(12)]
    later = [market().quote(ACME, anchor, NOW + timedelta(days=step)).last.value for step in range(30)]
    assert max(soon) - min(soon) < 10
    assert 1 < max(later) - min(later) < 200
    assert len(set(later)) > 20


def test_another_seed_is_another_market() -> None:
    """Whoever wants the same story again says which."""
    assert market(1).quote(TSMC, None, NOW) != market(2).quote(TSMC, None, NOW)


@pytest.mark.parametrize(("symbol", "step"), [(TSMC, "0.01"), (EURO, "0.00001"), (Symbol("USDJPY"), "0.001")])
def test_prices_are_as_fine_as_they_are_quoted(symbol: Symbol, step: str) -> None:
    """Shares in cents, currencies in tenths of a pip."""
    last = market().quote(symbol, None, NOW).last.value
    assert last == last.quantize(Decimal(step))


def test_a_price_is_never_nothing() -> None:
    """The cheapest thing costs a step."""
    tiny = market().quote(ACME, Anchor(Decimal("0.00000001"), NOW), NOW + timedelta(days=3))
    assert Price("0.01") == tiny.last


def make() -> SimulatedQuotes:
    return SimulatedQuotes(FakeClock(NOW), nothing_known)


TestSimulatedQuotes = quotes_contract(
    make, known=[make().quote(symbol, None, NOW) for symbol in (TSMC, EURO)], unknown="NO-SUCH"
)


def test_a_name_of_its_own_has_a_price_once_one_was_stated() -> None:
    """What means nothing to any market is not priced by chance."""
    assert {} == market().quotes([ACME])
    assert Price(7) == market(acme=Anchor(Decimal(7), NOW)).quotes([ACME])[ACME].last


def history(*, endless: bool = True) -> SimulatedBars:
    return SimulatedBars(FakeClock(NOW), nothing_known, endless=endless)


LONG_AGO = NOW - timedelta(days=400)
DAYS = history().bars(TSMC, NOW - timedelta(days=7), NOW, Interval.DAY)
MINUTES = history().bars(EURO, NOW - timedelta(minutes=9), NOW, Interval.MINUTE)

TestSimulatedDays = bar_source_contract(history, known=DAYS)
TestSimulatedMinutes = bar_source_contract(history, known=MINUTES, interval=Interval.MINUTE)


@pytest.mark.parametrize("endless", [True, False])
@pytest.mark.parametrize("symbol", [TSMC, EURO, Symbol("XAUUSD")])
@pytest.mark.parametrize("interval", list(Interval))
@given(st.data())
def test_a_bar_holds_the_quotes_of_its_span(
    symbol: Symbol, interval: Interval, endless: bool, data: st.DataObject
) -> None:
    """Whoever has watched the market finds in its history what he saw: the first, the last and everything between."""
    hours = evolve(hours_of(symbol), endless=endless)
    day = hours.day_of(data.draw(moments))
    length = {Interval.MINUTE: timedelta(minutes=1), Interval.HOUR: timedelta(hours=1)}.get(interval)
    since = hours.opening(day) + (length or timedelta(0)) * data.draw(st.integers(0, 4))
    (bar,) = history(endless=endless).bars(symbol, since, since, interval)
    end = hours.ending(hours.day_of(bar.start))
    end = end if length is None else min(end, bar.start + length)
    quotes = SimulatedQuotes(FakeClock(NOW), nothing_known, endless=endless)

    at = bar.start + (end - bar.start) * data.draw(st.integers(0, 1000)) // 1000
    seen = quotes.quote(symbol, None, at)

    assert bar.open == quotes.quote(symbol, None, bar.start).last
    assert bar.close.value == quotes.curve(symbol, None).price(end)
    assert bar.low <= seen.last <= bar.high
    if interval is Interval.DAY and at < end:
        assert seen.low is not None
        assert seen.high is not None
        assert seen.volume is not None
        assert (bar.open, True, True) == (seen.open, bar.low <= seen.low, seen.high <= bar.high)
        assert 0 <= seen.volume <= bar.volume


@pytest.mark.parametrize("endless", [True, False])
def test_minutes_add_up_to_their_hours_and_hours_to_their_day(endless: bool) -> None:
    """One market is told, however finely it is cut: volumes add up and closes meet."""
    market = history(endless=endless)
    day = market.bars(TSMC, NOW - timedelta(days=4), NOW, Interval.DAY)[0]
    for interval in (Interval.HOUR, Interval.MINUTE):
        until = evolve(hours_of(TSMC), endless=endless).ending(day.start.date())
        parts = market.bars(TSMC, day.start, until - timedelta(seconds=1), interval)
        assert (day.open, day.close) == (parts[0].open, parts[-1].close)
        assert day.volume == sum(part.volume for part in parts)
        assert all(day.low <= part.low and part.high <= day.high for part in parts)


def test_shares_have_sessions_of_taipei_and_currencies_those_of_the_week() -> None:
    """Nothing is traded on Saturdays and Sundays, and a day opens where its market opens."""
    for symbol, opening in ((TSMC, time(1)), (EURO, time(0))):
        bars = history().bars(symbol, LONG_AGO, NOW, Interval.DAY)
        assert 285 <= len(bars) <= 287
        assert {opening} == {bar.start.time() for bar in bars}
        assert {0, 1, 2, 3, 4} == {bar.start.weekday() for bar in bars}
        assert {symbol == EURO} == {bar.volume == 0 for bar in bars}
        assert len({bar.close for bar in bars}) > 200


def test_a_market_with_hours_stands_still_while_it_is_closed() -> None:
    """A close is the price until the next opening, and it is as old as it is."""
    market = SimulatedQuotes(FakeClock(NOW), nothing_known, endless=False)
    friday = datetime(2026, 2, 27, 5, 30, tzinfo=UTC)
    closed = market.quote(TSMC, None, friday + timedelta(days=1))

    assert friday == closed.as_of
    assert closed == market.quote(TSMC, None, friday + timedelta(days=2))
    (bar,) = history(endless=False).bars(TSMC, friday - timedelta(hours=5), friday, Interval.DAY)
    assert (bar.open, bar.close, bar.volume) == (closed.open, closed.last, closed.volume)
    monday = market.quote(TSMC, None, NOW)
    assert (closed.last, NOW) == (monday.previous_close, monday.as_of)


def test_a_bar_that_is_not_over_is_not_told() -> None:
    """What is kept of a span is never changed afterwards, so nothing of it is told before its end."""
    last = history().bars(TSMC, NOW - timedelta(days=9), NOW + timedelta(days=9), Interval.DAY)[-1]
    assert NOW.replace(hour=1) - timedelta(days=3) == last.start
    assert (
        NOW - timedelta(hours=1)
        == history().bars(TSMC, NOW - timedelta(days=3), NOW, Interval.HOUR)[-1].start
    )


def test_only_what_is_listed_has_a_price_from_the_beginning() -> None:
    """A code that no list knows is unknown on the simulated market too, until somebody states a price."""
    market = SimulatedQuotes(FakeClock(NOW), nothing_known, lists=lambda symbol: symbol == TSMC)
    assert {TSMC, EURO} == market.quotes([TSMC, EURO, Symbol("9999"), ACME]).keys()
