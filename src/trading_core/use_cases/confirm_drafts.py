"""Confirm drafts: turn what was proposed into orders, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.checks import a, optional, sequence_of
from trading_core.domain.commands import PlaceOrder
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.orders import Order
from trading_core.errors import DraftDismissed, NotFound, TradingError
from trading_core.ports.clock import Clock
from trading_core.ports.drafts import Drafts, SeenDraft
from trading_core.use_cases.execute_commands import ExecuteCommands

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.book import Outcome
    from trading_core.ports.books import UnitOfWork


@frozen
class Confirmation:
    """The word of an account's owner that a draft of this number is to become an order."""

    number: OrderNumber = field(converter=OrderNumber)
    account: AccountId = field(converter=AccountId)


@frozen
class Confirmed:
    """The order as it stands, and the refusal where there is one; an order that was rejected has both."""

    order: Order | None = field(default=None, validator=optional(Order))
    refusal: TradingError | None = field(default=None, validator=optional(TradingError))


@frozen
class ReadyDrafts:
    """
    Says what confirmations ask of the books.

    The terms of a draft never change, and its order carries its number, which the books give once. So of many who confirm
    the same one at once all mean one order. It may be dismissed meanwhile, so its order is made while it is held.
    """

    drafts: Drafts
    clock: Clock

    def __call__(self, confirmations: Sequence[Confirmation]) -> tuple[PlaceOrder | TradingError, ...]:
        """Look up each: the command, or why there is none; somebody else's draft is not there."""
        wanted = sequence_of(confirmations, Confirmation, "confirmations")
        now = self.clock.now()
        known = self.drafts.get({one.number for one in wanted}) if wanted else {}
        return tuple(_ready(one, known.get(one.number), now) for one in wanted)


@frozen
class ConfirmDrafts:
    """Places the orders of drafts, all in one transaction; a refused one refuses itself alone."""

    ready: ReadyDrafts = field(validator=a(ReadyDrafts))
    execute: ExecuteCommands = field(validator=a(ExecuteCommands))

    def __call__(self, confirmations: Sequence[Confirmation]) -> tuple[Confirmed, ...]:
        """Place each, or say why not, in order."""
        ready = self.ready(confirmations)
        while True:
            try:
                return self._placed(ready)
            except DraftDismissed as late:
                ready = tuple(late if _is_of(one, late.number) else one for one in ready)

    def _placed(self, ready: Sequence[PlaceOrder | TradingError]) -> tuple[Confirmed, ...]:
        placing = [one for one in ready if isinstance(one, PlaceOrder)]
        outcomes = iter(self.execute.run(lambda _: placing, _hold, placing) if placing else ())
        return tuple(
            _confirmed(next(outcomes)) if isinstance(one, PlaceOrder) else Confirmed(refusal=one)
            for one in ready
        )


def _is_of(ready: PlaceOrder | TradingError, number: str) -> bool:
    return isinstance(ready, PlaceOrder) and ready.terms.number == number


def hold(work: UnitOfWork, number: OrderNumber) -> None:
    """Let nobody dismiss a draft while its order is being made; refuse where somebody has."""
    if not work.hold_draft(number):
        raise DraftDismissed(number)


def _hold(work: UnitOfWork, outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.order is not None:
            hold(work, outcome.order.number)


def _ready(wanted: Confirmation, seen: SeenDraft | None, now: datetime) -> PlaceOrder | TradingError:
    if seen is None or seen.draft.account != wanted.account:
        return NotFound("draft", wanted.number)
    try:
        return seen.draft.confirmed(now, seen.status, dismissed=seen.dismissed_at is not None)
    except TradingError as refusal:
        return refusal


def _confirmed(outcome: Outcome) -> Confirmed:
    return Confirmed(outcome.order, outcome.refusal)
