"""`trading session`: a morning at the desk, told line by line, with nothing but the core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from trading_core import Command, Desk, Outcome, Quote, buy, open_account, sell

# A fixed morning, so that whoever runs the session sees what its description shows.
OPENING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEP = timedelta(minutes=5)

STEPS: tuple[tuple[str, Command], ...] = (
    ("ada opens an account with 1,000,000", open_account("ada", 1_000_000)),
    ("buys 1,000 of 2330 at 860", buy("A-1", "ada", "2330", 1_000, "860")),
    ("sends the same order again", buy("A-1", "ada", "2330", 1_000, "860")),
    ("buys 1,000 more", buy("A-2", "ada", "2330", 1_000, "860")),
    ("sells 400 at 875.5", sell("A-3", "ada", "2330", 400, "875.5")),
    ("sells 1,000 of what is left", sell("A-4", "ada", "2330", 1_000, "875.5")),
)


def session() -> None:
    """
    Trade a small session on paper and print its book.

    Nothing is kept and nobody is asked: the orders, their times and the last price are written in the program.
    """
    desk = Desk()
    for line in told(desk):
        print(line)


def told(desk: Desk) -> Iterator[str]:
    """Carry out the steps and tell what became of each, then show the book and explain the cash in it."""
    now = OPENING
    for words, command in STEPS:
        [outcome] = desk.do(command, now=now)
        yield f"{now:%H:%M}  {words:38}{fate(outcome)}"
        now += STEP
    desk.see(Quote(symbol="2330", last="880", as_of=now, source="session"))
    yield ""
    yield "Holdings, at the last price"
    for position in desk.positions("ada"):
        cost, worth = f"{position.average_cost:,.2f}", f"{position.market_value:,.2f}"
        yield f"  {position.quantity:,.0f} of {position.symbol}, bought at {cost}, worth {worth}"
    yield ""
    yield "Why the cash is what it is"
    yield from (f"  {line}" for line in desk.why("ada"))
    yield ""
    yield f"Cash {desk.account('ada').cash:,.2f}, equity {desk.equity('ada'):,.2f}"


def fate(outcome: Outcome) -> str:
    """Say in words what became of a command."""
    if outcome.refusal is not None:
        return f"refused: {outcome.refusal}"
    if outcome.replayed:
        return "was done before, nothing changes"
    return "done"
