"""The outbox: order events that were committed and that nobody outside has heard of yet."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, optional
from trading_core.domain.ids import AccountId
from trading_core.domain.orders import OrderEvent


@frozen
class Unsent:
    """An event and the account whose order it is of; an imported order has none."""

    event: OrderEvent = field(validator=a(OrderEvent))
    account: AccountId | None = field(default=None, validator=optional(AccountId))


class Outbox(Protocol):
    """
    What units of work have saved and a relay has to tell.

    1. Every order event that was committed is here until it is marked as sent, and none that was not committed.
    2. Events of one order come in the order of their sequence.
    3. What was read and not marked is read again: a relay that stops in between tells it twice, never not at all.
    """

    @abstractmethod
    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        """Read the oldest events that were not marked."""

    @abstractmethod
    def mark_sent(self, sent: Sequence[Unsent]) -> None:
        """Forget events that were told; marking them again does nothing."""
