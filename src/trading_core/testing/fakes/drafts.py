"""Drafts in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.errors import AlreadyExists
from trading_core.ports.drafts import DraftFilter, Drafts, SeenDraft
from trading_core.testing.fakes.listing import page_of
from trading_core.testing.fakes.store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from trading_core.domain.drafts import Draft
    from trading_core.domain.ids import OrderNumber
    from trading_core.ports.paging import Page


class MemoryDrafts(Drafts):
    """Keeps drafts by number."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Begin with none, and look for orders in a store, or in one of its own."""
        self._store = store or MemoryStore()
        self._drafts = self._store.drafts

    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        """Keep drafts as long as there may be more."""
        with self._store.guard:
            before = dict(self._drafts)
            kept = set()
            for draft in drafts:
                if draft.number in self._drafts:
                    self._drafts.clear()
                    self._drafts.update(before)
                    raise AlreadyExists("draft", draft.number)
                if self._open(draft) < most:
                    self._drafts[draft.number] = draft
                    kept.add(draft.number)
            return frozenset(kept)

    def _open(self, draft: Draft) -> int:
        return sum(
            one.account == draft.account and self._is_open(one, draft.proposed_at)
            for one in self._drafts.values()
        )

    def _is_open(self, draft: Draft, at: datetime) -> bool:
        decided = draft.number in self._store.orders or draft.number in self._store.dismissed
        return draft.holds(at) and not decided

    def get(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, SeenDraft]:
        """Read drafts."""
        with self._store.guard:
            return {number: self._seen(self._drafts[number]) for number in numbers if number in self._drafts}

    def find(self, wanted: DraftFilter, page: Page) -> tuple[SeenDraft, ...]:
        """Read a page of drafts."""
        with self._store.guard:
            found = [self._seen(draft) for draft in self._fitting(wanted)]
        return page_of(found, page, lambda seen: (seen.draft.proposed_at, seen.draft.number))

    def count(self, wanted: DraftFilter, up_to: int) -> int:
        """Count drafts."""
        with self._store.guard:
            return min(len(self._fitting(wanted)), up_to)

    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        """Note when, unless there is an order of that number; whoever is making one is waited for."""
        with self._store.turn, self._store.guard:
            if number not in self._drafts:
                return None
            if number not in self._store.orders:
                self._store.dismissed.setdefault(number, at)
            return self._seen(self._drafts[number])

    def forget(self, until: datetime, limit: int) -> int:
        """Throw away old ones."""
        with self._store.guard:
            over = [number for number, draft in self._drafts.items() if draft.expires_at <= until][:limit]
            for number in over:
                del self._drafts[number]
                self._store.dismissed.pop(number, None)
        return len(over)

    def _fitting(self, wanted: DraftFilter) -> list[Draft]:
        return [
            draft
            for draft in self._drafts.values()
            if draft.account == wanted.account
            and (wanted.open_at is None or self._is_open(draft, wanted.open_at))
        ]

    def _seen(self, draft: Draft) -> SeenDraft:
        order = self._store.orders.get(draft.number)
        dismissed_at = self._store.dismissed.get(draft.number)
        return SeenDraft(draft, None if order is None else order.status, dismissed_at)
