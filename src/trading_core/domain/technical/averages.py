"""Averages of a series and how far a price stands from them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trading_core.domain.exact import add, decimal_of, divide, multiply, show, subtract, to_unit
from trading_core.domain.technical.series import length, numbers, total, unit_of
from trading_core.errors import InvalidValue

CENTS: Final = 2
HUNDRED: Final = Decimal(100)


def moving_average(values: Iterable[Decimal], n: int, decimals: int = CENTS) -> tuple[Decimal, ...]:
    """
    The mean of each ``n`` neighbours, the oldest first; a series shorter than that has none.

    Each mean is rounded once, half to even. The running sum is exact, so the last mean of a long series is
    the same as that of its last ``n`` values alone.

    >>> [str(mean) for mean in moving_average([Decimal(1), Decimal(2), Decimal(4)], 2)]
    ['1.50', '3.00']
    """
    series, span, unit = numbers(values), length(n, "n"), unit_of(decimals)
    if len(series) < span:
        return ()
    sums = [total(series[:span])]
    for leaving, entering in zip(series, series[span:], strict=False):
        sums.append(add(subtract(sums[-1], leaving), entering))
    return tuple(to_unit(divide(each, Decimal(span)), unit) for each in sums)


def bias(close: Decimal, average: Decimal, decimals: int = CENTS) -> Decimal:
    """How many percent of an average the price is above it, below zero when it is below; half to even."""
    price, mean = decimal_of(close, "close"), decimal_of(average, "average")
    if mean <= 0:
        raise InvalidValue("average", show(mean), "a number above zero")
    return to_unit(percent_change(mean, price), unit_of(decimals))


def moving_average_bias_ratio(
    values: Iterable[Decimal], short: int, long: int, decimals: int = CENTS
) -> tuple[Decimal, ...]:
    """
    The short average minus the long one, for each row that has both.

    It is called a ratio wherever it is used and is a difference all the same: of the rounded averages.
    """
    series = numbers(values)
    shorts = moving_average(series, length(short, "short"), decimals)
    longs = moving_average(series, length(long, "long"), decimals)
    both = min(len(shorts), len(longs))
    return tuple(
        subtract(mine, theirs)
        for mine, theirs in zip(shorts[len(shorts) - both :], longs[len(longs) - both :], strict=True)
    )


def continuous(values: Iterable[Decimal]) -> int:
    """
    How many steps up the series has ended with, or down, then below zero; too short for a step it is zero.

    A step that is level counts as down, as it always did in the rules of the four points: a price has to rise
    for a buyer, it need only fail to rise for a seller.
    """
    series = numbers(values)
    steps = [1 if after > before else -1 for before, after in pairwise(series)]
    run = 0
    for step in reversed(steps):
        if step != steps[-1]:
            break
        run += step
    return run


def percent_change(before: Decimal, after: Decimal) -> Decimal:
    """The change in percent of what was before, not rounded but to the 120 digits that are worked with."""
    return divide(multiply(subtract(after, before), HUNDRED), before)
