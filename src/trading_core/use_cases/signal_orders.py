"""What a signal asks for, in the words of an order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import add, divide, to_unit
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.signals import Signal, SignalType
from trading_core.domain.words import OrderType, Side, Source
from trading_core.errors import NoPrice, SizeTooSmall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.product import Product
    from trading_core.domain.quotes import Quote
    from trading_core.domain.sizing import Sizing

ORDER_TYPES: Final[Mapping[SignalType, OrderType]] = {
    SignalType.MARKET: OrderType.MARKET,
    SignalType.LIMIT: OrderType.LIMIT,
    SignalType.STOP: OrderType.STOP,
    SignalType.UNSTATED: OrderType.LIMIT,
}
TWO: Final = Decimal(2)


def entry_of(signal: Signal) -> Price | None:
    """
    The price that the order is placed and sized at, None for one at the market.

    Of a range it is the end that is farther from the stop: the order may trade anywhere within the range,
    and no fill risks more than was sized for.
    """
    if signal.order_type is SignalType.MARKET or not signal.entries:
        return None
    return max(signal.entries) if signal.side is Side.BUY else min(signal.entries)


def price_at(signal: Signal, quotes: Mapping[Symbol, Quote]) -> Price:
    """What the market asks of a signal that states no price."""
    quote = quotes.get(signal.symbol)
    if quote is None:
        raise NoPrice(signal.symbol)
    return quote.price_for(signal.side)


def first_price_of(signal: Signal) -> Price:
    """Where a market that does not know the product begins: at the entry, or between the stop and the nearest target."""
    if signal.entries:
        return entry_of(signal) or signal.entries[0]
    nearest = min(signal.take_profits) if signal.side is Side.BUY else max(signal.take_profits)
    return Price(to_unit(divide(add(signal.stop_loss.value, nearest.value), TWO)))


def terms_of(
    number: str, account: AccountId, signal: Signal, entry: Price | None, quantity: Quantity
) -> OrderTerms:
    """Write the order that the signal asks for."""
    kind = ORDER_TYPES[signal.order_type]
    return OrderTerms(
        number=number,
        source=Source.SIGNAL,
        account=account,
        side=signal.side,
        lines=[OrderLine(signal.symbol, quantity)],
        type=kind,
        limit_price=entry if kind is OrderType.LIMIT else None,
        stop_price=entry if kind is OrderType.STOP else None,
        entry_range=signal.entry_range,
        stop_loss=signal.stop_loss,
        take_profits=signal.take_profits,
    )


def sized_terms(
    number: str,
    account: AccountId,
    signal: Signal,
    at: Price,
    sizing: Sizing,
    worth: Decimal,
    product: Product,
) -> OrderTerms:
    """Write the order that the signal asks for at a price, as large as a policy makes it for an account of that worth."""
    quantity = sizing.quantity(at, signal.stop_loss, worth, product.quantity_decimals)
    if not quantity:
        raise SizeTooSmall(signal.symbol, at.value)
    return terms_of(number, account, signal, entry_of(signal), quantity)
