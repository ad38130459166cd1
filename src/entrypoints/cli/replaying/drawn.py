"""Curves, in characters for a terminal and as a picture for a page; the same numbers give the same marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from trading_core.domain.exact import add, divide, multiply, subtract

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
EIGHTHS: Final = Decimal(8)
HEIGHT: Final = 10
WIDTH: Final = 60
MOST_POINTS: Final = 2_000
TENTH: Final = Decimal("0.1")


def thinned(values: Sequence[Decimal], most: int) -> list[Decimal]:
    """At most so many of them, the last one of each stretch, so that the end is always among them."""
    count = len(values)
    if count <= most:
        return list(values)
    return [values[(place + 1) * count // most - 1] for place in range(most)]


def levels(values: Sequence[Decimal], top: Decimal) -> list[Decimal]:
    """How high each value stands between the lowest, at nothing, and the highest, at the top; alone, in the middle."""
    low, high = min(values), max(values)
    if low == high:
        return [divide(top, Decimal(2))] * len(values)
    span = subtract(high, low)
    return [divide(multiply(subtract(value, low), top), span) for value in values]


def in_characters(values: Sequence[Decimal], width: int = WIDTH, height: int = HEIGHT) -> Iterator[str]:
    """A curve of blocks, line by line, with the highest and the lowest value beside it."""
    count = len(values)
    shown = thinned(values, width)
    if count < width:
        shown = [values[column * count // width] for column in range(width)]
    eighths = [
        int(level.to_integral_value(ROUND_HALF_EVEN))
        for level in levels(shown, multiply(EIGHTHS, Decimal(height)))
    ]
    ends = {height - 1: f"{max(shown):,.2f}", 0: f"{min(shown):,.2f}"}
    widest = max(len(text) for text in ends.values())
    for line in reversed(range(height)):
        cells = (BLOCKS[min(max(level - 8 * line, int(line == 0)), 8)] for level in eighths)
        yield f"{ends.get(line, ''):>{widest}} {''.join(cells)}".rstrip()


def in_points(values: Sequence[Decimal], width: int, height: int) -> str:
    """The same as the points of a line in a picture, whose vertical axis points down."""
    shown = thinned(values, MOST_POINTS)
    steps = Decimal(max(len(shown) - 1, 1))
    across = [divide(multiply(Decimal(place), Decimal(width)), steps) for place in range(len(shown))]
    down = (subtract(Decimal(height), level) for level in levels(shown, Decimal(height)))
    return " ".join(f"{_tenths(x)},{_tenths(y)}" for x, y in zip(across, down, strict=True))


def _tenths(number: Decimal) -> str:
    return format(add(number, Decimal(0)).quantize(TENTH, ROUND_HALF_EVEN), "f")
