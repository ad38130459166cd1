"""What a market takes for a trade: the broker's commission and the state's tax."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple, each, expect
from trading_core.domain.exact import (
    EXACT,
    MAX_VALUE,
    ONE,
    UNIT,
    ZERO,
    add,
    divide,
    multiply,
    plain,
    show,
    to_unit,
)
from trading_core.domain.markets.bounds import above_zero, up_to, words
from trading_core.domain.markets.scope import EVERYTHING, Scope, first_about
from trading_core.domain.words import Side, Word
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.product import Product


class Rounding(Word):
    """What happens to the part of a charge that is less than its unit."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


_MODES: Final = {
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
}


def in_units(amount: Decimal, unit: Decimal, rounding: Rounding) -> Decimal:
    """Round a charge to a multiple of the unit, which need not be a power of ten."""
    return multiply(to_unit(divide(amount, unit), ONE, _MODES[rounding]), unit)


def _rate(value: object) -> Decimal:
    return up_to(value, "rate", ONE)


def _day_trade_rate(value: object) -> Decimal | None:
    return None if value is None else up_to(value, "day_trade_rate", ONE)


def _discount(value: object) -> Decimal:
    return up_to(value, "discount", ONE)


def _minimum(value: object) -> Decimal:
    return up_to(value, "minimum", MAX_VALUE)


def _odd_lot_minimum(value: object) -> Decimal | None:
    return None if value is None else up_to(value, "odd_lot_minimum", MAX_VALUE)


def _unit(value: object) -> Decimal:
    return above_zero(value, "unit")


@frozen(kw_only=True)
class Commission:
    """
    A rate on the value, a factor that the broker leaves of it, and a least amount for an order and day.

    The defaults charge nothing. ``discount`` is what remains: 0.6 leaves sixty percent. Odd lots may have a
    least amount of their own, which is never the higher one: else an order could get cheaper as it fills.
    """

    rate: Decimal = field(default=ZERO, converter=_rate)
    discount: Decimal = field(default=ONE, converter=_discount)
    minimum: Decimal = field(default=ZERO, converter=_minimum)
    odd_lot_minimum: Decimal | None = field(default=None, converter=_odd_lot_minimum)
    unit: Decimal = field(default=UNIT, converter=_unit)
    rounding: Rounding = field(default=Rounding.DOWN, validator=a(Rounding))

    def __attrs_post_init__(self) -> None:
        """Refuse a least amount for odd lots above the ordinary one, and least amounts that are no whole units."""
        if self.odd_lot_minimum is not None and self.odd_lot_minimum > self.minimum:
            raise InvalidValue(
                "odd_lot_minimum", show(self.odd_lot_minimum), f"at most {plain(self.minimum)}"
            )
        for name, least in (("minimum", self.minimum), ("odd_lot_minimum", self.odd_lot_minimum or ZERO)):
            if EXACT.remainder(least, self.unit):
                raise InvalidValue(name, show(least), f"a multiple of the unit {plain(self.unit)}")

    def on(self, value: Decimal, *, odd: bool) -> Decimal:
        """The commission on that value; nothing was traded for nothing."""
        if not value:
            return ZERO
        least = self.minimum if not odd or self.odd_lot_minimum is None else self.odd_lot_minimum
        charge = multiply(multiply(value, self.rate), self.discount)
        return max(in_units(charge, self.unit, self.rounding), least)


@frozen(kw_only=True)
class TaxRate:
    """The rate for some products, and another one for what was bought and sold on one day."""

    rate: Decimal = field(converter=_rate)
    day_trade_rate: Decimal | None = field(default=None, converter=_day_trade_rate)
    scope: Scope = field(default=EVERYTHING, validator=a(Scope))

    def on(self, ordinary: Decimal, day_traded: Decimal) -> Decimal:
        """The tax before rounding."""
        lower = self.rate if self.day_trade_rate is None else self.day_trade_rate
        return add(multiply(ordinary, self.rate), multiply(day_traded, lower))


def _sides(value: object) -> frozenset[Side]:
    return words(value, "sides", Side)


@frozen(kw_only=True)
class TransactionTax:
    """A tax on the value that the named sides trade: the first rate that is about a product is its rate."""

    rates: tuple[TaxRate, ...] = field(default=(), converter=as_tuple, validator=each(TaxRate))
    sides: frozenset[Side] = field(default=frozenset({Side.SELL}), converter=_sides)
    unit: Decimal = field(default=UNIT, converter=_unit)
    rounding: Rounding = field(default=Rounding.DOWN, validator=a(Rounding))

    def on(self, product: Product, side: Side, ordinary: Decimal, day_traded: Decimal) -> Decimal:
        """The tax on both parts together, rounded once."""
        expect(side, Side, "side")
        if side not in self.sides:
            return ZERO
        rate = first_about(product, self.rates)
        return ZERO if rate is None else in_units(rate.on(ordinary, day_traded), self.unit, self.rounding)
