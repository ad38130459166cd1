"""How long an order stands."""

from __future__ import annotations

from datetime import datetime

from trading_core.domain.checks import expect, instant
from trading_core.domain.markets import Market
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order
from trading_core.domain.words import TimeInForce


def is_over(order: Order, market: Market, now: datetime) -> bool:
    """
    Whether the time of a working order has run out.

    A day order ends with the trading day that it was made on. What is immediate ends as soon as it was accepted
    and not filled on the spot. The rest stands until it is cancelled.
    """
    expect(order, Order, "order")
    expect(market, Market, "market")
    if not order.working:
        return False
    kind = order.terms.time_in_force
    if kind is TimeInForce.DAY:
        return market.trading_day(instant(now, "now")) > market.trading_day(order.created_at)
    return kind in (TimeInForce.IOC, TimeInForce.FOK) and order.status is not OrderStatus.PENDING
