"""The life of an order as one table: what is absent is refused.

    pending --accept--> accepted --fill--> partially_filled --fill--> executed --exit--> closed

with ways out by reject, cancel and expire. Four rows are there on purpose although they look wrong:

- an order is pending as soon as it is thought of, and being submitted, which leaves it so, is its first event;
- a fill may arrive for a cancelled or expired order, because a broker may fill before it hears of the
  cancellation; a fill is a fact and is booked (but not for one that was never accepted: no broker has seen it);
- a cancelled or expired order may be exited and so closed, because what was filled before still stands;
- a trigger leaves an accepted order accepted: a stop that was passed waits for its price now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.words import Word
from trading_core.errors import InvalidTransition

if TYPE_CHECKING:
    from collections.abc import Mapping


class OrderStatus(Word):
    """Where an order stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    PARTIALLY_FILLED = "partially_filled"
    EXECUTED = "executed"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Step(Word):
    """What can happen to an order."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    TRIGGER = "trigger"
    FILL_PART = "fill_part"
    FILL_ALL = "fill_all"
    EXIT_PART = "exit_part"
    EXIT_ALL = "exit_all"
    REJECT = "reject"
    CANCEL = "cancel"
    EXPIRE = "expire"


_S = OrderStatus

TRANSITIONS: Final[Mapping[tuple[OrderStatus, Step], OrderStatus]] = {
    (_S.PENDING, Step.SUBMIT): _S.PENDING,
    (_S.PENDING, Step.ACCEPT): _S.ACCEPTED,
    (_S.PENDING, Step.REJECT): _S.REJECTED,
    (_S.PENDING, Step.CANCEL): _S.CANCELLED,
    (_S.PENDING, Step.EXPIRE): _S.EXPIRED,
    (_S.ACCEPTED, Step.TRIGGER): _S.ACCEPTED,
    (_S.ACCEPTED, Step.FILL_PART): _S.PARTIALLY_FILLED,
    (_S.ACCEPTED, Step.FILL_ALL): _S.EXECUTED,
    (_S.ACCEPTED, Step.REJECT): _S.REJECTED,
    (_S.ACCEPTED, Step.CANCEL): _S.CANCELLED,
    (_S.ACCEPTED, Step.EXPIRE): _S.EXPIRED,
    (_S.PARTIALLY_FILLED, Step.FILL_PART): _S.PARTIALLY_FILLED,
    (_S.PARTIALLY_FILLED, Step.FILL_ALL): _S.EXECUTED,
    (_S.PARTIALLY_FILLED, Step.EXIT_PART): _S.PARTIALLY_FILLED,
    (_S.PARTIALLY_FILLED, Step.CANCEL): _S.CANCELLED,
    (_S.PARTIALLY_FILLED, Step.EXPIRE): _S.EXPIRED,
    (_S.EXECUTED, Step.EXIT_PART): _S.EXECUTED,
    (_S.EXECUTED, Step.EXIT_ALL): _S.CLOSED,
    (_S.CANCELLED, Step.FILL_PART): _S.CANCELLED,
    (_S.CANCELLED, Step.FILL_ALL): _S.EXECUTED,
    (_S.CANCELLED, Step.EXIT_PART): _S.CANCELLED,
    (_S.CANCELLED, Step.EXIT_ALL): _S.CLOSED,
    (_S.EXPIRED, Step.FILL_PART): _S.EXPIRED,
    (_S.EXPIRED, Step.FILL_ALL): _S.EXECUTED,
    (_S.EXPIRED, Step.EXIT_PART): _S.EXPIRED,
    (_S.EXPIRED, Step.EXIT_ALL): _S.CLOSED,
}

WORKING: Final = frozenset({_S.PENDING, _S.ACCEPTED, _S.PARTIALLY_FILLED})
FINAL: Final = frozenset({_S.CLOSED, _S.REJECTED})

# how the doors name these states: an order's life as traders see it, a transaction's as book-keepers do
TRADE_VIEW: Final[Mapping[OrderStatus, str]] = {
    _S.PENDING: "pending",
    _S.ACCEPTED: "pending",
    _S.PARTIALLY_FILLED: "pending",
    _S.EXECUTED: "executed",
    _S.CLOSED: "closed",
    _S.REJECTED: "rejected",
    _S.CANCELLED: "cancelled",
    _S.EXPIRED: "expired",
}
TRANSACTION_VIEW: Final[Mapping[OrderStatus, str]] = {
    _S.PENDING: "pending",
    _S.ACCEPTED: "pending",
    _S.PARTIALLY_FILLED: "pending",
    _S.EXECUTED: "completed",
    _S.CLOSED: "completed",
    _S.REJECTED: "failed",
    _S.CANCELLED: "failed",
    _S.EXPIRED: "failed",
}


def after(number: str, status: OrderStatus, step: Step) -> OrderStatus:
    """Look up where the step leads, or refuse it."""
    following = TRANSITIONS.get((status, step))
    if following is None:
        raise InvalidTransition(number, status.value, step.value)
    return following
