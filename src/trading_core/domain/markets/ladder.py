"""The prices that a market knows: a ladder whose steps grow with the price."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple
from trading_core.domain.exact import EXACT, add, decimal_of, multiply, plain, show, subtract
from trading_core.domain.markets.bounds import above_zero
from trading_core.domain.markets.scope import EVERYTHING, Scope
from trading_core.errors import InvalidValue

_PAIRS: Final = "pairs of a price and the tick from there on"


def _bands(value: object) -> tuple[tuple[Decimal, Decimal], ...]:
    many = as_tuple(value)
    if not isinstance(many, tuple) or not many:
        raise InvalidValue("bands", show(value), _PAIRS)
    bands = []
    for band in many:
        pair = as_tuple(band)
        if not isinstance(pair, tuple) or len(pair) != 2:  # noqa: PLR2004 - a pair
            raise InvalidValue("bands", show(band), _PAIRS)
        bands.append((decimal_of(pair[0], "bands"), above_zero(pair[1], "tick")))
    return tuple(bands)


def _floor(price: Decimal, tick: Decimal) -> Decimal:
    """Count whole ticks, so that no decimals of a computed price remain."""
    return multiply(EXACT.divide_int(price, tick), tick)


@frozen
class Ladder:
    """
    Bands of a price and the tick from that price on; the first begins at zero.

    A band begins on a rung of its own and of the band below it, so rounding never leaves the ladder. The
    lowest rung is one tick, because no price is zero.
    """

    bands: tuple[tuple[Decimal, Decimal], ...] = field(converter=_bands)
    scope: Scope = field(default=EVERYTHING, validator=a(Scope), kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse bands that do not begin at zero, do not rise or do not meet."""
        if self.bands[0][0]:
            raise InvalidValue("bands", show(self.bands[0][0]), "a first band that begins at 0")
        for (below, tick_below), (start, tick) in pairwise(self.bands):
            if start <= below:
                raise InvalidValue("bands", show(start), f"a band above {plain(below)}")
            if EXACT.remainder(start, tick_below) or EXACT.remainder(start, tick):
                raise InvalidValue("bands", show(start), "a band that begins on a multiple of both ticks")

    @property
    def lowest(self) -> Decimal:
        """The lowest price there is."""
        return self.bands[0][1]

    def tick_at(self, price: Decimal) -> Decimal:
        """The step from this price upwards."""
        return next(tick for start, tick in reversed(self.bands) if start <= price)

    def holds(self, price: Decimal) -> bool:
        """Whether the price is a rung."""
        return not EXACT.remainder(price, self.tick_at(price))

    def rounded(self, price: Decimal, *, up: bool) -> Decimal:
        """The nearest rung that is not below the price, or not above it; a price under the lowest rung is that."""
        if price <= self.lowest:
            return self.lowest
        tick = self.tick_at(price)
        floor = _floor(price, tick)
        return add(floor, tick) if up and floor != price else floor

    def above(self, price: Decimal) -> Decimal:
        """The first rung that is at least one tick higher."""
        return self.rounded(add(price, self.tick_at(price)), up=True)

    def below(self, price: Decimal) -> Decimal:
        """The first rung that is at least one tick lower, by the tick that rules below; never under the lowest."""
        ticks = (tick for start, tick in reversed(self.bands) if start < price)
        return self.rounded(subtract(price, next(ticks)), up=False)
