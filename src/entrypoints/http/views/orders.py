"""How orders look to book-keepers, and what words for their states mean."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

import msgspec

from entrypoints.showing import OrderView, order_view, price_text, shown
from trading_core.domain.exact import add, plain
from trading_core.domain.order_states import TRADE_VIEW, TRANSACTION_VIEW, OrderStatus
from trading_core.domain.orders import Order

__all__ = ("OrderView", "TransactionView", "order_view", "statuses_named", "transaction_view")


class TransactionView(msgspec.Struct, frozen=True, kw_only=True):
    """An order as book-keepers see it."""

    id: str
    order_number: str
    user_id: str
    ticker: str
    transaction_type: str
    transaction_volume: str
    transaction_price: str | None
    fee: str | None
    tax: str | None
    status: str
    reason: str | None
    timestamp: str


def transaction_view(order: Order, user: str) -> TransactionView:
    """Show an order as a transaction of a user."""
    terms = order.terms
    trades = [event.trade for event in order.history if event.trade is not None]
    price = order.average_price or terms.stated_price
    return TransactionView(
        id=order.number,
        order_number=order.number,
        user_id=user,
        ticker=terms.symbol,
        transaction_type="" if terms.side is None else terms.side.value,
        transaction_volume=str(terms.quantity),
        transaction_price=price_text(price),
        fee=_sum(trade.fee for trade in trades),
        tax=_sum(trade.tax for trade in trades),
        status=TRANSACTION_VIEW[order.status],
        reason=order.reason,
        timestamp=shown(order.created_at),
    )


def statuses_named(word: str) -> frozenset[OrderStatus]:
    """The states that a word means at any door: its own name, or one of the views."""
    return frozenset(
        status
        for status in OrderStatus
        if word in {status.value, TRADE_VIEW[status], TRANSACTION_VIEW[status]}
    )


def _sum(amounts: Iterable[Decimal]) -> str | None:
    found = list(amounts)
    return plain(reduce(add, found)) if found else None
