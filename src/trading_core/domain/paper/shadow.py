"""An order as it will stand when what the market reports of it is booked, and what its own past tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.exact import UNIT, ZERO, multiply
from trading_core.domain.order_states import Step
from trading_core.domain.orders import NOTHING, Order
from trading_core.domain.paper.policy import step_of
from trading_core.domain.trades import Fill, Purpose, Trade

if TYPE_CHECKING:
    from trading_core.domain.ids import AccountId
    from trading_core.domain.paper.venue import Venue
    from trading_core.domain.words import Side

_MILLION: Final = Decimal(1_000_000)
_LONGEST_AGE: Final = Decimal(10**9)


def trades_of(order: Order) -> list[Trade]:
    """The trades of an order, in their order."""
    return [event.trade for event in order.history if event.trade is not None]


def seen_at(trade: Trade) -> datetime:
    """The moment of the prices that a trade was made at."""
    age = min(max(trade.provenance.age_seconds, ZERO), _LONGEST_AGE)
    return trade.executed_at - timedelta(microseconds=int(multiply(age, _MILLION)))


def accepted_at(order: Order) -> datetime:
    """When the order was taken."""
    accepted = [event.at for event in order.history if event.step is Step.ACCEPT]
    return accepted[0] if accepted else order.created_at


def exit_step(order: Order) -> Decimal:
    """Targets share whole units of what the order is counted in, unless there are fewer of these than targets."""
    step = step_of(order)
    enough = order.opened.value >= multiply(step, Decimal(len(order.terms.take_profits)))
    return step if enough else UNIT


def filled(order: Order, account: AccountId, side: Side, fill: Fill, value: Decimal, venue: Venue) -> Order:
    """
    Fold a fill over its order.

    What it costs and what it closes is the books' to know: the order itself depends on price and quantity alone.
    """
    trade = Trade(
        id=fill.id,
        order=order.number,
        account=account,
        symbol=order.terms.symbol,
        side=side,
        price=fill.price,
        quantity=fill.quantity,
        value=value,
        fee=ZERO,
        tax=ZERO,
        realized=ZERO,
        currency=venue.product.currency,
        closed=NOTHING,
        day_traded=NOTHING,
        day_tradable=NOTHING,
        purpose=fill.purpose,
        provenance=fill.provenance,
        executed_at=fill.at,
        day=venue.market.trading_day(fill.at),
    )
    return order.apply(order.event(_step_of(order, fill), fill.at, trade=trade))


def _step_of(order: Order, fill: Fill) -> Step:
    """An order that is exited wants nothing more: what it still wanted was cancelled before."""
    if fill.purpose is Purpose.ENTRY:
        return Step.FILL_ALL if fill.quantity == order.remaining else Step.FILL_PART
    return Step.EXIT_ALL if fill.quantity == order.open_quantity else Step.EXIT_PART
