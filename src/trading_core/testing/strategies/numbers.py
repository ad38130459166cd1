"""Numbers of the library: every one is a whole count of its last decimal, so no digit is ever lost on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import MAX_DECIMALS, decimal_of, show
from trading_core.errors import InvalidValue

LEAST: Final = Decimal("0.00000001")
LARGEST: Final = Decimal(1_000_000)


def prices(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Price]:
    """Prices within bounds, both included, of at most so many decimals."""
    return _numbers(min_value, max_value, decimals).map(Price)


def quantities(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Quantity]:
    """Quantities within bounds, both included; nothing at all is one when the lower bound is 0."""
    return _numbers(min_value, max_value, decimals).map(Quantity)


def amounts(
    *, min_value: object = LEAST, max_value: object = LARGEST, decimals: int = MAX_DECIMALS
) -> st.SearchStrategy[Decimal]:
    """Amounts of money within bounds, both included, of any currency."""
    return _numbers(min_value, max_value, decimals)


def _numbers(min_value: object, max_value: object, decimals: int) -> st.SearchStrategy[Decimal]:
    low, high = decimal_of(min_value, "min_value"), decimal_of(max_value, "max_value")
    if type(decimals) is not int or not 0 <= decimals <= MAX_DECIMALS:
        raise InvalidValue("decimals", show(decimals), f"a whole number from 0 to {MAX_DECIMALS}")
    if low < 0:
        raise InvalidValue("min_value", show(low), "a number not below zero")
    least, most = -int(-low.scaleb(decimals) // 1), int(high.scaleb(decimals) // 1)
    if least > most:
        raise InvalidValue(
            "max_value", show(high), f"a number that is reached from {low} in {decimals} decimals"
        )
    return st.integers(least, most).map(lambda count: Decimal(count).scaleb(-decimals))
