"""What trading has come to: gains, losses and costs, read off trades and off what an account was worth from time to time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from attrs import field, frozen

from trading_core.domain.checks import a, instant, number, optional, sequence_of
from trading_core.domain.exact import ZERO, add, divide, subtract
from trading_core.domain.trades import Trade
from trading_core.errors import InvalidValue


@frozen
class Mark:
    """What an account was worth at a moment, and how much of that was in positions, long and short added up."""

    at: datetime = field(converter=instant)
    equity: Decimal = field(validator=number)
    invested: Decimal = field(default=ZERO, validator=number)


@frozen
class Drawdown:
    """The deepest fall from a peak: from when and what, to when and what."""

    peak: Mark = field(validator=a(Mark))
    bottom: Mark = field(validator=a(Mark))

    @property
    def amount(self) -> Decimal:
        """How much was lost on the way."""
        return subtract(self.peak.equity, self.bottom.equity)

    @property
    def part(self) -> Decimal | None:
        """The same as a part of the peak; none of a peak that was worth nothing."""
        return _part(self.amount, self.peak.equity)


@frozen(kw_only=True)
class Performance:
    """
    What is told of a span of trading.

    A trade that makes a position smaller is *closing*, and won or lost by its profit less its own fee and tax; what the
    purchase had cost beside its price is among ``fees``. Parts are exact divisions of what stands here; who shows them
    rounds them. ``profit_factor`` is all gains over all losses, None while nothing was lost.
    """

    first: Mark = field(validator=a(Mark))
    last: Mark = field(validator=a(Mark))
    drawdown: Drawdown | None = field(validator=optional(Drawdown))
    trades: int = field(validator=a(int))
    closing: int = field(validator=a(int))
    won: int = field(validator=a(int))
    lost: int = field(validator=a(int))
    gains: Decimal = field(validator=number)
    losses: Decimal = field(validator=number)
    fees: Decimal = field(validator=number)
    taxes: Decimal = field(validator=number)
    turnover: Decimal = field(validator=number)
    invested_marks: int = field(validator=a(int))
    marks: int = field(validator=a(int))
    most_invested: Decimal = field(validator=number)

    @property
    def gain(self) -> Decimal:
        """What the account is worth more at the end, on paper or not."""
        return subtract(self.last.equity, self.first.equity)

    @property
    def gained(self) -> Decimal | None:
        """The gain as a part of what was there at the beginning."""
        return _part(self.gain, self.first.equity)

    @property
    def costs(self) -> Decimal:
        """Fees and taxes."""
        return add(self.fees, self.taxes)

    @property
    def win_rate(self) -> Decimal | None:
        """The part of closing trades that won; a trade that came to nothing has not."""
        return _part(Decimal(self.won), Decimal(self.closing))

    @property
    def profit_factor(self) -> Decimal | None:
        """All gains of closing trades over all their losses."""
        return _part(self.gains, self.losses)

    @property
    def exposure(self) -> Decimal | None:
        """The part of all marks at which anything was held."""
        return _part(Decimal(self.invested_marks), Decimal(self.marks))


def performance_of(marks: Iterable[Mark], trades: Iterable[Trade] = ()) -> Performance:
    """
    Read off what trading has come to.

    Marks go in the order of time, the first from before the first trade.

    >>> from datetime import UTC, datetime
    >>> from decimal import Decimal
    >>> from trading_core import Mark, performance_of
    >>> days = [datetime(2026, 1, day, tzinfo=UTC) for day in (5, 6, 7, 8)]
    >>> worth = [Decimal(1000), Decimal(1200), Decimal(900), Decimal(1100)]
    >>> found = performance_of([Mark(at, equity) for at, equity in zip(days, worth)])
    >>> print(found.gained, found.drawdown.amount, found.drawdown.part)
    0.1 300 0.25
    """
    known = sequence_of(marks, Mark, "marks")
    if not known:
        raise InvalidValue("marks", "empty", "at least one mark")
    for earlier, later in pairwise(known):
        if later.at < earlier.at:
            raise InvalidValue("marks", later.at.isoformat(), f"nothing before {earlier.at.isoformat()}")
    made = sequence_of(trades, Trade, "trades")
    results = [_result(trade) for trade in made if trade.closed]
    return Performance(
        first=known[0],
        last=known[-1],
        drawdown=_deepest(known),
        trades=len(made),
        closing=len(results),
        won=sum(result > ZERO for result in results),
        lost=sum(result < ZERO for result in results),
        gains=_sum(result for result in results if result > ZERO),
        losses=_sum(subtract(ZERO, result) for result in results if result < ZERO),
        fees=_sum(trade.fee for trade in made),
        taxes=_sum(trade.tax for trade in made),
        turnover=_sum(trade.value for trade in made),
        invested_marks=sum(mark.invested > ZERO for mark in known),
        marks=len(known),
        most_invested=max(mark.invested for mark in known),
    )


def _result(trade: Trade) -> Decimal:
    return subtract(trade.realized, add(trade.fee, trade.tax))


def _deepest(marks: Sequence[Mark]) -> Drawdown | None:
    """The fall that took the most money, the first of equals, from where it began; none where nothing ever fell."""
    peak, deepest = marks[0], None
    for mark in marks:
        if mark.equity >= peak.equity:
            peak = mark
        fall = subtract(peak.equity, mark.equity)
        if fall > (ZERO if deepest is None else deepest.amount):
            deepest = Drawdown(peak, mark)
    return deepest


def _part(amount: Decimal, whole: Decimal) -> Decimal | None:
    return divide(amount, whole) if whole > ZERO else None


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = add(total, amount)
    return total
