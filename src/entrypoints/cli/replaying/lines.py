"""What a replay came to, for people: a few lines and a curve."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from entrypoints.cli.replaying.drawn import WIDTH, in_characters
from trading_core.domain.exact import multiply, to_unit
from trading_core.use_cases.replayed import NotTraded, Replayed

MOST_REFUSALS: Final = 20
HUNDRED: Final = Decimal(100)
CENT: Final = Decimal("0.01")


def rows(replayed: Replayed) -> Iterator[tuple[str, str]]:
    """What there is to tell, each by its name."""
    found = replayed.performance
    currency = replayed.desk.account(replayed.account).currency
    yield (
        "prices",
        f"{replayed.bars:,} bars from {found.first.at:%Y-%m-%d %H:%M} to {found.last.at:%Y-%m-%d %H:%M} UTC",
    )
    yield "equity", f"{money(found.first.equity)} at first, {money(found.last.equity)} {currency} at last"
    yield "gain", f"{money(found.gain)}{_of(found.gained)}"
    fall = found.drawdown
    yield (
        "deepest fall",
        "none"
        if fall is None
        else f"{money(fall.amount)}{_of(fall.part)}, from {fall.peak.at:%Y-%m-%d %H:%M} to {fall.bottom.at:%Y-%m-%d %H:%M}",
    )
    yield (
        "trades",
        f"{found.trades}, of which {found.closing} closed something: {found.won} won and {found.lost} lost",
    )
    yield "win rate", percent(found.win_rate)
    yield "profit factor", _factor(found.profit_factor)
    yield (
        "costs",
        f"{money(found.fees)} in fees and {money(found.taxes)} in tax, on a turnover of {money(found.turnover)}",
    )
    yield "exposure", f"{percent(found.exposure)} of the time, {money(found.most_invested)} at most"
    yield "orders", f"{len(replayed.orders)}; refused: {len(replayed.refused)}"
    for one in replayed.desk.positions(replayed.account):
        worth = f"worth {money(one.market_value)}, {money(one.unrealized)} of it not realized"
        yield "held at last", f"{one.quantity:,f} of {one.symbol} {one.direction.value}, {worth}"


def lines(replayed: Replayed, width: int = WIDTH) -> Iterator[str]:
    """The rows, the curve, and what was refused."""
    for name, words in rows(replayed):
        yield f"{name:14}{words}"
    yield ""
    yield from in_characters([mark.equity for mark in replayed.marks], width)
    if replayed.refused:
        yield ""
        yield "Refused"
        yield from (f"  {refusal(one)}" for one in replayed.refused[:MOST_REFUSALS])
    if len(replayed.refused) > MOST_REFUSALS:
        yield f"  and {len(replayed.refused) - MOST_REFUSALS} more: --json and --html tell all of them."


def refusal(one: NotTraded) -> str:
    """When, what, and why."""
    return f"{one.at:%Y-%m-%d %H:%M} {one.what}: {one.refusal}"


def money(amount: Decimal) -> str:
    """An amount to the cent."""
    return f"{to_unit(amount, CENT):,f}"


def percent(part: Decimal | None) -> str:
    """A part to a hundredth of a percent."""
    if part is None:
        return "none"
    return f"{to_unit(multiply(part, HUNDRED), CENT, ROUND_HALF_EVEN):,f} %"


def _of(part: Decimal | None) -> str:
    return "" if part is None else f" ({percent(part)})"


def _factor(factor: Decimal | None) -> str:
    return "none, since nothing was lost" if factor is None else f"{to_unit(factor, CENT):,f}"
