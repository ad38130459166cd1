"""Accounts, for reading."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from trading_core.domain.account import Account
    from trading_core.domain.ids import AccountId
    from trading_core.domain.limits import Limits


class Accounts(Protocol):
    """
    Accounts as they stand, without a lock.

    1. An account is read as of one moment: its fields belong together, whatever is being written.
    2. Only what was committed is seen.
    3. Pages go in ascending order of ids.
    4. A revision never goes back, and is another one after every change of the account, of its journal or of its
       orders: what was read after a revision is still true while that is the revision.
    """

    @abstractmethod
    def get(self, account: AccountId) -> Account | None:
        """Read an account, if there is one of that name."""

    @abstractmethod
    def revisions(self, accounts: Collection[AccountId]) -> Mapping[AccountId, int]:
        """Read the revisions of those accounts that are there, and nothing else of them."""

    @abstractmethod
    def limits(self, account: AccountId) -> Limits:
        """Read an account's limits; none were set, none there are."""

    @abstractmethod
    def owed(self, day: date, limit: int) -> tuple[AccountId, ...]:
        """Name the first accounts, by their ids, that have proceeds due on or before a day."""

    @abstractmethod
    def page(self, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind an id."""
