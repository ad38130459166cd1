"""The outbox in memory."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from trading_core.ports.outbox import Outbox, Unsent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.testing.fakes.store import MemoryStore


class MemoryOutbox(Outbox):
    """Reads what units of work have committed to a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Use this store."""
        self._store = store

    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        """Read the oldest events."""
        with self._store.guard:
            return tuple(
                Unsent(event, self._store.orders[event.order].terms.account)
                for event in islice(self._store.outbox.values(), limit)
            )

    def mark_sent(self, sent: Sequence[Unsent]) -> None:
        """Forget events."""
        with self._store.guard:
            for unsent in sent:
                self._store.outbox.pop((unsent.event.order, unsent.event.sequence), None)
