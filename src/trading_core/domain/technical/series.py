"""Reading what a calculation is given: numbers in their order, bars in their order, lengths and scales."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trading_core.domain.checks import as_tuple
from trading_core.domain.exact import MAX_DECIMALS, ZERO, add, decimal_of, show
from trading_core.domain.product import UNITS
from trading_core.domain.quotes import Bar
from trading_core.errors import InvalidValue

LONGEST: Final = 10_000


def numbers(values: Iterable[Decimal], name: str = "values") -> tuple[Decimal, ...]:
    """Read every number exactly; one that cannot be read refuses the series."""
    many = as_tuple(values)
    if not isinstance(many, tuple):
        raise InvalidValue(name, show(values), "a sequence of numbers")
    return tuple(decimal_of(value, name) for value in many)


def prices(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Read numbers that stand below a fraction line sooner or later, and so are above zero."""
    series = numbers(values)
    for value in series:
        if value <= ZERO:
            raise InvalidValue("values", show(value), "numbers above zero")
    return series


def trading_rows(bars: Iterable[Bar | None]) -> tuple[Bar, ...]:
    """
    The rows that have a price, of one product and the oldest first.

    A day without trading may be given as None and is dropped; it is no day on which the price was zero. Bars
    in the wrong order would give an average that looks like one, so they are refused and not sorted.
    """
    many = as_tuple(bars)
    if not isinstance(many, tuple):
        raise InvalidValue("bars", show(bars), "a sequence of bars")
    rows = tuple(bar for bar in many if bar is not None)
    for bar in rows:
        if not isinstance(bar, Bar):
            raise InvalidValue("bars", show(bar), "a value of type Bar")
    for before, after in pairwise(rows):
        if after.symbol != before.symbol:
            raise InvalidValue("bars", show(after.symbol), f"bars of {before.symbol} alone")
        if after.start <= before.start:
            raise InvalidValue("bars", after.start.isoformat(), "the oldest bar first and no start twice")
    return rows


def length(value: object, name: str, least: int = 1) -> int:
    """Accept how many rows a calculation looks at."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LONGEST:
        raise InvalidValue(name, show(value), f"a whole number from {least} to {LONGEST}")
    return value


def unit_of(decimals: object) -> Decimal:
    """The unit of so many decimals."""
    if not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= MAX_DECIMALS:
        raise InvalidValue("decimals", show(decimals), f"a whole number from 0 to {MAX_DECIMALS}")
    return UNITS[decimals]


def total(values: Iterable[Decimal]) -> Decimal:
    """Add up without the thread's decimal context, which the built-in sum would use."""
    result = ZERO
    for value in values:
        result = add(result, value)
    return result
