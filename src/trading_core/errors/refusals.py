"""The rules of trading say no: money and holdings are as they were."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import define

from trading_core.errors.base import TradingError


class Refused(TradingError):
    """The rules of trading say no; money and holdings are as they were."""

    code = "refused"


@define(eq=False)
class InsufficientFunds(Refused):
    """More money is needed than is free."""

    needed: Decimal
    available: Decimal
    currency: str
    code = "insufficient_funds"
    sentence = "{needed} {currency} is needed and {available} is free: deposit, or order less."


@define(eq=False)
class InsufficientHoldings(Refused):
    """More is to be sold than is held and free."""

    symbol: str
    needed: Decimal
    available: Decimal
    code = "insufficient_holdings"
    sentence = (
        "{needed} of {symbol} is to be sold and {available} is free: sell less, or cancel what reserves it."
    )


@define(eq=False)
class LotsNotHeld(Refused):
    """A sale names lots that are not there or hold too little."""

    symbol: str
    lot: str
    code = "lots_not_held"
    sentence = "Lot {lot} of {symbol} does not hold enough: name lots that together cover the sale."


@define(eq=False)
class LimitExceeded(Refused):
    """A limit that the owner or an operator has set would be passed."""

    limit: str
    allowed: Decimal
    found: Decimal
    code = "limit_exceeded"
    sentence = "{limit} allows {allowed} and this would make {found}: order less, or have the limit raised."


@define(eq=False)
class PriceOutOfBand(Refused):
    """A stated price is further from the last known one than the account allows."""

    price: Decimal
    last: Decimal
    percent: Decimal
    code = "price_out_of_band"
    sentence = "{price} is more than {percent} % away from the last price {last}: check the price."


@define(eq=False)
class OffTick(Refused):
    """A price lies between two steps of the market's ladder."""

    price: Decimal
    tick: Decimal
    code = "off_tick"
    sentence = "{price} is no multiple of the tick {tick}: choose a price on the ladder."


@define(eq=False)
class OffLot(Refused):
    """A quantity that the market does not trade."""

    quantity: Decimal
    lot: Decimal
    code = "off_lot"
    sentence = "{quantity} is no multiple of {lot}: choose a quantity that the market trades."


@define(eq=False)
class OrderTypeNotTaken(Refused):
    """An order type that the market does not take for this product and quantity."""

    kind: str
    wanted: str
    code = "order_type_not_taken"
    sentence = "The market takes no {kind} order here: place {wanted}."


@define(eq=False)
class OutsidePriceLimits(Refused):
    """A price beyond what the market allows on this day."""

    price: Decimal
    lowest: Decimal
    highest: Decimal
    code = "outside_price_limits"
    sentence = "{price} is outside today's limits {lowest} to {highest}: choose a price within them."


@define(eq=False)
class SessionClosed(Refused):
    """The market takes no orders at this time."""

    market: str
    at: datetime
    code = "session_closed"
    sentence = "The market {market} is closed at {at}: order again while it is open."


@define(eq=False)
class TradingHalted(Refused):
    """The kill switch is on."""

    because: str
    code = "trading_halted"
    sentence = "Trading is halted ({because}): wait until an operator lets it go on."


@define(eq=False)
class ReduceOnly(Refused):
    """Only orders that make a position smaller are taken."""

    because: str
    code = "reduce_only"
    sentence = "Only orders that reduce a position are taken ({because}): close, or wait for an operator."


@define(eq=False)
class NotTradable(Refused):
    """The product is known and not to be traded."""

    symbol: str
    code = "not_tradable"
    sentence = "{symbol} is not open for trading: choose another product."


@define(eq=False)
class ShortNotAllowed(Refused):
    """The order would sell what is not owned, where that is not done."""

    symbol: str
    code = "short_not_allowed"
    sentence = "{symbol} cannot be sold short: sell only what is held."


@define(eq=False)
class NoPrice(Refused):
    """An order without a price meets a product without one."""

    symbol: str
    code = "no_price"
    sentence = "No price of {symbol} is known: state a price, or wait for a quote."


@define(eq=False)
class InvalidTransition(Refused):
    """The order is in a state in which this cannot happen to it."""

    number: str
    status: str
    event: str
    code = "invalid_transition"
    sentence = "Order {number} is {status}, so {event} is refused: look at its history."


@define(eq=False)
class Overfill(Refused):
    """A fill brings more than the order still wants."""

    number: str
    filling: Decimal
    remaining: Decimal
    code = "overfill"
    sentence = (
        "Order {number} wants {remaining} more and the fill brings {filling}: check the broker's report."
    )


@define(eq=False)
class DuplicateFill(Refused):
    """A fill of this id was booked before, with other content."""

    fill_id: str
    code = "duplicate_fill"
    sentence = "Fill {fill_id} was booked before with other content: check the broker's report."


@define(eq=False)
class DuplicateOrderNumber(Refused):
    """The order number is taken."""

    number: str
    code = "duplicate_order_number"
    sentence = "Order {number} exists: choose another number, or read that order."


@define(eq=False)
class DuplicateClientOrderId(Refused):
    """The client's own id was used for another order."""

    client_order_id: str
    number: str
    code = "duplicate_client_order_id"
    sentence = (
        "Client order id {client_order_id!r} belongs to order {number}: read that order, or use a new id."
    )
