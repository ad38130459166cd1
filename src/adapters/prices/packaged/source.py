"""What twstock tells, believed as little as the exchanges themselves: it passes on what they send, and hides their bans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from attrs import frozen

from adapters.prices.exchange.client import AT_ONCE, FOR_BARS, FOR_QUOTES, Patience
from adapters.prices.exchange.kept import KeptMonths, is_code, next_month
from adapters.prices.exchange.pause import Pause
from adapters.prices.exchange.reports import Report, opening_of
from adapters.prices.exchange.snapshots import quotes_of
from adapters.prices.exchange.turns import Turns
from adapters.prices.exchange.wrong import LATER, unusable
from adapters.prices.listed import find_listing
from adapters.prices.packaged.isolation import Isolation
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.clock import Clock
from trading_core.ports.months import Months
from trading_core.ports.quotes import QuoteSource

SOURCE: Final = "twstock"
PART: Final = "The library twstock"
CHILD: Final = "adapters.prices.packaged.child"


@frozen(eq=False)
class LibraryPrices(QuoteSource, BarSource):
    """
    Quotes and days as twstock has them.

    It tells nothing alike of a code that there is not, of a failure and of a ban. So nothing told of a security that was
    listed by then is a failure here.
    """

    packaged: Isolation
    turns: Turns
    pause: Pause
    months: Months
    clock: Clock
    for_quotes: Patience = FOR_QUOTES
    for_bars: Patience = FOR_BARS

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Ask for snapshots."""
        wanted = sorted({symbol for symbol in symbols if is_code(symbol)})
        found: dict[Symbol, Quote] = {}
        for begin in range(0, len(wanted), AT_ONCE):
            part = wanted[begin : begin + AT_ONCE]
            # it fetches a cookie with every question
            told = self._ask({"codes": [str(symbol) for symbol in part]}, self.for_quotes, turns=2)
            with self.pause.noting(SOURCE):
                if not isinstance(told, dict):
                    raise unusable(PART, "it told no snapshots")
                found.update(quotes_of(told, part, SOURCE))
        return found

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Ask for the days of a security, month by month."""
        return KeptMonths(SOURCE, self.months, self.clock, self._report).bars(symbol, since, until, interval)

    def _report(self, symbol: Symbol, month: date) -> Report:
        told = self._ask({"month": [str(symbol), month.year, month.month]}, self.for_bars)
        if not isinstance(told, list):
            raise unusable(PART, "it told no days")
        if not told and self._must_have_traded(symbol, month):
            why = f"it told nothing of {symbol} in {month:%Y-%m}, as it does when the exchange has banned it"
            raise unusable(PART, why, LATER)
        try:
            days = [_day(symbol, month, row) for row in told]
        except (InvalidValue, ValueError, TypeError) as wrong:
            raise unusable(PART, f"a day of {month:%Y-%m} is wrong ({str(wrong).rstrip('.')})") from None
        if sorted({day for day, _ in days}) != [day for day, _ in days]:
            raise unusable(PART, f"the days of {month:%Y-%m} are out of order")
        return Report(tuple(bar for _, bar in days if bar), tuple(day for day, bar in days if bar is None))

    def _must_have_traded(self, symbol: Symbol, month: date) -> bool:
        """Whether the exchange lists some day of a month that is over."""
        listing = find_listing(symbol)
        over = opening_of(next_month(month)) <= self.clock.now()
        return over and listing is not None and listing.since is not None and listing.since < month

    def _ask(self, question: object, patience: Patience, turns: int = 1) -> Any:  # noqa: ANN401 - whatever JSON can hold
        self.pause.check(SOURCE)
        for _ in range(turns):
            self.turns.wait(patience.turn)
        with self.pause.noting(SOURCE):
            return self.packaged.ask(question, patience.answer)


def _day(symbol: Symbol, month: date, row: Sequence[Any]) -> tuple[date, Bar | None]:
    """A day and its bar; where there are no prices nobody has traded."""
    written, volume, *prices = row
    day = date.fromisoformat(written)
    if day.replace(day=1) != month:
        raise ValueError(f"{day} was not asked for")
    if prices == [None] * 4:
        return day, None
    first, high, low, last = prices
    return day, Bar(symbol, opening_of(day), first, high, low, last, volume)
