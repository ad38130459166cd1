"""The laws of the books, told once more and by other means than the books themselves use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.account import fold
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import NOT_ABOVE_ZERO, UNITS, Bucket
from trading_core.domain.orders import refold
from trading_core.domain.words import Direction, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.book import Book
    from trading_core.domain.journal import Entry

FREE_UNITS = {Direction.LONG: Bucket.LONG, Direction.SHORT: Bucket.SHORT}
HELD_UNITS = {Direction.LONG: Bucket.LONG_HELD, Direction.SHORT: Bucket.SHORT_HELD}
COSTS = {Direction.LONG: Bucket.COST_LONG, Direction.SHORT: Bucket.COST_SHORT}


def audit(book: Book, entries: Sequence[Entry]) -> None:
    """Prove that the books are what their entries and events add up to, and that no law is broken."""
    for account in book.accounts.values():
        assert fold(account.terms, [entry for entry in entries if entry.account == account.id]) == account
        money = sum(amount for (bucket, _), amount in account.balances.items() if bucket not in UNITS)
        assert money == ZERO
        signed = [(bucket, amount) for (bucket, _), amount in account.balances.items()]
        assert [] == [pair for pair in signed if pair[0] in NOT_ABOVE_ZERO and pair[1] > 0]
        may_be_negative = {*NOT_ABOVE_ZERO, Bucket.REALIZED, Bucket.FUNDING, Bucket.MARKET}
        assert [] == [pair for pair in signed if pair[0] not in may_be_negative and pair[1] < 0]
        if not account.terms.margin:
            assert {Bucket.SHORT, Bucket.SHORT_HELD, Bucket.MARGIN}.isdisjoint(bucket for bucket, _ in signed)
        assert ZERO in {account.cash, account.balance(Bucket.SHORTFALL)}
        assert account.held == sum(hold.cash for hold in account.holds.values())
        held_units = sum(abs(account.total(bucket)) for bucket in HELD_UNITS.values())
        assert held_units == sum(hold.units for hold in account.holds.values())
        assert account.balance(Bucket.UNSETTLED) == sum(account.settlements.values())
        for symbol, direction in {
            (symbol, direction)
            for bucket, symbol in account.balances
            for direction in Direction
            if symbol is not None
            and bucket in {FREE_UNITS[direction], HELD_UNITS[direction], COSTS[direction]}
        }:
            lots = account.lots_of(symbol, direction)
            assert account.units(symbol, direction) == sum(lot.quantity for lot in lots)
            assert abs(account.balance(COSTS[direction], symbol)) == sum(lot.cost for lot in lots)
            if not account.units(symbol, Direction.SHORT):
                assert account.balance(Bucket.MARGIN, symbol) == ZERO
    for order in book.orders.values():
        assert refold(order) == order
        if order.terms.source is not Source.IMPORT:
            assert order.filled <= order.terms.quantity
            assert order.exited <= order.opened
