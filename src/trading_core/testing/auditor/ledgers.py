"""The laws of the books, held against a journal entry by entry and against what the entries add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from trading_core.domain.account import Account
from trading_core.domain.explain import why
from trading_core.domain.orders import refold
from trading_core.testing.auditor.units import units

if TYPE_CHECKING:
    from trading_core.domain.journal import Entry
    from trading_core.domain.orders import Order

_COUNTED_IN_UNITS: Final = frozenset({"long", "long_held", "short", "short_held", "market"})
_NEVER_ABOVE: Final = frozenset({"cost_short", "shortfall", "short", "short_held"})
_OF_BORROWERS: Final = frozenset({"short", "short_held", "cost_short", "margin"})
_EITHER: Final = frozenset({"realized", "funding", "market"})


class Ledger:
    """One account's journal, added up a second time."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self.entries: list[Entry] = []
        self.sums: dict[tuple[str, str | None], int] = {}

    def add(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Take entries in and tell which laws they break."""
        for entry in entries:
            self.entries.append(entry)
            if entry.sequence != len(self.entries):
                yield f"entries follow one another: {entry.account} has {entry.sequence} at {len(self.entries)}"
            moved: dict[str | None, int] = {}
            for posting in entry.postings:
                amount = units(posting.amount)
                kind = str(posting.symbol) if posting.bucket in _COUNTED_IN_UNITS else None
                moved[kind] = moved.get(kind, 0) + amount
                place = (str(posting.bucket), posting.symbol)
                self.sums[place] = self.sums.get(place, 0) + amount
            if any(moved.values()):
                yield f"every entry is balanced: {entry.account} {entry.sequence}"
        yield from self._signs()

    def _signs(self) -> Iterator[str]:
        for (bucket, symbol), amount in self.sums.items():
            wrong = amount > 0 if bucket in _NEVER_ABOVE else amount < 0
            if wrong and bucket not in _EITHER:
                yield f"no bucket is overdrawn: {bucket} {symbol or ''} {amount}"

    def against(self, account: Account, before: Account | None, new: int) -> Iterator[str]:
        """Hold the account that a system shows against its journal; ``before`` is the fold up to the new entries."""
        folded = before or Account(account.terms)
        for entry in self.entries[len(self.entries) - new :]:
            folded = folded.apply(entry)
        if folded != account:
            yield f"an account is the fold of its entries: {account.id}"
        balances = {
            (str(bucket), symbol): units(amount) for (bucket, symbol), amount in account.balances.items()
        }
        if balances != {place: amount for place, amount in self.sums.items() if amount}:
            yield f"balances are the sums of postings: {account.id}"
        yield from _of_account(account)

    def explained(self, account: Account) -> Iterator[str]:
        """Every balance is explained by its entries, to the last unit."""
        for (bucket, symbol), balance in account.balances.items():
            lines = why(self.entries, bucket, symbol)
            if not lines or lines[-1].balance != balance:
                yield f"why explains a balance: {account.id} {bucket} {symbol or ''}"


def _of_account(account: Account) -> Iterator[str]:
    balances = {(str(bucket), symbol): amount for (bucket, symbol), amount in account.balances.items()}
    money = sum(units(amount) for (bucket, _), amount in balances.items() if bucket not in _COUNTED_IN_UNITS)
    if money:
        yield f"money is only moved: {account.id} has made {money}"
    if not account.terms.margin and {bucket for bucket, _ in balances} & _OF_BORROWERS:
        yield f"who may not borrow owes nothing: {account.id}"
    kept: dict[tuple[str, str | None], list[int]] = {}
    for (bucket, symbol), amount in balances.items():
        direction = bucket.removesuffix("_held").removeprefix("cost_")
        if direction in {"long", "short"}:
            column = kept.setdefault((direction, symbol), [0, 0])
            column[bucket.startswith("cost_")] += abs(units(amount))
    lots = {
        (str(direction), symbol): [
            sum(units(lot.quantity) for lot in lots),
            sum(units(lot.cost) for lot in lots),
        ]
        for (symbol, direction), lots in account.lots.items()
    }
    if kept != lots:
        yield f"lots are what the buckets hold: {account.id}"
    reserved = [
        sum(abs(units(amount)) for (bucket, _), amount in balances.items() if bucket in wanted)
        for wanted in ({"held"}, {"long_held", "short_held"}, {"unsettled"})
    ]
    promised = [
        sum(units(hold.cash) for hold in account.holds.values()),
        sum(units(hold.units) for hold in account.holds.values()),
        sum(units(amount) for amount in account.settlements.values()),
    ]
    if reserved != promised:
        yield f"what is reserved is reserved for somebody: {account.id}"


def of_order(order: Order) -> Iterator[str]:
    """An order is the fold of its events, and never more than it was asked to be."""
    if refold(order) != order:
        yield f"an order is the fold of its events: {order.number}"
    if order.terms.side is not None and order.filled > order.terms.quantity:
        yield f"an order is never overfilled: {order.number}"
    if order.exited > order.opened:
        yield f"no more is exited than was opened: {order.number}"
