"""Drafts: orders that somebody has proposed. Nothing of one trades until its owner confirms it, in time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a, expect, instant, text, written
from trading_core.domain.commands import PlaceOrder, placing
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import DraftDismissed, DraftExpired, InvalidTransition, InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.ids import AccountId, OrderNumber

LONGEST_WHY: Final = 500


def _proposed_by(value: object) -> str:
    return text(value, "proposed_by", 100)


def _why(value: object) -> str:
    return text(value, "why", LONGEST_WHY)


@frozen(kw_only=True)
class Draft:
    """
    An order as it would be placed, under the number that it would have.

    ``proposed_by`` names who has proposed it and ``why`` is what was said for it: both are shown and never acted on. A
    draft does not change: whether it was confirmed is whether there is an order of its number, so there is no moment at
    which one of the two is true and the other is not.
    """

    terms: OrderTerms = field(validator=a(OrderTerms))
    proposed_by: str = field(converter=_proposed_by)
    why: str = field(default="", converter=_why)
    proposed_at: datetime = field(converter=instant)
    expires_at: datetime = field(converter=instant)

    def __attrs_post_init__(self) -> None:
        """Only a trading order can be placed, and only a draft that holds for a while can be confirmed."""
        if self.terms.source is Source.IMPORT:
            raise InvalidValue("terms", "an imported order", "the terms of a trading order")
        if self.expires_at <= self.proposed_at:
            raise InvalidValue("expires_at", written(self.expires_at), "a moment after the proposal")

    @property
    def number(self) -> OrderNumber:
        """The number of the order that it becomes."""
        return self.terms.number

    @property
    def account(self) -> AccountId | None:
        """Who alone may confirm it."""
        return self.terms.account

    def holds(self, now: datetime) -> bool:
        """Whether it may still become an order; at the moment of its expiry it no longer may."""
        return instant(now, "now") < self.expires_at

    def confirmed(
        self, now: datetime, status: OrderStatus | None = None, *, dismissed: bool = False
    ) -> PlaceOrder:
        """
        The command that its confirmation stands for, given where the order of its number stands, if there is one.

        Who confirms again asks for the same order again, which the books show as it stands, also when the time of the
        draft is over by now. What the rules of trading have rejected is not tried again by itself.
        """
        if status is not None:
            expect(status, OrderStatus, "status")
        if status is OrderStatus.REJECTED:
            raise InvalidTransition(self.number, status.value, "confirm")
        if status is None and dismissed:
            raise DraftDismissed(self.number)
        if status is None and not self.holds(now):
            raise DraftExpired(self.number, self.expires_at)
        return placing(self.terms)
