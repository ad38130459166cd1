"""What an account was worth at moments of its past: its journal unfolded, valued at the prices of each moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from attrs import frozen

from trading_core.domain.account import Account
from trading_core.domain.checks import expect, instant, sequence, walk
from trading_core.domain.exact import ZERO, add, multiply, subtract, to_unit
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import Bucket, Entry, Place
from trading_core.domain.quotes import Quote

Buckets = Mapping[Place, Decimal]
Prices = Callable[[datetime, frozenset[Symbol]], Mapping[Symbol, Quote]]

MONEY: Final = frozenset({Bucket.CASH, Bucket.HELD, Bucket.UNSETTLED, Bucket.SHORTFALL, Bucket.MARGIN})
# Short units and what they were sold for are below zero, as what they are worth is.
POSITIONS: Final = (
    ((Bucket.LONG, Bucket.LONG_HELD), Bucket.COST_LONG),
    ((Bucket.SHORT, Bucket.SHORT_HELD), Bucket.COST_SHORT),
)


@frozen
class Worth:
    """An account at a moment: all that it came to, and what had been put in, less what was taken out."""

    at: datetime
    equity: Decimal
    paid_in: Decimal


def balances_at(
    account: Account, entries: Iterable[Entry], moments: Sequence[datetime]
) -> Iterator[tuple[datetime, Buckets]]:
    """
    Unfold the last entries of an account, the newest first, to what was in its buckets at each of these moments, the latest first.

    So a look back costs what it looks at, however long the journal is. It ends where the entries do, unless they reach back to
    the opening, before which there was nothing.
    """
    expect(account, Account, "account")
    found = dict(account.balances)
    waiting = sorted((instant(at, "moments") for at in sequence(moments, "moments")), reverse=True)
    place, first = 0, account.sequence + 1
    for entry in walk(entries, Entry, "entries"):
        while place < len(waiting) and entry.at <= waiting[place]:
            yield waiting[place], dict(found)
            place += 1
        if place == len(waiting):
            return
        for posting in entry.postings:
            found[posting.place] = subtract(found.get(posting.place, ZERO), posting.amount)
        first = entry.sequence
    if first == 1:
        yield from ((at, dict(found)) for at in waiting[place:])


def held_in(balances: Buckets) -> frozenset[Symbol]:
    """The products of which there are units."""
    kinds = {kind for units, _ in POSITIONS for kind in units}
    return frozenset(
        symbol
        for (kind, symbol), amount in balances.items()
        if symbol is not None and kind in kinds and amount
    )


def curve(past: Iterable[tuple[datetime, Buckets]], prices: Prices) -> tuple[Worth, ...]:
    """Value what there was at the prices of its moments; what has no price counts at its cost."""
    found = []
    for at, balances in past:
        held = held_in(balances)
        quotes = prices(at, held) if held else {}
        paid_in = subtract(ZERO, balances.get((Bucket.FUNDING, None), ZERO))
        found.append(Worth(at, _equity(balances, held, quotes), paid_in))
    return tuple(found)


def _equity(balances: Buckets, held: Iterable[Symbol], quotes: Mapping[Symbol, Quote]) -> Decimal:
    """What `trading_core.domain.valuation.equity` says of a whole account."""
    total = ZERO
    for (kind, _), amount in balances.items():
        if kind in MONEY:
            total = add(total, amount)
    for symbol in held:
        quote = quotes.get(symbol)
        for (free, reserved), cost in POSITIONS:
            units = add(balances.get((free, symbol), ZERO), balances.get((reserved, symbol), ZERO))
            worth = (
                balances.get((cost, symbol), ZERO)
                if quote is None
                else to_unit(multiply(units, quote.last.value))
            )
            total = add(total, worth)
    return total
