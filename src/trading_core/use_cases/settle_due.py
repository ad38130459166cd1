"""Pay out what has become due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.domain.commands import SettleCash
from trading_core.ports.accounts import Accounts
from trading_core.use_cases.execute_commands import ExecuteCommands

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome


@frozen
class SettleDue:
    """
    Makes proceeds free cash on the day on which they are due, for so many accounts at a time.

    The day is that of UTC, which is over nowhere that stocks are traded before it has begun there. Running it twice,
    or twice at once, pays once: what was paid is due no more.
    """

    execute: ExecuteCommands
    accounts: Accounts
    limit: int = 100

    def __call__(self) -> tuple[Outcome, ...]:
        """Pay, one outcome for each account."""
        day = self.execute.clock.now().date()
        return self.execute([SettleCash(account, day) for account in self.accounts.owed(day, self.limit)])
