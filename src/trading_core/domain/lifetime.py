"""How long an order stands, and how long it lives."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trading_core.domain.checks import expect, instant
from trading_core.domain.markets import Market
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order
from trading_core.domain.words import TimeInForce

_AT_MARKET: Final = frozenset({OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED})


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


def is_live(order: Order) -> bool:
    """
    Whether a market may still do anything for an order: fill what it wants, or exit what it has opened.

    A pending order has not reached the market, and an imported one never does.
    """
    expect(order, Order, "order")
    if order.terms.account is None:
        return False
    return order.status in _AT_MARKET or (order.terms.has_exits and bool(order.open_quantity))
