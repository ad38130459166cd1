"""Numbers of the library: every one is a whole count of its last decimal, so no digit is ever lost on the way."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from hypothesis import strategies as st

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import EXACT, MAX_DECIMALS, ONE, ZERO, decimal_of, plain, show, to_unit
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.wishes import size_of

LEAST: Final = Decimal("0.00000001")
LARGEST: Final = Decimal(1_000_000)
_CENTS: Final = 2


def prices(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Price]:
    """
    Prices within bounds, both included, of at most so many decimals.

    >>> from hypothesis import given
    >>> from trading_core.testing import prices
    >>> @given(prices(min_value=10, max_value="99.5", decimals=1))
    ... def check(price):
    ...     assert 10 <= price.value <= 100
    >>> check()

    Bounds between which there is nothing are refused at once:

    >>> prices(min_value=10, max_value="9.99")
    Traceback (most recent call last):
    trading_core.errors.inputs.InvalidValue: max_value is 9.99: expected a number that 8 decimals reach from 10.
    """
    if decimal_of(min_value, "min_value") <= ZERO:
        raise InvalidValue("min_value", show(min_value), "a number above zero")
    return _numbers(min_value, max_value, decimals).map(Price)


def quantities(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Quantity]:
    """
    Quantities within bounds, both included; nothing at all is one when the lower bound is 0.

    >>> from hypothesis import given
    >>> from trading_core.testing import quantities
    >>> @given(quantities(max_value=500, min_value=0, decimals=0))
    ... def check(quantity):
    ...     assert int(quantity.value) == quantity.value
    >>> check()
    """
    return _numbers(min_value, max_value, decimals).map(Quantity)


def amounts(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Decimal]:
    """
    Amounts of money within bounds, both included, of any currency.

    >>> from hypothesis import given
    >>> from trading_core.testing import amounts
    >>> @given(amounts(max_value=100, decimals=2))
    ... def check(amount):
    ...     assert 0 < amount <= 100
    >>> check()
    """
    return _numbers(min_value, max_value, decimals)


def _numbers(min_value: object, max_value: object, decimals: int) -> st.SearchStrategy[Decimal]:
    low, high = decimal_of(min_value, "min_value"), decimal_of(max_value, "max_value")
    finest = size_of(decimals, "decimals", 0, MAX_DECIMALS)
    if low < ZERO:
        raise InvalidValue("min_value", show(low), "a number not below zero")
    # Whole numbers and cents come often, and all numbers are made small towards them: 1 says more than 0.00000001.
    scales = [_scale(low, high, scale) for scale in sorted({0, _CENTS, finest}) if scale <= finest]
    numbers = [scale for scale in scales if scale is not None]
    if not numbers:
        raise InvalidValue(
            "max_value", show(high), f"a number that {finest} decimals reach from {plain(low)}"
        )
    return st.one_of(numbers)


def _scale(low: Decimal, high: Decimal, decimals: int) -> st.SearchStrategy[Decimal] | None:
    least = int(to_unit(EXACT.scaleb(low, decimals), ONE, ROUND_CEILING))
    most = int(to_unit(EXACT.scaleb(high, decimals), ONE, ROUND_FLOOR))
    if least > most:
        return None
    return st.integers(least, most).map(lambda count: EXACT.scaleb(Decimal(count), -decimals))
