"""Where the price of an immediate fill comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.domain.amounts import Price
from trading_core.domain.exact import decimal_of
from trading_core.domain.ids import FillId
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose
from trading_core.errors import NoPrice

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.amounts import Quantity
    from trading_core.domain.decisions.work import Work
    from trading_core.domain.ids import Symbol
    from trading_core.domain.orders import Order
    from trading_core.domain.words import Side


@frozen
class Priced:
    """A price with its origin."""

    price: Price
    provenance: Provenance


def price_of(work: Work, symbol: Symbol, side: Side, stated: Price | None, now: datetime) -> Priced:
    """Take the stated price, else what the quote says that this side meets; a price is never invented."""
    if stated is not None:
        return Priced(stated, STATED)
    quote = work.quotes.get(symbol)
    if quote is None:
        raise NoPrice(symbol)
    age = quote.age(now)
    seconds = decimal_of(age.days * 86_400 + age.seconds)
    return Priced(quote.price_for(side), Provenance(quote.source, seconds, quote.bid, quote.ask))


def fill_at(order: Order, priced: Priced, quantity: Quantity, purpose: Purpose, now: datetime) -> Fill:
    """
    Make the report of an immediate fill.

    Its id follows from the order and the number of its trades so far, so that deciding the same thing twice
    makes the same fill and not a second one. Ids that a broker has used for this order are passed over.
    """
    taken = {event.trade.id for event in order.history if event.trade is not None}
    count = len(taken) + 1
    while (name := FillId(f"{order.number}.{count}")) in taken:
        count += 1
    return Fill(name, priced.price, quantity, now, purpose, priced.provenance)
