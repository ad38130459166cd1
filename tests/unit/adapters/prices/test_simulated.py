"""A simulated market: plausible, the same for everybody, and anchored in what is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.prices.simulated import Anchor, SimulatedQuotes
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.testing import FakeClock, quotes_contract

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


moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - with a zone


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
