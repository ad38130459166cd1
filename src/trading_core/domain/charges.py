"""Fee and tax of one order, side and day so far.

A market charges the order's whole value of a day, with a minimum and rounding; a fill of a part is charged the
difference to what was booked before. So ten fills of an order cost what one fill of all of it costs.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.amounts import Quantity, value_of
from trading_core.domain.checks import a, number
from trading_core.domain.exact import ZERO, add
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from trading_core.domain.trades import Trade


@frozen
class Charges:
    """
    What was traded and charged on one side of an order on one day.

    Made by the library alone, out of trades; only the kinds of its parts are checked.
    """

    day: date = field(validator=a(date))
    side: Side = field(validator=a(Side))
    quantity: Quantity = field(default=Quantity(0), validator=a(Quantity))
    value: Decimal = field(default=ZERO, validator=number)
    day_traded_value: Decimal = field(default=ZERO, validator=number)
    fee: Decimal = field(default=ZERO, validator=number)
    tax: Decimal = field(default=ZERO, validator=number)

    def with_trade(self, trade: Trade) -> Charges:
        """Add a booked trade of the same side and day."""
        return Charges(
            self.day,
            self.side,
            self.quantity + trade.quantity,
            add(self.value, trade.value),
            add(self.day_traded_value, value_of(trade.price, trade.day_traded)),
            add(self.fee, trade.fee),
            add(self.tax, trade.tax),
        )


def charges_of(charges: tuple[Charges, ...], day: date, side: Side) -> Charges:
    """Find the charges of a day and side, or begin them."""
    for known in charges:
        if known.side is side and known.day == day:
            return known
    return Charges(day, side)


def with_trade(charges: tuple[Charges, ...], trade: Trade) -> tuple[Charges, ...]:
    """
    Add a trade to the bill of its day and side.

    The bills of all days are kept: reports may come late, and neither theirs nor today's bill may begin anew.
    """
    bill = charges_of(charges, trade.day, trade.side)
    return (*(known for known in charges if known is not bill), bill.with_trade(trade))
