"""What is known of a product's day before its prices are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, price_or_none
from trading_core.domain.checks import a
from trading_core.domain.exact import MAX_VALUE, divide, show, to_unit
from trading_core.domain.markets.bounds import up_to
from trading_core.domain.moves.found import source_of
from trading_core.domain.product import calendar_day
from trading_core.domain.technical.series import length, total, trading_rows
from trading_core.domain.technical.spread import MONTH, volatility
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar

_TWO: Final = 2


def _trading_day(value: object) -> date:
    return calendar_day(value, "trading_day")


def _sigma(value: object) -> Decimal | None:
    return None if value is None else up_to(value, "sigma", MAX_VALUE)


def _average_volume(value: object) -> Decimal | None:
    return None if value is None else up_to(value, "average_volume", MAX_VALUE)


def _limits(value: object) -> tuple[Price, Price] | None:
    if value is None:
        return None
    if not isinstance(value, tuple) or len(value) != _TWO or not all(isinstance(end, Price) for end in value):
        raise InvalidValue("limits", show(value), "the lowest and the highest Price of the day, or None")
    low, high = value
    if high < low:
        raise InvalidValue("limits", str(high), f"a highest price not below the lowest {low}")
    return low, high


@frozen(kw_only=True)
class DayFacts:
    """
    The day that an observation belongs to, and what the product is measured by on it.

    ``trading_day`` is that of the observation by the market's clock, never that of whoever asks.
    ``reference`` is the exchange's price for the day, which an ex-dividend day moves away from the last close;
    without it a quote's previous close serves, and never a last tick. ``comparable`` is False where only a
    price on another scale is known, after a split say: then nothing is measured.
    ``limits`` are the lowest and the highest price of the day. ``open`` is the day's first price where the
    observation does not bring it. ``sigma`` and ``average_volume`` are of the days before, the volume of bars
    as long as those observed. ``resumed`` says that trading had paused before this day; ``source`` names who
    says what a bar says, since a bar does not.
    """

    trading_day: date = field(converter=_trading_day)
    reference: Price | None = field(default=None, converter=price_or_none)
    comparable: bool = field(default=True, validator=a(bool))
    limits: tuple[Price, Price] | None = field(default=None, converter=_limits)
    open: Price | None = field(default=None, converter=price_or_none)
    sigma: Decimal | None = field(default=None, converter=_sigma)
    average_volume: Decimal | None = field(default=None, converter=_average_volume)
    resumed: bool = field(default=False, validator=a(bool))
    source: str = field(default="bars", converter=source_of)


def facts_after(
    history: Iterable[Bar | None],
    trading_day: date,
    *,
    reference: Price | None = None,
    comparable: bool = True,
    limits: tuple[Price, Price] | None = None,
    resumed: bool = False,
    source: str = "bars",
    days: int = MONTH,
) -> DayFacts:
    """
    The facts of a day from the bars of the days before it, the oldest first.

    The last close is the reference unless the exchange names another. The average volume is over the last
    ``days`` bars, rounded to 8 decimals half to even, and sigma is that of as many changes; with fewer rows each
    is unknown.
    """
    rows, span = trading_rows(history), length(days, "days", least=2)
    last = rows[-1].close if rows else None
    closes = tuple(bar.close.value for bar in rows)
    volumes = tuple(bar.volume for bar in rows[-span:])
    return DayFacts(
        trading_day=trading_day,
        reference=last if reference is None else reference,
        comparable=comparable,
        limits=limits,
        # Prices from one end of their bounds to the other spread wider than any number here may be.
        sigma=min(volatility(closes, span), MAX_VALUE) if len(closes) > span else None,
        average_volume=to_unit(divide(total(volumes), Decimal(span))) if len(volumes) == span else None,
        resumed=resumed,
        source=source,
    )
