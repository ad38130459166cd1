"""Percentages that are compared without ever being divided out."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.exact import add, divide, multiply, subtract, to_unit

if TYPE_CHECKING:
    from trading_core.domain.amounts import Price

HUNDRED: Final = Decimal(100)
SHOWN: Final = Decimal("0.0001")


def reaches(reference: Price, price: Price, percent: Decimal) -> bool:
    """Whether a price is at least so many percent of the reference away from it, on either side."""
    return _distance(reference, price) >= multiply(percent, reference.value)


def further(
    reference: Price, price: Price, from_reference: Price, from_price: Price, points: Decimal
) -> bool:
    """Whether a change is at least so many percentage points greater than another one, whatever their signs."""
    mine = multiply(_distance(reference, price), from_reference.value)
    theirs = multiply(_distance(from_reference, from_price), reference.value)
    wanted = multiply(points, multiply(reference.value, from_reference.value))
    return mine >= add(theirs, wanted)


def shown_change(reference: Price, price: Price) -> Decimal:
    """
    The change in percent to four decimals, rounded towards zero.

    Rounded to the nearest, a change that just misses a level would be shown as having reached it.
    """
    change = multiply(subtract(price.value, reference.value), HUNDRED)
    return to_unit(divide(change, reference.value), SHOWN, ROUND_DOWN)


def _distance(reference: Price, price: Price) -> Decimal:
    """How far apart two prices are, in hundredths."""
    return multiply(subtract(price.value, reference.value).copy_abs(), HUNDRED)
