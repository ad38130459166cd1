"""The auditor's own arithmetic is checked against fractions, not against the library's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.testing.auditor.units import SCALE, decimal, half_even, part, units, worth

COUNTS = st.integers(0, 10**24)


@given(COUNTS)
def test_a_count_and_its_number_are_the_same(count: int) -> None:
    """Counting what was written gives the count again, at any size that is traded."""
    assert count == units(Decimal(count) / SCALE if count < SCALE else Decimal(f"{count}e-8"))
    assert decimal(units(Decimal("1234567.12345678"))) == Decimal("1234567.12345678")


def test_a_number_that_is_too_fine_is_not_counted() -> None:
    """What has nine decimals was made by mistake, and rounding it would hide the mistake."""
    with pytest.raises(ValueError, match="8 decimals"):
        units(Decimal("0.000000001"))


@given(COUNTS, st.integers(1, 10**12))
def test_rounding_is_that_of_bankers(numerator: int, denominator: int) -> None:
    """Python rounds fractions half to even as well."""
    assert round(Fraction(numerator, denominator)) == half_even(numerator, denominator)


@pytest.mark.parametrize(("numerator", "expected"), [(1, 0), (3, 2), (5, 2), (7, 4)])
def test_a_half_goes_to_the_even_neighbour(numerator: int, expected: int) -> None:
    """Halves are rare among random numbers, so they are named."""
    assert expected == half_even(numerator, 2)


def test_values_and_shares_are_rounded_once() -> None:
    """A value is rounded to a hundred-millionth, a share of all is all."""
    assert 3 == worth(SCALE // 3, 10)
    assert 7 == part(7, 3, 3)
    assert 2 == part(7, 1, 3)
