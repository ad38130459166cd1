"""What carries out a batch of signals: once a signal is kept, its sender is told so, whatever happens then."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from trading_core.errors import TradingError
from trading_core.ports.signals import ReceivedSignal, SignalFate
from trading_core.ports.tasks import TaskQueue
from trading_core.use_cases.concluding import SignalOutcome
from trading_core.use_cases.trade_signals import SignalText, TradeSignals

log = logging.getLogger("trading.signals")

SLIP: Final = "slip"
LIVE: Final = "live"


def _note(failure: TradingError) -> None:
    log.warning("signals are kept and wait to be traded: %s", failure)


@frozen
class SignalTrader:
    """Trades a batch, and hints at what follows: a broker works the orders, and senders hear on the feed of their slips."""

    trade: TradeSignals
    tasks: TaskQueue

    def __call__(self, batch: Sequence[SignalText]) -> Sequence[SignalOutcome]:
        """Trade; a failure that nobody has foreseen is the whole batch's until each is carried out by itself."""
        try:
            outcomes: Sequence[SignalOutcome] = evolve(self.trade, note=_note)(batch)
        except Exception as failure:
            seen = None if len(batch) > 1 or isinstance(failure, TradingError) else self._seen(batch[0])
            if seen is None:
                raise
            log.exception("the signal %s could not be traded and is tried again", seen.id)
            outcomes = [SignalOutcome(seen)]
        self._hint(outcomes)
        return outcomes

    def _hint(self, outcomes: Sequence[SignalOutcome]) -> None:
        """One hint of a kind is enough: whoever hears it looks at everything that waits."""
        slip = next((one.received.id for one in outcomes if one.received.unreadable), None)
        if slip is not None:
            self.tasks.tell(SLIP, slip)
        placed = next(
            (one.received.order for one in outcomes if one.received.fate is SignalFate.ORDERED), None
        )
        if placed is not None:
            self.tasks.tell(LIVE, placed)

    def _seen(self, text: SignalText) -> ReceivedSignal | None:
        """A signal that is kept is finished in the background; of one that is not, its sender hears."""
        seen = self.trade.signals.get(text.id)
        return None if seen is None else seen.signal
