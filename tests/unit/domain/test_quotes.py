"""What a market says: quotes of a moment, bars over a span."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.floor import NOW
from tests.unit.domain.junk import refusal
from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

BOUNDS = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
PRICES = st.decimals("0.1", "2", places=1)
HERE = datetime(2026, 3, 2, 11, tzinfo=timezone(timedelta(hours=8)))


def quote(**changes: object) -> Quote:
    wanted: dict[str, Any] = {"symbol": "ACME", "last": 10, "as_of": NOW, "source": "tests", **changes}
    return Quote(**wanted)


def bar(**changes: object) -> Bar:
    wanted: dict[str, Any] = {
        "symbol": "ACME",
        "start": NOW,
        "open": 10,
        "high": 12,
        "low": 8,
        "close": 11,
        **changes,
    }
    return Bar(**wanted)


def test_a_quote_needs_a_last_price_and_its_origin() -> None:
    """What is not known is None and never zero."""
    known = Quote("acme", "10.5", HERE, "a source")

    assert (Symbol("ACME"), Price("10.5"), NOW, "a source") == (
        known.symbol,
        known.last,
        known.as_of,
        known.source,
    )
    assert (None, None, None) == (known.bid, known.ask, known.previous_close)
    assert (Symbol, UTC) == (type(known.symbol), known.as_of.tzinfo)


def test_a_quote_tells_its_day_and_what_its_price_is() -> None:
    """The figures of the day are of the day, absent where nobody knows them, and a trade is what is not said to be else."""
    bare = quote()
    full = quote(open="9", high=12, low="8.5", volume="1000.5", basis=PriceBasis.INDICATIVE)

    assert (None, None, None, None) == (bare.open, bare.high, bare.low, bare.volume)
    assert PriceBasis.TRADE is bare.basis
    assert (Price(9), Price(12), Price("8.5")) == (full.open, full.high, full.low)
    assert (Decimal("1000.5"), PriceBasis.INDICATIVE) == (full.volume, full.basis)
    assert Decimal(0) == quote(volume=0).volume
    assert Price(9) == quote(high=9, low=9).high


@pytest.mark.parametrize(
    ("field", "wrong", "expected"),
    [
        ("open", 0, "a number above zero"),
        ("high", "x", BOUNDS),
        ("low", -1, "a number above zero"),
        ("volume", -1, "a number not below zero"),
        ("basis", "trade", "a value of type PriceBasis"),
    ],
)
def test_a_wrong_figure_of_the_day_is_refused(field: str, wrong: object, expected: str) -> None:
    """What cannot be is not kept as if it had been."""
    with pytest.raises(InvalidValue) as refused:
        quote(**{field: wrong})
    assert expected in str(refused.value)


def test_a_day_upside_down_is_refused() -> None:
    """The highest price of a day is not below its lowest."""
    with pytest.raises(InvalidValue) as refused:
        quote(high=8, low="8.1")
    assert ("high", "8", "at least the low 8.1") == (
        refused.value.field,
        refused.value.found,
        refused.value.expected,
    )


def test_a_quote_reads_all_its_prices() -> None:
    """Numbers and text become prices, in this order."""
    known = Quote("ACME", 10, NOW, "tests", "9.5", 11, Decimal(8))

    assert (Price("9.5"), Price(11), Price(8)) == (known.bid, known.ask, known.previous_close)


@given(st.none() | PRICES, st.none() | PRICES)
@example(Decimal("1.1"), Decimal("1.1"))
@example(Decimal("1.1"), Decimal("1.0"))
@example(Decimal("1.0"), Decimal("1.1"))
def test_a_crossed_quote_is_refused(bid: Decimal | None, ask: Decimal | None) -> None:
    """Whoever trades on an ask below the bid would be paid for trading."""
    if bid is not None and ask is not None and ask < bid:
        expected = InvalidValue("ask", str(Price(ask)), f"at least the bid {Price(bid)}")
        assert expected == refusal(lambda: quote(bid=bid, ask=ask))
    else:
        known = quote(bid=bid, ask=ask)
        found = [price and price.value for price in (known.bid, known.ask)]
        assert [bid, ask] == found


def test_a_crossed_quote_says_so() -> None:
    """The sentence shows both prices."""
    assert "ask is 9.5: expected at least the bid 10." == str(refusal(lambda: quote(bid=10, ask="9.50")))


def test_each_side_meets_its_own_price() -> None:
    """A buy pays the ask and a sale gets the bid, or the last price where there is none."""
    both, neither = quote(bid=9, ask=11), quote()

    assert (Price(11), Price(9)) == (both.price_for(Side.BUY), both.price_for(Side.SELL))
    assert (Price(10), Price(10)) == (neither.price_for(Side.BUY), neither.price_for(Side.SELL))
    assert (Price(10), Price(9)) == (quote(bid=9).price_for(Side.BUY), quote(bid=9).price_for(Side.SELL))
    assert (Price(11), Price(10)) == (quote(ask=11).price_for(Side.BUY), quote(ask=11).price_for(Side.SELL))


@given(st.integers(-(10**6), 10**6))
@example(0)
@example(1)
@example(-1)
def test_a_quote_grows_old_and_is_never_younger_than_now(seconds: int) -> None:
    """A quote from the future is simply fresh."""
    expected = timedelta(seconds=max(seconds, 0))

    assert expected == quote().age(NOW + timedelta(seconds=seconds))
    assert expected == quote().age(HERE + timedelta(seconds=seconds))


def test_an_age_needs_a_moment() -> None:
    """A time without an offset cannot tell how old a quote is."""
    naive = datetime(2026, 3, 2)  # noqa: DTZ001 - what is refused

    assert InvalidValue("now", naive.isoformat(), "a time with an offset") == refusal(quote().age, naive)


def test_the_name_of_a_source_is_short_text() -> None:
    """Where a price came from is shown to people and kept with every trade."""
    assert "x" * 64 == quote(source="x" * 64).source
    assert "at most 64 characters" == refusal(lambda: quote(source="x" * 65)).facts["expected"]
    assert InvalidValue("source", "None", "text") == refusal(lambda: quote(source=None))


@pytest.mark.parametrize("name", ["last", "bid", "ask", "previous_close"])
def test_prices_of_a_quote_are_prices(name: str) -> None:
    """A price of nothing is no price."""
    assert InvalidValue("price", "0", "a number above zero") == refusal(lambda: quote(**{name: 0}))


def test_a_bar_knows_its_span_and_its_prices() -> None:
    """Its moment is kept in UTC; without a volume none was traded."""
    known = Bar("acme", HERE, "10", 12, Decimal(8), 11)

    assert (Symbol("ACME"), NOW) == (known.symbol, known.start)
    assert (Price(10), Price(12), Price(8), Price(11)) == (known.open, known.high, known.low, known.close)
    assert Decimal(0) == known.volume
    assert Decimal("1.5") == bar(volume="1.5").volume


@given(PRICES, PRICES, PRICES, PRICES)
@example(Decimal(1), Decimal(1), Decimal(1), Decimal(1))
@example(Decimal("1.1"), Decimal(1), Decimal("0.5"), Decimal("0.6"))
@example(Decimal("0.6"), Decimal(1), Decimal("0.5"), Decimal("1.1"))
@example(Decimal("0.4"), Decimal(1), Decimal("0.5"), Decimal("0.6"))
@example(Decimal("0.6"), Decimal(1), Decimal("0.5"), Decimal("0.4"))
def test_high_and_low_enclose_open_and_close(
    first: Decimal, high: Decimal, low: Decimal, last: Decimal
) -> None:
    """A bar whose extremes contradict its open or close is wrong data, not a rare day."""
    if high < first or high < last:
        expected = InvalidValue("high", str(Price(high)), "at least the open and the close")
        assert expected == refusal(lambda: bar(open=first, high=high, low=low, close=last))
    elif low > first or low > last:
        expected = InvalidValue("low", str(Price(low)), "at most the open and the close")
        assert expected == refusal(lambda: bar(open=first, high=high, low=low, close=last))
    else:
        known = bar(open=first, high=high, low=low, close=last)
        assert known.low <= known.open <= known.high
        assert known.low <= known.close <= known.high


def test_a_volume_is_not_below_zero() -> None:
    """Nothing may be traded, but not less."""
    assert Decimal(0) == bar(volume=0).volume
    expected = InvalidValue("volume", "-1E-8", "a number not below zero")
    assert expected == refusal(lambda: bar(volume=Decimal("-1e-8")))
    assert InvalidValue("volume", "'x'", BOUNDS) == refusal(lambda: bar(volume="x"))


def test_a_bar_with_a_reference_is_comparable() -> None:
    """Whoever states what a day is measured by cannot say at once that it is measured by nothing."""
    assert Price(8) == Bar("ABC", NOW, 10, 12, 8, 11, 5, 8).reference
    assert not Bar("ABC", NOW, 10, 12, 8, 11, 5, comparable=False).comparable
    with pytest.raises(InvalidValue) as refused:
        Bar("ABC", NOW, 10, 12, 8, 11, 5, 8, comparable=False)

    assert "comparable" == refused.value.field


def test_parts_of_a_span_are_one_bar() -> None:
    """It opens with the first and closes with the last, and holds all that was traded."""
    first = bar(volume=5)
    later = {"start": NOW + timedelta(hours=1), "open": 11, "high": "11.5", "low": 7, "close": 9}

    assert bar(low=7, close=9, volume="7.5") == first.joined(bar(**later, volume="2.5"))
    assert bar(high=13, low=7, close=9, volume=5) == first.joined(bar(**{**later, "high": 13}))
    assert bar(close=9, volume=5) == first.joined(bar(**{**later, "low": 9}))


def test_what_any_part_says_of_the_days_reference_holds_for_the_whole() -> None:
    """A day is compared with the first reference that a part has stated; with none, and a part that is compared with no day, with no day."""
    plain, apart = bar(), bar(comparable=False)
    stated, other = bar(reference=8), bar(reference=9)
    expected = {
        (plain, plain): (None, True),
        (plain, apart): (None, False),
        (apart, plain): (None, False),
        (plain, stated): (Price(8), True),
        (stated, plain): (Price(8), True),
        (stated, other): (Price(8), True),
        (apart, stated): (Price(8), True),
    }
    for (first, later), told in expected.items():
        whole = first.joined(later)
        assert told == (whole.reference, whole.comparable)


@pytest.mark.parametrize("change", [{"symbol": "XYZ"}, {"start": NOW - timedelta(microseconds=1)}])
def test_only_the_next_part_is_joined(change: dict[str, object]) -> None:
    """Another product's bar, and an earlier one, belong elsewhere."""
    with pytest.raises(InvalidValue, match="later"):
        bar().joined(bar(**change))
