"""How much an order that follows a signal trades, as a policy that a deployment or an account chooses."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity, to_quantity
from trading_core.domain.exact import MAX_VALUE, ONE, UNIT, ZERO, decimal_of, divide, multiply, show, subtract
from trading_core.domain.exact import to_unit as round_to
from trading_core.domain.trades import positive
from trading_core.errors import InvalidValue

HUNDRED = Decimal(100)


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


class Sizing(Protocol):
    """Any rule that makes a quantity of entry, stop and equity; nothing at all is a refusal of the caller's."""

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Say how much, in steps of the product's decimals."""
        ...


@frozen
class FixedQuantity:
    """Always so many units."""

    units: Quantity = field(converter=to_quantity)

    def __attrs_post_init__(self) -> None:
        """Refuse a size of nothing."""
        positive(self.units, "size")

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Leave the units as they are; a market that does not trade them says so itself."""
        del entry, stop, equity, decimals
        return self.units


@frozen
class FixedValue:
    """As many units as so much money buys at the entry."""

    value: Decimal = field(converter=_above_zero)

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Divide the money by the price."""
        del stop, equity
        return whole_steps(divide(self.value, entry.value), decimals)


@frozen
class RiskedShare:
    """As many units as lose so many percent of the account's equity between the entry and the stop."""

    percent: Decimal = field(converter=_percent)

    def quantity(self, entry: Price, stop: Price, equity: Decimal, decimals: int) -> Quantity:
        """Divide what may be lost by what one unit loses; where one loses nothing, nothing can be sized."""
        at_risk = divide(multiply(max(equity, ZERO), self.percent), HUNDRED)
        distance = abs(subtract(entry.value, stop.value))
        return whole_steps(divide(at_risk, distance), decimals) if distance else Quantity(0)
