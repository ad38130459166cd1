"""An order: its own row, its lines, and its events. The trades that events carry have rows of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from adapters.sql.rows.words import number_in, number_of, number_text
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.charges import Charges
from trading_core.domain.ids import FillId, OrderNumber
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.trades import Trade
from trading_core.domain.words import OrderType, Side, Source, TimeInForce

FOLDED = (
    "status",
    "reason",
    "closing",
    "filled",
    "filled_value",
    "exited",
    "targets_exited",
    "triggered",
    "charges",
)


def folded_row(order: Order) -> dict[str, Any]:
    """Write what has become of an order."""
    return {
        "number": order.number,
        "status": order.status,
        "reason": order.reason,
        "closing": order.closing.value,
        "filled": order.filled.value,
        "filled_value": order.filled_value,
        "exited": order.exited.value,
        "targets_exited": order.targets_exited.value,
        "triggered": order.triggered,
        "charges": [_bill_text(bill) for bill in order.charges],
    }


def _bill_text(bill: Charges) -> list[str]:
    numbers = (bill.quantity.value, bill.value, bill.day_traded_value, bill.fee, bill.tax)
    return [bill.day.isoformat(), str(bill.side), *(number_text(number) for number in numbers)]


def _bill_from(day: str, side: str, quantity: str, *numbers: str) -> Charges:
    return Charges(
        date.fromisoformat(day),
        Side(side),
        Quantity(number_in(quantity)),
        *(number_in(text) for text in numbers),
    )


def order_row(order: Order) -> dict[str, Any]:
    """Write an order but for its lines and events."""
    terms = order.terms
    low, high = (None, None) if terms.entry_range is None else terms.entry_range
    return {
        "source": terms.source,
        "account": terms.account,
        "side": terms.side,
        "type": terms.type,
        "limit_price": number_of(terms.limit_price),
        "stop_price": number_of(terms.stop_price),
        "entry_low": number_of(low),
        "entry_high": number_of(high),
        "stop_loss": number_of(terms.stop_loss),
        "take_profits": [number_text(price.value) for price in terms.take_profits],
        "time_in_force": terms.time_in_force,
        "client_order_id": terms.client_order_id,
        "lots": [str(lot) for lot in terms.lots],
        "total_price": terms.total_price,
        "created_at": order.created_at,
        **folded_row(order),
    }


def line_rows(order: Order) -> list[dict[str, Any]]:
    """Write the lines of an order, with what lists of orders are filtered and sorted by."""
    return [
        {
            "order_number": order.number,
            "position": position,
            "symbol": line.symbol,
            "quantity": line.quantity.value,
            "unit_price": number_of(line.unit_price),
            "name": line.name,
            "account": order.terms.account,
            "created_at": order.created_at,
        }
        for position, line in enumerate(order.terms.lines)
    ]


def event_row(event: OrderEvent) -> dict[str, Any]:
    """Write a step of an order's life."""
    return {
        "order_number": event.order,
        "sequence": event.sequence,
        "step": event.step,
        "status": event.status,
        "at": event.at,
        "detail": event.detail,
        "closing": number_of(event.closing),
        "trade": None if event.trade is None else event.trade.id,
    }


def line_from(row: Any) -> OrderLine:  # noqa: ANN401 - a row of order_lines
    """Read a line."""
    return OrderLine(row.symbol, row.quantity, row.unit_price, row.name)


def event_from(row: Any, trade: Trade | None) -> OrderEvent:  # noqa: ANN401 - a row of order_events
    """Read a step of an order's life, given its trade."""
    closing = None if row.closing is None else Quantity(row.closing)
    return OrderEvent(
        OrderNumber(row.order_number),
        row.sequence,
        Step(row.step),
        OrderStatus(row.status),
        row.at,
        row.detail,
        closing,
        trade,
    )


def order_from(row: Any, lines: Iterable[OrderLine], history: Iterable[OrderEvent]) -> Order:  # noqa: ANN401 - a row of orders
    """Read an order, given its lines and events."""
    terms = OrderTerms(
        number=row.number,
        source=Source(row.source),
        lines=tuple(lines),
        account=row.account,
        side=None if row.side is None else Side(row.side),
        type=OrderType(row.type),
        limit_price=row.limit_price,
        stop_price=row.stop_price,
        entry_range=None if row.entry_low is None else (row.entry_low, row.entry_high),
        time_in_force=TimeInForce(row.time_in_force),
        stop_loss=row.stop_loss,
        take_profits=tuple(Price(number_in(text)) for text in row.take_profits),
        client_order_id=row.client_order_id,
        lots=tuple(FillId(lot) for lot in row.lots),
        total_price=row.total_price,
    )
    return Order(
        terms=terms,
        created_at=row.created_at,
        status=OrderStatus(row.status),
        reason=row.reason,
        closing=Quantity(row.closing),
        filled=Quantity(row.filled),
        filled_value=row.filled_value,
        exited=Quantity(row.exited),
        targets_exited=Quantity(row.targets_exited),
        triggered=row.triggered,
        charges=tuple(_bill_from(*bill) for bill in row.charges),
        history=tuple(history),
    )
