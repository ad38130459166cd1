"""Accounts in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.limits import NO_LIMITS, Limits
from trading_core.ports.accounts import Accounts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from trading_core.domain.account import Account
    from trading_core.domain.ids import AccountId
    from trading_core.testing.fakes.store import MemoryStore


class MemoryAccounts(Accounts):
    """Reads the accounts of a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Read this store."""
        self._store = store

    def get(self, account: AccountId) -> Account | None:
        """Read an account."""
        with self._store.guard:
            return self._store.accounts.get(account)

    def revisions(self, accounts: Collection[AccountId]) -> Mapping[AccountId, int]:
        """Count what has happened to each account and its orders."""
        with self._store.guard:
            found = {
                name: self._store.accounts[name].sequence for name in accounts if name in self._store.accounts
            }
            for order in self._store.orders.values():
                if order.terms.account in found:
                    found[order.terms.account] += len(order.history)
        return found

    def limits(self, account: AccountId) -> Limits:
        """Read an account's limits."""
        with self._store.guard:
            return self._store.limits.get(account, NO_LIMITS)

    def owed(self, day: date, limit: int) -> tuple[AccountId, ...]:
        """Name accounts with proceeds that are due."""
        with self._store.guard:
            accounts = self._store.accounts.items()
            return tuple(
                sorted(name for name, one in accounts if any(due <= day for due in one.settlements))
            )[:limit]

    def page(self, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        """Read the accounts behind an id."""
        with self._store.guard:
            names = sorted(name for name in self._store.accounts if after is None or name > after)
            return tuple(self._store.accounts[name] for name in names[:limit])
