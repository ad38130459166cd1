"""How widely a series moves."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trading_core.domain.exact import EXACT, MAX_DECIMALS, divide, multiply, subtract, to_unit
from trading_core.domain.technical.averages import percent_change
from trading_core.domain.technical.series import length, numbers, prices, total, unit_of
from trading_core.errors import NotEnoughData

MONTH: Final = 20


def volatility(values: Iterable[Decimal], changes: int = MONTH, decimals: int = MAX_DECIMALS) -> Decimal:
    """
    The standard deviation of the last so many changes from one value to the next, in percent.

    It is that of a sample, divided by one less than the count, and not scaled to a year. Means and squares are
    worked out to 120 digits, and the root is rounded once, half to even.
    """
    series, span, unit = prices(values), length(changes, "changes", least=2), unit_of(decimals)
    if len(series) <= span:
        raise NotEnoughData(needed=span + 1, given=len(series))
    moved = [percent_change(before, after) for before, after in pairwise(series[-span - 1 :])]
    mean = divide(total(moved), Decimal(span))
    distances = [subtract(change, mean) for change in moved]
    variance = divide(total(multiply(distance, distance) for distance in distances), Decimal(span - 1))
    return to_unit(EXACT.sqrt(variance), unit)


def highest(values: Iterable[Decimal], n: int) -> Decimal:
    """The highest of the last ``n`` values."""
    return max(_last(values, n))


def lowest(values: Iterable[Decimal], n: int) -> Decimal:
    """The lowest of the last ``n`` values."""
    return min(_last(values, n))


def _last(values: Iterable[Decimal], n: int) -> tuple[Decimal, ...]:
    series, span = numbers(values), length(n, "n")
    if len(series) < span:
        raise NotEnoughData(needed=span, given=len(series))
    return series[-span:]
