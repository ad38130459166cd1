"""The journal, for reading."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.journal import Bucket, Entry


class Journal(Protocol):
    """
    The entries of an account; an unknown account has none.

    1. Only what was committed is seen, and what was seen once is there for ever, unchanged.
    2. Entries come by their sequence without a gap, so folding them over the account's terms makes the account.
    3. ``until`` ends the journal before the first entry that is later than that moment, wherever the reading
       begins: what is left is what the account knew at that moment.
    4. Who asks for what touched some buckets is read every entry that did within the stretch, and no other one.
    """

    @abstractmethod
    def entries(
        self, account: AccountId, after: int = 0, limit: int = 1000, until: datetime | None = None
    ) -> tuple[Entry, ...]:
        """Read the entries behind a sequence, the oldest first."""

    @abstractmethod
    def latest(self, account: AccountId, before: int | None = None, limit: int = 1000) -> tuple[Entry, ...]:
        """Read the entries before a sequence (or the last of all), the newest first."""

    @abstractmethod
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
        """Read the entries of a stretch that moved something into or out of buckets (of a product), the newest first."""
