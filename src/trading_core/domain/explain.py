"""Why a balance is what it is: the entries that made it, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.checks import expect, instant, walk
from trading_core.domain.exact import ZERO, add, plain
from trading_core.domain.journal import Bucket, Entry, place_of

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


@frozen
class Line:
    """What one entry did to a balance, and the balance after it."""

    entry: Entry
    change: Decimal
    balance: Decimal

    def __str__(self) -> str:
        sign = "+" if self.change > 0 else ""
        return f"{self.entry.at:%Y-%m-%d %H:%M:%S}  {cause_of(self.entry)}  {sign}{plain(self.change)}  {plain(self.balance)}"


def cause_of(entry: Entry) -> str:
    """Say in words what an entry was made for."""
    trade = entry.trade
    if trade is not None:
        verb = "bought" if trade.side == "buy" else "sold"
        return f"{trade.order}: {verb} {trade.quantity} {trade.symbol} at {trade.price} ({trade.purpose})"
    if entry.order is not None:
        return f"{entry.order}: {entry.cause}"
    return f"{entry.cause} {entry.reference or ''}".rstrip()


def until(entries: Iterable[Entry], at: datetime | None) -> Iterator[Entry]:
    """
    The entries up to a moment, that moment included; all of them without one. They are not kept.

    Entries stand in the order in which they were booked, so those behind the first one of a later time were not
    in the books yet at that moment, although a report that came late tells of a time before it.
    """
    moment = None if at is None else instant(at, "at")
    return takewhile(lambda entry: moment is None or entry.at <= moment, walk(entries, Entry, "entries"))


def why(
    entries: Iterable[Entry],
    bucket: Bucket = Bucket.CASH,
    symbol: Symbol | None = None,
    at: datetime | None = None,
) -> tuple[Line, ...]:
    """
    Explain a balance as of a moment (or now) by every entry that changed it.

    Lines have the signs of ``trading_core.Bucket``. A bucket that is kept by product (margin, the costs, the units)
    needs the product; to ask for it without one, or for cash with one, is refused and says so.
    """
    place = place_of(bucket, symbol)
    balance = ZERO
    lines = []
    for entry in until(entries, at):
        change = ZERO
        for posting in entry.postings:
            if posting.place == place:
                change = add(change, posting.amount)
        if change:
            balance = add(balance, change)
            lines.append(Line(entry, change, balance))
    return tuple(lines)


def account_at(terms: AccountTerms, entries: Iterable[Entry], at: datetime) -> Account:
    """
    Make the account as its books stood at a moment, that moment included.

    The entries are all of the account, from the first on. A fill that was reported late is seen from when it was
    booked on, and not from when it was traded on, since nobody knew of it before.
    """
    expect(terms, AccountTerms, "terms")
    return fold(terms, until(entries, instant(at, "at")))
