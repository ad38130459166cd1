"""How much an order that follows a signal trades, as a policy that its owner chooses."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import ClassVar, Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity, to_quantity
from trading_core.domain.checks import expect
from trading_core.domain.exact import MAX_VALUE, ONE, UNIT, ZERO, decimal_of, divide, multiply, show, subtract
from trading_core.domain.exact import to_unit as round_to
from trading_core.domain.trades import positive
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

HUNDRED: Final = Decimal(100)


class SizingPolicy(Word):
    """What is the same for every signal: the units, the money, or the part of the equity that may be lost."""

    QUANTITY = "quantity"
    VALUE = "value"
    RISK = "risk"


def _above_zero(value: object) -> Decimal:
    number = decimal_of(value, "size")
    if number <= ZERO:
        raise InvalidValue("size", show(number), "a number above zero")
    return number


def _percent(value: object) -> Decimal:
    number = _above_zero(value)
    if number > HUNDRED:
        raise InvalidValue("size", show(number), "at most 100 percent")
    return number


def whole_steps(quantity: Decimal, decimals: int) -> Quantity:
    """Round down to what the product is counted in; never up, since up could cost more than was meant."""
    step = ONE.scaleb(-decimals)
    return Quantity(min(round_to(quantity, max(step, UNIT), ROUND_FLOOR), MAX_VALUE))


@frozen
class FixedQuantity:
    """Always so many units."""

    policy: ClassVar[SizingPolicy] = SizingPolicy.QUANTITY
    units: Quantity = field(converter=to_quantity)

    def __attrs_post_init__(self) -> None:
        """Refuse a size of nothing."""
        positive(self.units, "size")

    @property
    def size(self) -> Decimal:
        """The units."""
        return self.units.value

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Leave the units as they are; a market that does not trade them says so itself."""
        del entry, stop, equity, decimals
        return self.units


@frozen
class FixedValue:
    """As many units as so much money buys at the entry."""

    policy: ClassVar[SizingPolicy] = SizingPolicy.VALUE
    value: Decimal = field(converter=_above_zero)

    @property
    def size(self) -> Decimal:
        """The money."""
        return self.value

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Divide the money by the price."""
        del stop, equity
        return whole_steps(divide(self.value, entry.value), decimals)


@frozen
class RiskedShare:
    """As many units as lose so many percent of the account's equity between the entry and the stop."""

    policy: ClassVar[SizingPolicy] = SizingPolicy.RISK
    percent: Decimal = field(converter=_percent)

    @property
    def size(self) -> Decimal:
        """The percent."""
        return self.percent

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Divide what may be lost by what one unit loses; where one loses nothing, nothing can be sized."""
        at_risk = divide(multiply(max(equity, ZERO), self.percent), HUNDRED)
        distance = abs(subtract(entry.value, stop.value))
        return whole_steps(divide(at_risk, distance), decimals) if distance else Quantity(0)


Sizing = FixedQuantity | FixedValue | RiskedShare

# A hundredth of what an account opens with unless a deployment says otherwise: any product's signal can be paid.
USUAL_SIZING: Final = FixedValue(10_000)


def sizing_of(policy: object, size: object) -> Sizing:
    """Make a policy of its word and its number."""
    expect(policy, SizingPolicy, "policy")
    match policy:
        case SizingPolicy.QUANTITY:
            return FixedQuantity(to_quantity(decimal_of(size, "size")))
        case SizingPolicy.VALUE:
            return FixedValue(size)
        case _:
            return RiskedShare(size)


def to_sizing(value: object) -> Sizing:
    """Accept one of the policies."""
    if not isinstance(value, FixedQuantity | FixedValue | RiskedShare):
        raise InvalidValue("sizing", show(value), "a policy of sizes")
    return value
