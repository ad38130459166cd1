"""How orders and moments are shown, at whichever door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

import msgspec

from trading_core.domain.amounts import Price, value_of
from trading_core.domain.exact import plain
from trading_core.domain.order_states import TRADE_VIEW, OrderStatus
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.trades import Purpose
from trading_core.errors import InvalidValue


def shown(moment: datetime) -> str:
    """A moment in UTC, ending in Z."""
    return _shown(moment if moment.tzinfo is UTC else moment.astimezone(UTC))


@lru_cache(maxsize=256)  # what is shown of a batch has mostly happened at the same moment
def _shown(utc: datetime) -> str:
    """Only in UTC are equal moments one moment: where clocks are set back, an hour comes twice."""
    return utc.isoformat().replace("+00:00", "Z")


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


def order_view(order: Order) -> OrderView:
    """Show an order."""
    terms = order.terms
    trading = terms.account is not None
    targets = [str(price) for price in terms.take_profits]
    total, average, filled = _total(order), order.average_price, str(order.filled)
    return OrderView(
        number=order.number,
        source=terms.source.value,
        side=None if terms.side is None else terms.side.value,
        stock_id=terms.symbol if len(terms.lines) == 1 else None,
        type=terms.type.value,
        quantity=str(terms.quantity) if len(terms.lines) == 1 else None,
        filled=filled if trading else None,
        price=price_text(average or terms.stated_price) if trading else None,
        limit_price=price_text(terms.limit_price),
        stop_price=price_text(terms.stop_price),
        average_price=price_text(average),
        entry_range=None if terms.entry_range is None else [str(price) for price in terms.entry_range],
        stop_loss=price_text(terms.stop_loss),
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
                price_text(line.unit_price),
                filled if trading else str(line.quantity),
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


def step_view(order: Order, event: OrderEvent) -> StepView:
    """Show one step by itself, whether or not it changes anything outside."""
    trading = order.terms.account is not None
    return StepView(_word(event.status, trading=trading), shown(event.at), _detail(event))


def _steps(order: Order) -> Iterator[StepView]:
    """Each change that can be seen outside, and each trade; what changes nothing there is left out."""
    before: str | None = None
    for event in order.history:
        step = step_view(order, event)
        if step.status != before or step.detail is not None:
            yield step
        before = step.status


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


def price_text(price: Price | None) -> str | None:
    """A price, where there is one."""
    return None if price is None else str(price)
