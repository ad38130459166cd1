"""The journal in memory."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from trading_core.ports.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.journal import Bucket, Entry
    from trading_core.testing.fakes.store import MemoryStore


class MemoryJournal(Journal):
    """Reads the entries of a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Read this store."""
        self._store = store

    def entries(
        self, account: AccountId, after: int = 0, limit: int = 1000, until: datetime | None = None
    ) -> tuple[Entry, ...]:
        """Read the entries behind a sequence."""
        known = takewhile(lambda entry: until is None or entry.at <= until, self._all(account))
        return tuple(entry for entry in known if entry.sequence > after)[:limit]

    def latest(self, account: AccountId, before: int | None = None, limit: int = 1000) -> tuple[Entry, ...]:
        """Read the entries before a sequence, the newest first."""
        newest_first = reversed(self._all(account))
        return tuple(entry for entry in newest_first if before is None or entry.sequence < before)[:limit]

    def touching(
        self,
        account: AccountId,
        buckets: Collection[Bucket],
        symbol: Symbol | None = None,
        *,
        since: int,
        before: int,
        limit: int = 1000,
    ) -> tuple[Entry, ...]:
        """Read the entries of a stretch that moved something into or out of buckets, the newest first."""
        stretch = (entry for entry in self.latest(account, before, before) if entry.sequence >= since)
        return tuple(
            entry
            for entry in stretch
            if any(one.bucket in buckets and symbol in {None, one.symbol} for one in entry.postings)
        )[:limit]

    def _all(self, account: AccountId) -> list[Entry]:
        entries: list[Entry] = []
        with self._store.guard:
            while (entry := self._store.entries.get((account, len(entries) + 1))) is not None:
                entries.append(entry)
        return entries
