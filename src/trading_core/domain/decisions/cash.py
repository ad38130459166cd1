"""Decisions about accounts and cash: open, deposit, withdraw, settle."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from trading_core.domain.account import Account
from trading_core.domain.book import Outcome
from trading_core.domain.exact import ZERO, subtract
from trading_core.domain.journal import Bucket, Cause, Entry, Posting
from trading_core.domain.valuation import buying_power
from trading_core.errors import AlreadyExists, InsufficientFunds

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.domain.commands import Deposit, OpenAccount, SettleCash, Withdraw
    from trading_core.domain.decisions.work import Work
    from trading_core.domain.journal import Reference


def open_account(work: Work, command: OpenAccount, now: datetime) -> Outcome:
    """Open an account under a name that is free."""
    if work.find_account(command.terms.id) is not None:
        raise AlreadyExists("account", command.terms.id)
    account = work.open(Account(command.terms))
    if not command.opening:
        return Outcome(command, account=account)
    return _fund(work, command, account, command.opening, Cause.OPENING, None, now)


def deposit(work: Work, command: Deposit, now: datetime) -> Outcome:
    """Put money in, once for each reference."""
    account = work.account(command.account)
    before = _before(work, command, Cause.DEPOSIT, command.amount)
    if before is not None:
        return Outcome(command, account=account, entries=(before,), replayed=True)
    return _fund(work, command, account, command.amount, Cause.DEPOSIT, command.reference, now)


def withdraw(work: Work, command: Withdraw, now: datetime) -> Outcome:
    """Take money out, once for each reference, and never what short positions may still lose."""
    account = work.account(command.account)
    change = subtract(ZERO, command.amount)
    before = _before(work, command, Cause.WITHDRAWAL, change)
    if before is not None:
        return Outcome(command, account=account, entries=(before,), replayed=True)
    free = buying_power(account, work.quotes)
    if command.amount > free:
        raise InsufficientFunds(command.amount, free, account.currency)
    return _fund(work, command, account, change, Cause.WITHDRAWAL, command.reference, now)


def settle(work: Work, command: SettleCash, now: datetime) -> Outcome:
    """Pay out what is due, one entry for each day that it was due on."""
    account = work.account(command.account)
    for due in sorted(day for day in account.settlements if day <= command.day):
        amount = account.settlements[due]
        postings = (
            Posting(Bucket.UNSETTLED, None, subtract(ZERO, amount)),
            Posting(Bucket.CASH, None, amount),
        )
        entry = Entry(account.id, account.sequence + 1, now, Cause.SETTLEMENT, postings, due=due)
        account = work.enter(account, entry)
    return Outcome(command, account=account, entries=work.new_entries)


def _before(work: Work, command: Deposit | Withdraw, cause: Cause, change: Decimal) -> Entry | None:
    entry = work.movement(command.account, command.reference)
    if entry is None:
        return None
    same = entry.cause is cause and any(
        posting.bucket is Bucket.CASH and posting.amount == change for posting in entry.postings
    )
    if not same:
        raise AlreadyExists("movement of cash", command.reference)
    return entry


def _fund(
    work: Work,
    command: OpenAccount | Deposit | Withdraw,
    account: Account,
    change: Decimal,
    cause: Cause,
    reference: Reference | None,
    now: datetime,
) -> Outcome:
    postings = (Posting(Bucket.CASH, None, change), Posting(Bucket.FUNDING, None, subtract(ZERO, change)))
    entry = Entry(account.id, account.sequence + 1, now, cause, postings, reference=reference)
    return Outcome(command, account=work.enter(account, entry), entries=work.new_entries)
