"""A shortfall is paid by the first money that comes free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.exact import ZERO, subtract
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.sheet import Sheet

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.account import Account


def repayment_of(account: Account, at: datetime) -> Entry | None:
    """The entry that pays as much of the shortfall as there is free cash for, if there are both."""
    owed = subtract(ZERO, account.balance(Bucket.SHORTFALL))
    amount = min(account.cash, owed)
    if not amount:
        return None
    sheet = Sheet()
    sheet.move(Bucket.CASH, Bucket.SHORTFALL, amount)
    return Entry(account.id, account.sequence + 1, at, Cause.REPAYMENT, sheet.postings())
