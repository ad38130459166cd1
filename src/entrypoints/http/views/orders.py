"""How orders look: as traders see them, and as book-keepers do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce

import msgspec

from entrypoints.http.times import shown
from trading_core.domain.amounts import Price, value_of
from trading_core.domain.exact import add, plain
from trading_core.domain.order_states import TRADE_VIEW, TRANSACTION_VIEW, OrderStatus
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.trades import Purpose
from trading_core.errors import InvalidValue


class LineView(msgspec.Struct, frozen=True):
    """One product of an order."""

    stock_id: str
    name: str | None
    quantity: str
    unit_price: str | None
    filled: str


class StepView(msgspec.Struct, frozen=True):
    """One step of an order's life."""

    status: str
    at: str
    detail: str | None


class OrderView(msgspec.Struct, frozen=True, kw_only=True):
    """An order; what does not apply is null."""

    number: str
    source: str
    side: str | None
    stock_id: str | None
    type: str
    quantity: str | None
    filled: str | None
    price: str | None
    limit_price: str | None
    stop_price: str | None
    average_price: str | None
    entry_range: list[str] | None
    stop_loss: str | None
    take_profit: str | None
    take_profits: list[str]
    time_in_force: str
    client_order_id: str | None
    total_price: str | None
    status: str
    reason: str | None
    created_time: str
    lines: list[LineView]
    history: list[StepView]


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


def order_view(order: Order) -> OrderView:
    """Show an order."""
    terms = order.terms
    trading = terms.account is not None
    targets = [str(price) for price in terms.take_profits]
    total = _total(order)
    return OrderView(
        number=order.number,
        source=terms.source.value,
        side=None if terms.side is None else terms.side.value,
        stock_id=terms.symbol if len(terms.lines) == 1 else None,
        type=terms.type.value,
        quantity=str(terms.quantity) if len(terms.lines) == 1 else None,
        filled=str(order.filled) if trading else None,
        price=_price(order.average_price or terms.stated_price) if trading else None,
        limit_price=_price(terms.limit_price),
        stop_price=_price(terms.stop_price),
        average_price=_price(order.average_price),
        entry_range=None if terms.entry_range is None else [str(price) for price in terms.entry_range],
        stop_loss=_price(terms.stop_loss),
        take_profit=targets[0] if targets else None,
        take_profits=targets,
        time_in_force=terms.time_in_force.value,
        client_order_id=terms.client_order_id,
        total_price=None if total is None else plain(total),
        status=_word(order.status, trading=trading),
        reason=order.reason,
        created_time=shown(order.created_at),
        lines=[
            LineView(
                line.symbol,
                line.name,
                str(line.quantity),
                _price(line.unit_price),
                str(order.filled) if trading else str(line.quantity),
            )
            for line in terms.lines
        ],
        history=list(_steps(order)),
    )


def _total(order: Order) -> Decimal | None:
    """What an order comes to. One that was refused because that is beyond all amounts is shown without it."""
    terms = order.terms
    if terms.account is None or order.filled:
        return order.filled_value if order.filled else terms.total_price
    try:
        return None if terms.stated_price is None else value_of(terms.stated_price, terms.quantity)
    except InvalidValue:
        return None


def _steps(order: Order) -> Iterator[StepView]:
    """Each change that can be seen outside, and each trade; what changes nothing there is left out."""
    before: str | None = None
    for event in order.history:
        status = _word(event.status, trading=order.terms.account is not None)
        detail = _detail(event)
        if status != before or detail is not None:
            yield StepView(status, shown(event.at), detail)
        before = status


def _word(status: OrderStatus, *, trading: bool) -> str:
    """An imported order waits for nothing: once it was accepted, that is what it is."""
    return TRADE_VIEW[status] if trading else status.value


def _detail(event: OrderEvent) -> str | None:
    trade = event.trade
    if trade is None:
        return event.detail
    verb = "bought" if trade.side == "buy" else "sold"
    cause = "" if trade.purpose is Purpose.ENTRY else f" ({trade.purpose.value.replace('_', ' ')})"
    return f"{verb} {trade.quantity} at {trade.price}{cause}"


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
        transaction_price=_price(price),
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


def _price(price: Price | None) -> str | None:
    return None if price is None else str(price)
