"""Months of trading days as an exchange has told them, kept so that a month that is over is asked for once."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

from attrs import field, frozen

from trading_core.domain.checks import as_tuple, each, instant, text
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.product import calendar_day
from trading_core.domain.quotes import Bar
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_NAME: Final = 64


def _source(value: object) -> str:
    return text(value, "source", LONGEST_NAME)


def month_of(value: object) -> date:
    """A month, named by its first day."""
    day = calendar_day(value, "month")
    if day.day != 1:
        raise InvalidValue("month", day.isoformat(), "the first day of a month")
    return day


def _quiet(value: object) -> tuple[date, ...]:
    days = as_tuple(value)
    if not isinstance(days, tuple):
        raise InvalidValue("quiet", show(value), "a sequence of days")
    return tuple(calendar_day(day, "quiet") for day in days)


@frozen
class Month:
    """
    What a source has told of a product's month: a bar for each day with trades, the oldest first.

    ``quiet`` are the days that the source lists and on which nothing was traded, as while a share is suspended; a
    holiday is not listed at all.
    """

    source: str = field(converter=_source)
    symbol: Symbol = field(converter=Symbol)
    month: date = field(converter=month_of)
    fetched_at: datetime = field(converter=instant)
    bars: tuple[Bar, ...] = field(default=(), converter=as_tuple, validator=each(Bar))
    quiet: tuple[date, ...] = field(default=(), converter=_quiet)

    def __attrs_post_init__(self) -> None:
        """Refuse what belongs to another product or to another month."""
        for bar in self.bars:
            if bar.symbol != self.symbol:
                raise InvalidValue("bars", bar.symbol, f"bars of {self.symbol}")
        for day in self.quiet:
            if day.replace(day=1) != self.month:
                raise InvalidValue("quiet", day.isoformat(), f"days of {self.month:%Y-%m}")


class Months(Protocol):
    """
    Months by source, product and month.

    1. What was put is what is read, every field of it.
    2. Putting a month again replaces it.
    3. Quiet days are told once each, in order, whichever source has told of them.
    """

    @abstractmethod
    def get(self, source: str, symbol: Symbol, month: date) -> Month | None:
        """Read a month, if that source has told of it."""

    @abstractmethod
    def put(self, month: Month) -> None:
        """Keep a month."""

    @abstractmethod
    def quiet_days(self, symbol: Symbol, months: Collection[date]) -> tuple[date, ...]:
        """Read on which days of some months nothing was traded, as far as anybody has told."""
