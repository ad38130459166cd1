"""How widely a series moves."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.technical import oracle
from tests.unit.domain.technical.asking import asked, refusal
from tests.unit.domain.technical.rows import PRICES
from trading_core.domain.technical import highest, lowest, volatility
from trading_core.errors import NotEnoughData


@given(st.lists(PRICES, min_size=3, max_size=9), st.integers(2, 8), st.integers(0, 8))
def test_volatility_is_the_sample_deviation_of_the_last_changes(
    values: list[Decimal], changes: int, decimals: int
) -> None:
    """Worked out in fractions with a whole-number root, it has the same digits."""
    span = min(changes, len(values) - 1)
    expected = oracle.deviation([Fraction(value) for value in values], span, decimals)

    assert expected == Fraction(volatility(values, span, decimals))


def test_volatility_of_steady_growth_is_none() -> None:
    """Only what differs from the mean change counts, so no growth is unrest by itself."""
    assert Decimal(0) == volatility([Decimal(100), Decimal(110), Decimal(121)], 2)
    assert Decimal(0) == volatility([Decimal(27), Decimal(36), Decimal(48), Decimal(64)], 3)


def test_volatility_is_in_percent_and_has_eight_decimals() -> None:
    """Changes of ten percent up and ten down lie ten times the root of two from each other's mean."""
    values = [Decimal(100), Decimal(110), Decimal(99)]

    assert "14.14213562" == str(volatility(values, 2))
    with localcontext() as context:
        context.prec = 3
        assert "14.14213562" == str(volatility(values, 2))


def test_volatility_is_of_the_last_twenty_changes_unless_asked_otherwise() -> None:
    """A month of trading days; what lies before it is forgotten."""
    calm = [Decimal(100)] * 21

    assert Decimal(0) == volatility([Decimal(1), *calm])
    with pytest.raises(NotEnoughData) as refused:
        volatility(calm[1:])
    assert (21, 20) == (refused.value.needed, refused.value.given)


def test_the_extremes_are_those_of_the_last_values() -> None:
    """What lies before the window does not count, what lies at its edge does."""
    values = [Decimal(value) for value in (9, 1, 5, 3, 4)]

    assert (Decimal(5), Decimal(3)) == (highest(values, 3), lowest(values, 3))
    assert (Decimal(5), Decimal(1)) == (highest(values, 4), lowest(values, 4))
    assert (Decimal(9), Decimal(1)) == (highest(values, 5), lowest(values, 5))


def test_a_window_longer_than_the_series_has_no_extremes() -> None:
    """The lowest of a week cannot be told from four days."""
    for extreme in (highest, lowest):
        with pytest.raises(NotEnoughData) as refused:
            extreme([Decimal(1), Decimal(2)], 3)
        assert (3, 2) == (refused.value.needed, refused.value.given)


@pytest.mark.parametrize(
    ("call", "field", "found", "wanted"),
    [
        (asked(volatility, [1, 0, 1], 2), "values", "0", "numbers above zero"),
        (asked(volatility, [1, -1, 1], 2), "values", "-1", "numbers above zero"),
        (asked(volatility, None), "values", "None", "a sequence of numbers"),
        (asked(volatility, [1, 2], 1), "changes", "1", "a whole number from 2 to 10000"),
        (asked(volatility, [1, 2, 3], 2, 9), "decimals", "9", "a whole number from 0 to 8"),
        (asked(highest, [1], 0), "n", "0", "a whole number from 1 to 10000"),
        (asked(lowest, [1], None), "n", "None", "a whole number from 1 to 10000"),
        (asked(lowest, 5, 1), "values", "5", "a sequence of numbers"),
    ],
)
def test_what_has_no_spread_is_refused_by_name(
    call: Callable[[], object], field: str, found: str, wanted: str
) -> None:
    """The refusal names the argument, what was found there and what is expected."""
    assert (field, found, wanted) == refusal(call)
