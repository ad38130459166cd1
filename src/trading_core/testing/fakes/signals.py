"""Received signals in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.errors import NotFound
from trading_core.ports.signals import ReceivedSignal, SignalFate, Signals
from trading_core.testing.fakes.listing import page_of

if TYPE_CHECKING:
    from datetime import timedelta

    from trading_core.domain.ids import OrderNumber
    from trading_core.ports.paging import Page


class MemorySignals(Signals):
    """Keeps signals by id."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._signals: dict[str, ReceivedSignal] = {}

    def receive(self, signal: ReceivedSignal, window: timedelta) -> ReceivedSignal:
        """Keep a signal, or find the one that it repeats."""
        with self._lock:
            for known in self._signals.values():
                same = (known.sender, known.fingerprint) == (signal.sender, signal.fingerprint)
                if same and abs(signal.received_at - known.received_at) < window:
                    return known
            return self._signals.setdefault(signal.id, signal)

    def conclude(
        self, signal: str, fate: SignalFate, order: OrderNumber | None = None, detail: str | None = None
    ) -> ReceivedSignal:
        """Write down what became of it, unless that is known."""
        with self._lock:
            known = self._signals.get(signal)
            if known is None:
                raise NotFound("signal", signal)
            if known.fate is SignalFate.RECEIVED:
                known = evolve(known, fate=fate, order=order, detail=detail)
            self._signals[signal] = known
            return known

    def find(self, sender: str | None, page: Page) -> tuple[ReceivedSignal, ...]:
        """Read a page of signals."""
        with self._lock:
            found = [known for known in self._signals.values() if sender in (None, known.sender)]
        return page_of(found, page, lambda known: (known.received_at, known.id))
