"""The prices of a day."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.exact import add, divide, multiply, subtract
from trading_core.domain.markets import Ladder, PriceLimit
from trading_core.errors import InvalidValue

SHARES = Ladder([(0, "0.01"), (10, "0.05"), (50, "0.1"), (100, "0.5"), (500, 1), (1000, 5)])
TEN = PriceLimit(percent=10)
ONCE = Decimal(1)


@pytest.mark.parametrize(
    ("reference", "high", "low"),
    [
        ("9.95", "10.90", "8.96"),
        ("49.95", "54.9", "45.00"),
        ("95.5", "105", "86.0"),
        ("99.9", "109.5", "90.0"),
        ("499.5", "549", "450"),
        ("955", "1050", "860"),
        ("1000", "1100", "900"),
        ("1105", "1215", "995"),
        ("0.01", "0.02", "0.01"),
        ("0.09", "0.10", "0.08"),
        ("0.10", "0.11", "0.09"),
        ("0.19", "0.20", "0.18"),
        ("0.20", "0.22", "0.18"),
    ],
)
def test_ten_percent_in_the_bands_that_they_lead_to(reference: str, high: str, low: str) -> None:
    """Both limits lie on the ladder within the percentage, and at least one tick away."""
    assert (Decimal(low), Decimal(high)) == TEN.around(Decimal(reference), ONCE, SHARES)


@pytest.mark.parametrize(
    ("multiple", "low", "high"),
    [
        ("1", "90", "110"),
        ("2", "80", "120"),
        ("0.5", "95", "105"),
        ("10", "0.01", "200"),
        ("11", "0.01", "210"),
    ],
)
def test_a_multiple_widens_the_limits(multiple: str, low: str, high: str) -> None:
    """A fund that moves twice as far may move twice as far; no limit is below the lowest price."""
    assert (Decimal(low), Decimal(high)) == TEN.around(Decimal(100), Decimal(multiple), SHARES)


@given(
    st.decimals("0.00000001", 100_000, places=8), st.integers(1, 100), st.sampled_from(["1", "2", "3", "0.5"])
)
def test_limits_are_on_the_ladder_and_within_the_percentage(price: Decimal, percent: int, times: str) -> None:
    """Only the tick that a price may always move reaches beyond the percentage."""
    reference = SHARES.rounded(price, up=False)

    low, high = PriceLimit(percent=percent).around(reference, Decimal(times), SHARES)

    move = divide(multiply(multiply(reference, Decimal(percent)), Decimal(times)), Decimal(100))
    assert SHARES.holds(low)
    assert SHARES.holds(high)
    assert high <= add(reference, move) or high == SHARES.above(reference)
    assert low >= subtract(reference, move) or low == SHARES.below(reference)
    assert SHARES.lowest <= low <= reference < high


@pytest.mark.parametrize("percent", [0, -1, Decimal("100.00000001"), "x", None])
def test_a_percentage_that_cannot_be_is_refused(percent: object) -> None:
    """Nothing falls by more than all of its price."""
    with pytest.raises(InvalidValue) as refusal:
        PriceLimit(percent=percent)

    assert "percent" == refusal.value.field


@pytest.mark.parametrize("days", [-1, 367, True, "5", None])
def test_a_count_of_free_days_that_cannot_be_is_refused(days: object) -> None:
    """A product is new for a year at the most."""
    with pytest.raises(InvalidValue) as refusal:
        PriceLimit(percent=10, free_days=days)

    assert "free_days" == refusal.value.field


def test_limits_at_their_bounds() -> None:
    """Bounds belong to what they bound."""
    limit = PriceLimit(percent=100, free_days=366)

    assert (Decimal(100), 366) == (limit.percent, limit.free_days)
    assert 0 == TEN.free_days
