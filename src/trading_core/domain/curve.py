"""What an account was worth at moments of its past: its journal folded, valued at the prices of each moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from attrs import frozen

from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.checks import expect, instant, sequence, walk
from trading_core.domain.exact import ZERO, subtract
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import Bucket, Entry
from trading_core.domain.quotes import Quote
from trading_core.domain.valuation import equity

Prices = Callable[[datetime, frozenset[Symbol]], Mapping[Symbol, Quote]]


@frozen
class Worth:
    """An account at a moment: all that it came to, and what had been put in, less what was taken out."""

    at: datetime
    equity: Decimal
    paid_in: Decimal


def accounts_at(
    terms: AccountTerms, entries: Iterable[Entry], moments: Sequence[datetime]
) -> Iterator[tuple[datetime, Account]]:
    """
    Make the account as it stood at each of these moments, of which none is before another, in one walk.

    Entries stand in the order in which they were booked; those behind the first one of a later time were not in the
    books yet.
    """
    expect(terms, AccountTerms, "terms")
    account = Account(terms)
    waiting = iter(sorted(instant(at, "moments") for at in sequence(moments, "moments")))
    at = next(waiting, None)
    for entry in walk(entries, Entry, "entries"):
        while at is not None and at < entry.at:
            yield at, account
            at = next(waiting, None)
        if at is None:
            return
        account = account.apply(entry)
    while at is not None:
        yield at, account
        at = next(waiting, None)


def curve(accounts: Iterable[tuple[datetime, Account]], prices: Prices) -> tuple[Worth, ...]:
    """Value accounts at the prices of their moments; what has no price counts at its cost."""
    found = []
    for at, account in accounts:
        held = frozenset(symbol for symbol, _ in account.lots)
        paid_in = subtract(ZERO, account.balance(Bucket.FUNDING))
        found.append(Worth(at, equity(account, prices(at, held) if held else {}), paid_in))
    return tuple(found)
