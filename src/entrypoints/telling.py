"""What listeners are told: whole JSON objects, to which their number is added when they are sent."""

from __future__ import annotations

import msgspec
from attrs import asdict

from entrypoints.showing import OrderView, StepView, order_view, price_text, shown, step_view
from trading_core.domain.orders import Order, OrderEvent
from trading_core.domain.quotes import Quote
from trading_core.ports.signals import ReceivedSignal

# An order of very many steps would be told whole at each of them; its whole history is at its own address.
MOST_STEPS = 100


class OrderTold(msgspec.Struct, frozen=True):
    """A step of an order, and the order as it stood then."""

    type: str
    event: StepView
    order: OrderView


class PriceTold(msgspec.Struct, frozen=True):
    """What the market says about a product."""

    type: str
    stock_id: str
    price: str
    bid: str | None
    ask: str | None
    previous_close: str | None
    as_of: str
    source: str


def _text_of(value: object) -> str:
    """Names of the core are texts of their own kinds; outside they are texts."""
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} has no form outside")
    return str(value)


ENCODER = msgspec.json.Encoder(enc_hook=_text_of)


class SlipFault(msgspec.Struct, frozen=True):
    """What is wrong with a text, and where."""

    code: str
    message: str
    reason: str | None
    line: int | None
    column: int | None
    found: str | None
    expected: str | None


class SlipTold(msgspec.Struct, frozen=True):
    """A text that is no signal."""

    type: str
    signal_id: str
    received_at: str
    sender: str
    text: str
    refusal: SlipFault | None


def order_told(order: Order, event: OrderEvent) -> bytes:
    """Tell of a step; ``order`` is as of it, and shows the newest of its steps."""
    view = order_view(order)
    if len(view.history) > MOST_STEPS:
        view = msgspec.structs.replace(view, history=view.history[-MOST_STEPS:])
    return ENCODER.encode(OrderTold("order", step_view(order, event), view))


def slip_told(signal: ReceivedSignal) -> bytes:
    """Tell the owner of a text that it could not be read, with the place and what was expected there."""
    refusal = signal.refusal
    return ENCODER.encode(
        SlipTold(
            "invalid_signal",
            signal.id,
            shown(signal.received_at),
            signal.sender,
            signal.text,
            None if refusal is None else SlipFault(**asdict(refusal)),
        )
    )


def price_told(quote: Quote) -> bytes:
    """Tell a price."""
    return ENCODER.encode(
        PriceTold(
            "price",
            quote.symbol,
            str(quote.last),
            price_text(quote.bid),
            price_text(quote.ask),
            price_text(quote.previous_close),
            shown(quote.as_of),
            quote.source,
        )
    )
