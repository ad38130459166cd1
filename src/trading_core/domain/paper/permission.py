"""What the kill switch lets a paper market do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trading_core.domain.commands import ApplyFill, TriggerOrder
from trading_core.domain.trades import Purpose
from trading_core.domain.words import TradingState

if TYPE_CHECKING:
    from trading_core.domain.orders import Order
    from trading_core.domain.paper.matching import PaperReport


def permitted(reports: Sequence[PaperReport], order: Order, state: TradingState) -> tuple[PaperReport, ...]:
    """
    The reports of one order up to the first that may not be.

    Halted: nothing trades, neither in nor out. Reducing: an order that opens anything does not trade, and ways out
    do. What waits has its chance when the switch is turned back; its time may run out meanwhile.
    """
    if state is TradingState.ACTIVE:
        return tuple(reports)
    opens = order.closing < order.terms.quantity
    for place, report in enumerate(reports):
        entering = isinstance(report, TriggerOrder) or (
            isinstance(report, ApplyFill) and report.fill.purpose is Purpose.ENTRY
        )
        trading = entering or isinstance(report, ApplyFill)
        if (trading and state is TradingState.HALTED) or (entering and opens):
            return tuple(reports[:place])
    return tuple(reports)
