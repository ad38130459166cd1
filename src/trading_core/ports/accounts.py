"""Accounts, for reading."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.ids import AccountId
    from trading_core.domain.limits import Limits


class Accounts(Protocol):
    """
    Accounts as they stand, without a lock.

    1. An account is read as of one moment: its fields belong together, whatever is being written.
    2. Only what was committed is seen.
    3. Pages go in ascending order of ids.
    """

    @abstractmethod
    def get(self, account: AccountId) -> Account | None:
        """Read an account, if there is one of that name."""

    @abstractmethod
    def sequence(self, account: AccountId) -> int | None:
        """Read the number of an account's last entry alone: whether what somebody remembers is still true."""

    @abstractmethod
    def limits(self, account: AccountId) -> Limits:
        """Read an account's limits; none were set, none there are."""

    @abstractmethod
    def page(self, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind an id."""
