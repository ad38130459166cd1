"""Decisions a second: a mixed book of buys, sales and refusals, in batches of 1, 100 and 10,000."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bench.timing import per_second, table
from trading_core import Book, buy, decide, needs_of, open_account, sell

if TYPE_CHECKING:
    from trading_core import PlaceOrder

NOON = datetime(2026, 1, 5, 4, tzinfo=UTC)
TRADERS = 100
COMMANDS = 9_999


def opened() -> Book:
    """A book with accounts that have money."""
    return decide(Book(), [open_account(f"trader-{n}", 10**9) for n in range(TRADERS)], NOON).book


def mixed() -> list[PlaceOrder]:
    """One third buys, one third sales of what was bought, one third refused for want of money."""
    commands: list[PlaceOrder] = []
    for n in range(COMMANDS):
        trader = f"trader-{n // 3 % TRADERS}"
        if n % 3 == 0:
            commands.append(buy(f"order-{n}", trader, "2330", 10, "860.5"))
        elif n % 3 == 1:
            commands.append(sell(f"order-{n}", trader, "2330", 4, "861"))
        else:
            commands.append(buy(f"order-{n}", trader, "2330", 10**8, "860.5"))
    return commands


def in_batches(size: int, book: Book, commands: list[PlaceOrder]) -> int:
    """Decide all commands, so many at a time, as a store does it: on the accounts that the batch names."""
    accounts = dict(book.accounts)
    refused = 0
    for begin in range(0, COMMANDS, size):
        batch = commands[begin : begin + size]
        named = {name: accounts[name] for name in needs_of(batch).accounts}
        decision = decide(Book(settings=book.settings, accounts=named, products=book.products), batch, NOON)
        accounts.update(decision.changes.accounts)
        refused += sum(not outcome.ok for outcome in decision.outcomes)
    if refused != COMMANDS // 3:
        message = f"{refused} refusals instead of {COMMANDS // 3}: the measurement is not of what it says"
        raise SystemExit(message)
    return COMMANDS


def run() -> None:
    """Measure and print."""
    book, commands = opened(), mixed()
    rates = {size: per_second(partial(in_batches, size, book, commands)) for size in (1, 100, 10_000)}
    rows = [
        (f"batches of {size:,}", f"{rate:,.0f}/s", f"{rate / rates[1]:.2f} of batches of 1")
        for size, rate in rates.items()
    ]
    table("Decisions on a mixed book (buy, sell, refused), one thread", rows)
