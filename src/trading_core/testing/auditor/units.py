"""The auditor's own arithmetic: every number is a whole count of hundred-millionths, so nothing can be lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

SCALE: Final = 10**8


def units(number: Decimal) -> int:
    """Count a number; one that is finer than a hundred-millionth is a mistake of whoever made it."""
    numerator, denominator = number.as_integer_ratio()
    count, rest = divmod(numerator * SCALE, denominator)
    if rest:
        message = f"{number} has more than 8 decimals"
        raise ValueError(message)
    return count


def decimal(count: int) -> Decimal:
    """Write a count as a number again."""
    return Decimal(count).scaleb(-8)


def half_even(numerator: int, denominator: int) -> int:
    """Divide and round as bankers do; both numbers are above or at zero."""
    count, rest = divmod(numerator, denominator)
    up = 2 * rest > denominator or (2 * rest == denominator and count % 2 == 1)
    return count + up


def worth(price: int, quantity: int) -> int:
    """Price times quantity."""
    return half_even(price * quantity, SCALE)


def part(total: int, some: int, whole: int) -> int:
    """The share of a total that goes with some of a whole; the whole takes all of it."""
    return total if some == whole else half_even(total * some, whole)
