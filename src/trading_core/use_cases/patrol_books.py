"""Walk through the books again and again, and verify some accounts at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trading_core.domain.ids import AccountId
    from trading_core.use_cases.verify_books import Difference, VerifyBooks


class PatrolBooks:
    """
    Verifies the accounts behind those that it verified the last time, and begins anew behind the last of all.

    However many accounts there are, a step costs the same. It may run while trading goes on, and in several places:
    each walks its own way.
    """

    def __init__(self, verify: VerifyBooks, limit: int = 50) -> None:
        """Begin before the first account."""
        self._verify, self._limit = verify, limit
        self._after: AccountId | None = None

    def __call__(self) -> tuple[Difference, ...]:
        """Verify the next few."""
        accounts = self._verify.accounts.page(self._after, self._limit)
        self._after = accounts[-1].id if len(accounts) == self._limit else None
        return tuple(difference for account in accounts for difference in self._verify.of(account))
