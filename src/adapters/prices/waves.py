"""
The curve on which simulated prices move: slow tides and quick ripples, drawn by chance from a seed.

Each wave is a row of straight lines between heights that chance has set at the ends of spans. All spans are multiples of
the shortest, so the highest and lowest of a stretch stand at its knots and need not be searched for.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.product import ProductKind, product_for

MILLION: Final = 1_000_000
# How far a price swings around its anchor within so many seconds, in millionths: slow tides, quick ripples.
WAVES: Final = ((7 * 86_400, 40_000), (86_400, 15_000), (3_600, 4_000), (300, 1_500), (20, 500))
FINEST: Final = WAVES[-1][0]
CALM: Final = 8  # currencies move less than shares by this
# What the parts of a height lose when they are cut to whole millionths.
CUT: Final = len(WAVES) + 1
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


@frozen
class Anchor:
    """What a price was, and when."""

    price: Decimal
    at: datetime


@frozen
class Curve:
    """Where the price of one product stands at any moment, as seen from where it was last known."""

    seed: int
    symbol: Symbol
    base: Anchor
    step: Decimal
    calm: int

    def price(self, at: datetime) -> Decimal:
        """The price at a moment."""
        return self._at_height(height(self.seed, self.symbol, _place(at)))

    def extremes(self, since: datetime, until: datetime, grain: int) -> tuple[Decimal, Decimal]:
        """The lowest and the highest price of a stretch, or a little beyond where ripples finer than the grain are."""
        begin, end = _place(since), _place(until)
        fine = sum(high for seconds, high in WAVES if seconds < grain) + CUT
        low, high = _knots(self.seed, self.symbol, begin, end // (grain * MILLION), grain)
        last = height(self.seed, self.symbol, end, grain)
        return self._at_height(min(low, last) - fine), self._at_height(max(high, last) + fine)

    def _at_height(self, found: int) -> Decimal:
        anchored = height(self.seed, self.symbol, _place(self.base.at))
        moved = (MILLION + found // self.calm) * MILLION // (MILLION + anchored // self.calm)
        price = self.base.price * moved / MILLION
        return max((price / self.step).quantize(Decimal(1), ROUND_HALF_EVEN) * self.step, self.step)


def curve_of(seed: int, symbol: Symbol, base: Anchor) -> Curve:
    """The curve of a product; shares are quoted in cents, currencies in tenths of a pip."""
    kind = product_for(symbol).kind
    calm = CALM if kind in {ProductKind.FX, ProductKind.METAL} else 1
    step = Decimal("0.01")
    if kind is ProductKind.FX:
        step = Decimal("0.001") if symbol.endswith("JPY") else Decimal("0.00001")
    return Curve(seed, symbol, base, step, calm)


def _place(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


@lru_cache(maxsize=10_000)
def height(seed: int, symbol: str, place: int, grain: int = 0) -> int:
    """Where the waves of at least that length stand together, in millionths."""
    return sum(_wave(seed, symbol, seconds, high, place) for seconds, high in WAVES if seconds >= grain)


@lru_cache(maxsize=10_000)
def _knots(seed: int, symbol: str, begin: int, last: int, grain: int) -> tuple[int, int]:
    """The lowest and the highest of a stretch's begin and of the knots behind it."""
    span = grain * MILLION
    places = (begin, *(knot * span for knot in range(begin // span + 1, last + 1)))
    heights = [height(seed, symbol, place, grain) for place in places]
    return min(heights), max(heights)


def _wave(seed: int, symbol: str, seconds: int, high: int, passed: int) -> int:
    """A straight line between two heights that chance has set at the ends of a span."""
    span = seconds * MILLION
    place, rest = divmod(passed, span)
    begin = chance(seed, symbol, seconds, place) % (2 * high + 1) - high
    end = chance(seed, symbol, seconds, place + 1) % (2 * high + 1) - high
    return begin + (end - begin) * rest // span


@lru_cache(maxsize=100_000)
def chance(seed: int, symbol: str, *place: int) -> int:
    """A number that only looks like chance: everybody who asks for the same place gets the same."""
    named = f"{seed}/{symbol}/{'/'.join(map(str, place))}".encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big")
