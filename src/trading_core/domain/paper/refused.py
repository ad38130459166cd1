"""What becomes of an order whose fill the books do not take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.commands import ApplyFill, CancelOrder
from trading_core.domain.trades import Purpose
from trading_core.errors import InsufficientFunds, InsufficientHoldings, InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome

# Anything else that refuses a fill says that the books have gone on meanwhile, and know better.
_UNAFFORDABLE: Final = (InsufficientFunds, InsufficientHoldings, InvalidValue)
_LONGEST_REASON: Final = 500


def ending_of(outcome: Outcome) -> CancelOrder | None:
    """
    End an order that the market would fill and its account cannot pay, with the reason.

    Money was reserved at the price of its acceptance; a market order may meet a worse one. It is not tried again.
    """
    command = outcome.command
    if not isinstance(command, ApplyFill) or not isinstance(outcome.refusal, _UNAFFORDABLE):
        return None
    if command.fill.purpose is not Purpose.ENTRY:
        return None
    return CancelOrder(command.number, str(outcome.refusal)[:_LONGEST_REASON])
