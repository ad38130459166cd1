"""The ways out of what an order has opened: one stop for all of it, and targets that share it.

They are one group in which one cancels the other: whatever is exited, by whichever way, is no longer there for
the others, because all of them are counted from the quantity that is still open.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.checks import a, expect
from trading_core.domain.exact import UNIT, decimal_of, divide, multiply, show, subtract, to_unit
from trading_core.domain.orders import Order
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

MOST_PARTS: Final = 1_000


@frozen
class ExitLevel:
    """At this price, so much is to be exited."""

    purpose: Purpose = field(validator=a(Purpose))
    price: Price = field(validator=a(Price))
    quantity: Quantity = field(validator=a(Quantity))


def split_evenly(quantity: Quantity, parts: int, step: Decimal = UNIT) -> tuple[Quantity, ...]:
    """Split a quantity into at most 1,000 parts that are whole steps; what does not divide goes to the last part."""
    expect(quantity, Quantity, "quantity")
    if type(parts) is not int or not 1 <= parts <= MOST_PARTS:
        raise InvalidValue("parts", show(parts), f"a whole number from 1 to {MOST_PARTS}")
    step = _step(step)
    steps = to_unit(divide(divide(quantity.value, step), Decimal(parts)), Decimal(1), ROUND_FLOOR)
    part = multiply(steps, step)
    last = subtract(quantity.value, multiply(part, Decimal(parts - 1)))
    return (*(Quantity(part) for _ in range(parts - 1)), Quantity(last))


def _step(value: object) -> Decimal:
    step = decimal_of(value, "step")
    if step <= 0:
        raise InvalidValue("step", show(step), "a number above zero")
    return step


def exit_levels(order: Order, step: Decimal = UNIT) -> tuple[ExitLevel, ...]:
    """
    Where the open part of an order is to be exited: the stop first, then the targets, the nearest first.

    Targets share what the order has opened in even parts; what targets have exited already is counted from the
    nearest on, and together they never exit more than is open.
    """
    expect(order, Order, "order")
    step = _step(step)
    open_quantity = order.open_quantity
    if not open_quantity:
        return ()
    levels = []
    if order.terms.stop_loss is not None:
        levels.append(ExitLevel(Purpose.STOP_LOSS, order.terms.stop_loss, open_quantity))
    nearest_first = sorted(order.terms.take_profits, reverse=order.terms.side is Side.SELL)
    done, left = order.targets_exited, open_quantity
    shares = split_evenly(order.opened, len(nearest_first), step) if nearest_first else ()
    for price, planned in zip(nearest_first, shares, strict=True):
        exited = min(done, planned)
        done = done - exited
        wanted = min(planned - exited, left)
        left = left - wanted
        if wanted:
            levels.append(ExitLevel(Purpose.TAKE_PROFIT, price, wanted))
    return tuple(levels)
