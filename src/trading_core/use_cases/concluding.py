"""What became of a signal, as it is kept beside its order and as its sender is answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import asdict, field, frozen

from trading_core.domain.checks import a, optional
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import Order, submitted
from trading_core.errors import InvariantViolated, SignalRefused, TradingError
from trading_core.ports.signals import Conclusion, ReceivedSignal, SignalFate, SignalRefusal

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome

BROKEN = "Something is wrong on our side, so the signal was not traded: report it, then send a new one."


@frozen
class SignalOutcome:
    """
    What became of a text, and the order as it was placed.

    A repeat shows what became of it the first time. ``refusal`` is of this delivery alone and never kept.
    """

    received: ReceivedSignal = field(validator=a(ReceivedSignal))
    order: Order | None = field(default=None, validator=optional(Order))
    replayed: bool = field(default=False, validator=a(bool))
    refusal: TradingError | None = field(default=None, validator=optional(TradingError))


def refusal_of(error: TradingError) -> SignalRefusal:
    """Keep of an error what a sender is told; what only we can have caused is kept without its details."""
    if isinstance(error, SignalRefused):
        return SignalRefusal(
            code=error.code,
            message=error.message,
            reason=error.reason,
            line=error.line,
            column=error.column,
            found=error.found,
            expected=error.expected,
        )
    message = BROKEN if isinstance(error, InvariantViolated) else error.message
    return SignalRefusal(code=error.code, message=message)


def concluded(signal: str, order: Order | None, refusal: TradingError | None) -> Conclusion:
    """Conclude from the order and the refusal, at least one of which is there."""
    number = None if order is None else order.number
    if refusal is None:
        return Conclusion(signal, SignalFate.ORDERED, number)
    return Conclusion(signal, SignalFate.REFUSED, number, refusal_of(refusal))


def of_outcome(signal: str, outcome: Outcome) -> Conclusion:
    """Conclude from what the decision has said."""
    return concluded(signal, outcome.order, outcome.refusal)


def written(conclusion: Conclusion) -> bytes:
    """Write a conclusion down."""
    return json.dumps(asdict(conclusion)).encode()


def read(content: bytes) -> Conclusion:
    """Read what was written."""
    found = json.loads(content)
    order, refusal = found["order"], found["refusal"]
    return Conclusion(
        found["signal"],
        SignalFate(found["fate"]),
        None if order is None else OrderNumber(order),
        None if refusal is None else SignalRefusal(**refusal),
    )


def as_placed(order: Order) -> Order:
    """The order as it was when its sender was first answered: what has happened since is left out."""
    placed = submitted(order.terms, order.created_at)
    for event in order.history:
        placed = placed.apply(event)
        if placed.status is not OrderStatus.PENDING:
            break
    return placed
