"""Received signals in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.errors import NotFound
from trading_core.ports.signals import ReceivedSignal, SeenSignal, SignalFate, Signals
from trading_core.testing.fakes.listing import page_of, within
from trading_core.testing.fakes.store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trading_core.ports.paging import Page
    from trading_core.ports.signals import Conclusion, Receipt, SignalFilter


class MemorySignals(Signals):
    """Keeps signals by id, each with the moment until which the same words are a repeat of it."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Begin with none, and look for orders in a store, or in one of its own."""
        self._store = store or MemoryStore()
        self._signals: dict[str, ReceivedSignal] = {}
        self._same_until: dict[str, datetime] = {}
        self._untold: set[str] = set()

    def receive(self, receipts: Sequence[Receipt]) -> tuple[ReceivedSignal, ...]:
        """Keep each signal, or find the one that it repeats."""
        with self._store.guard:
            return tuple(self._receive(receipt) for receipt in receipts)

    def _receive(self, receipt: Receipt) -> ReceivedSignal:
        signal = receipt.signal
        known = self._signals.get(signal.id) or self._first_of(signal)
        if known is not None:
            return known
        self._signals[signal.id] = signal
        self._same_until[signal.id] = signal.received_at + receipt.window
        if signal.unreadable:
            self._untold.add(signal.id)
        return signal

    def _first_of(self, signal: ReceivedSignal) -> ReceivedSignal | None:
        for known in self._signals.values():
            same = (known.sender, known.fingerprint) == (signal.sender, signal.fingerprint)
            if same and signal.received_at < self._same_until[known.id]:
                return known
        return None

    def conclude(self, conclusions: Sequence[Conclusion]) -> tuple[ReceivedSignal, ...]:
        """Write down what became of each, unless that is known."""
        with self._store.guard:
            unknown = next((one.signal for one in conclusions if one.signal not in self._signals), None)
            if unknown is not None:
                raise NotFound("signal", unknown)
            return tuple(self._conclude(one) for one in conclusions)

    def _conclude(self, one: Conclusion) -> ReceivedSignal:
        known = self._signals[one.signal]
        if known.fate is SignalFate.RECEIVED:
            known = evolve(known, fate=one.fate, order=one.order, refusal=one.refusal)
        self._signals[one.signal] = known
        return known

    def waiting(self, until: datetime, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read those that were never concluded."""
        with self._store.guard:
            found = [
                known
                for known in self._signals.values()
                if known.fate is SignalFate.RECEIVED and known.received_at <= until
            ]
        return tuple(sorted(found, key=lambda known: (known.received_at, known.id))[:limit])

    def untold(self, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read those that were not told."""
        with self._store.guard:
            return tuple(self._signals[name] for name in sorted(self._untold)[:limit])

    def mark_told(self, signals: Sequence[str]) -> None:
        """Forget that they are untold."""
        with self._store.guard:
            self._untold.difference_update(signals)

    def get(self, signal: str) -> SeenSignal | None:
        """Read a signal."""
        with self._store.guard:
            known = self._signals.get(signal)
            return None if known is None else self._seen(known)

    def find(self, wanted: SignalFilter, page: Page) -> tuple[SeenSignal, ...]:
        """Read a page of signals."""
        with self._store.guard:
            found = [self._seen(known) for known in self._signals.values() if _fits(known, wanted)]
        return page_of(found, page, lambda seen: (seen.signal.received_at, seen.signal.id))

    def count(self, wanted: SignalFilter, up_to: int) -> int:
        """Count signals."""
        with self._store.guard:
            return min(sum(_fits(known, wanted) for known in self._signals.values()), up_to)

    def _seen(self, known: ReceivedSignal) -> SeenSignal:
        order = None if known.order is None else self._store.orders.get(known.order)
        return SeenSignal(known, None if order is None else order.status)


def _fits(known: ReceivedSignal, wanted: SignalFilter) -> bool:
    return (
        known.account == wanted.account
        and wanted.fate in {None, known.fate}
        and wanted.symbol in {None, known.symbol}
        and within(known.received_at, wanted.since, wanted.until)
    )
