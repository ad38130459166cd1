"""Months that are asked for once: those that are over stay in the database for ever, the one at hand for ten minutes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from attrs import frozen

from adapters.prices.exchange.reports import TAIPEI, Report, opening_of
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.ports.bar_source import Interval
from trading_core.ports.clock import Clock
from trading_core.ports.months import Month, Months

CODE: Final = re.compile(r"[0-9][0-9A-Z]{3,5}")
WHILE_GOING_ON: Final = timedelta(minutes=10)
# A month that nobody knew anything of may have been a mood of the source.
WHILE_EMPTY: Final = timedelta(days=7)


def is_code(symbol: Symbol) -> bool:
    """Whether it can be the code of a security of Taiwan."""
    return CODE.fullmatch(symbol) is not None


@frozen(eq=False)
class KeptMonths:
    """Answers from the house where it can, and from a source where it must."""

    source: str
    months: Months
    clock: Clock
    ask: Callable[[Symbol, date], Report]

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """The days of a security, month by month."""
        if interval is not Interval.DAY or not is_code(symbol):
            return ()
        until = min(until, self.clock.now())
        months = (self.month(symbol, month) for month in months_between(since, until))
        return tuple(bar for month in months for bar in month.bars if since <= bar.start <= until)

    def month(self, symbol: Symbol, month: date) -> Month:
        """A month as it was kept, or as the source tells it now."""
        now, kept = self.clock.now(), self.months.get(self.source, symbol, month)
        if kept is not None and _stands(kept, now):
            return kept
        report = self.ask(symbol, month)
        told = Month(self.source, symbol, month, now, report.bars, report.quiet)
        self.months.put(told)
        return told


def months_between(since: datetime, until: datetime) -> Iterator[date]:
    """The months of Taipei that a stretch touches."""
    month = (since.astimezone(UTC) + TAIPEI).date().replace(day=1)
    while opening_of(month) - TAIPEI <= until:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """The first day of the month after it."""
    return (month + timedelta(days=32)).replace(day=1)


def _stands(kept: Month, now: datetime) -> bool:
    """Whether what was told need not be asked for again."""
    if (kept.fetched_at + TAIPEI).date() < next_month(kept.month):
        return now - kept.fetched_at < WHILE_GOING_ON
    return bool(kept.bars or kept.quiet) or now - kept.fetched_at < WHILE_EMPTY
