"""How large a price can be, at the exact bounds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from trading_core.domain.exact import MAX_VALUE
from trading_core.domain.signals.scales import COINS, SHARES, Scale, apart, band, coin_scale, pair_scale
from trading_core.domain.signals.symbols import product_of


@pytest.mark.parametrize(
    ("symbol", "low", "high", "spread"),
    [
        ("EURUSD", "0.7", "2", "1.3"),
        ("USDJPY", "62.5", "250", "1.3"),
        ("EURGBP", "0.269231", "2.222222", "1.3"),
        ("XAUUSD", "200", "20000", "1.3"),
        ("US30", "5000", "200000", "1.6"),
        ("VIX", "5", "200", "3"),
        ("NATGAS", "0.5", "60", "2"),
        ("COPPER", "1", "40000", "1.6"),
        ("BTCUSD", "1000", "5000000", "4"),
        ("BTCUSDT", "1000", "5000000", "4"),
        ("BTCBUSD", "1000", "5000000", "4"),
        ("ETHUSDC", "50", "200000", "4"),
        ("BTCEUR", "500", "7142857.142857", "4"),
        ("ETHBTC", "0", str(MAX_VALUE), "4"),
        ("SOLUSDT", "0", str(MAX_VALUE), "4"),
        ("TSLA", "0", str(MAX_VALUE), "3"),
        ("2330", "0", str(MAX_VALUE), "3"),
    ],
)
def test_a_product_has_the_prices_that_it_can_have(symbol: str, low: str, high: str, spread: str) -> None:
    """Law: the band of a pair follows from what both sides may be worth; indices, shares and coins have their own."""
    found = product_of(symbol).scale

    assert spread == str(found.spread)
    assert (Decimal(low), Decimal(high)) == (round(found.low, 6), round(found.high, 6))


def test_a_scale_holds_its_own_bounds_and_nothing_beyond() -> None:
    """Law: the bounds belong to the band."""
    scale = Scale(Decimal("0.7"), Decimal(2), Decimal("1.3"))

    assert all(map(scale.holds, (scale.low, scale.high)))
    assert not any(map(scale.holds, (Decimal("0.6999"), Decimal("2.0001"))))


def test_bands_of_whole_numbers_and_of_pairs_are_built_from_what_is_said() -> None:
    """Law: a band has the bounds that it is given and the spread of an index unless another is named."""
    assert (Decimal(5), Decimal(200), Decimal("1.6")) == band(5, 200)
    assert (Decimal(5), Decimal(200), Decimal(3)) == band(5, 200, Decimal(3))
    assert (Decimal("0.35"), Decimal("1.8"), Decimal("1.3")) == pair_scale("AUD", "USD")
    assert (Decimal(1000), Decimal(5000000), Decimal(4)) == coin_scale("BTC", "FDUSD")
    assert COINS == coin_scale("SOL", "USD") == coin_scale("BTC", "ETH")
    assert COINS != SHARES


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("1", "2", False), ("1", "2.0001", True), ("2", "1", False), ("2.0001", "1", True), ("2", "2", False)],
)
def test_two_numbers_are_apart_beyond_the_factor(one: str, other: str, *, expected: bool) -> None:
    """Law: the factor itself is not apart, and it does not matter which number is named first."""
    assert expected is apart(Decimal(one), Decimal(other), Decimal(2))
