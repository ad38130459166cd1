"""What the analysis of a product says about its prices, as one value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.amounts import Price, to_price
from trading_core.domain.checks import as_tuple, each, instant
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.technical.averages import CENTS, bias, moving_average
from trading_core.domain.technical.four_points import BestFourPoint, Gate, best_four_point
from trading_core.domain.technical.series import length, trading_rows, unit_of
from trading_core.domain.technical.spread import MONTH, volatility
from trading_core.errors import InvalidValue, NotEnoughData

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar

SPANS: Final = (5, 10, 20, 60)


def _days(value: object) -> int:
    return length(value, "days")


def _rows(value: object) -> int:
    return length(value, "rows")


def _finite(value: object, name: str) -> Decimal | None:
    """Accept a computed number; a bias of tiny averages may lie far outside the bounds of prices."""
    if value is not None and not (isinstance(value, Decimal) and value.is_finite()):
        raise InvalidValue(name, show(value), "a finite Decimal or None")
    return value


def _value(value: object) -> Decimal | None:
    return _finite(value, "value")


def _bias(value: object) -> Decimal | None:
    return _finite(value, "bias")


def _volatility(value: object) -> Decimal | None:
    return _finite(value, "volatility")


@frozen
class Average:
    """An average over so many rows and the close's bias from it; both None while there are too few rows."""

    days: int = field(converter=_days)
    value: Decimal | None = field(default=None, converter=_value)
    bias: Decimal | None = field(default=None, converter=_bias)


@frozen
class Technical:
    """
    The latest close among its averages, its spread and the four points.

    ``best_four_point`` is the reason why not where there are too few rows for it. ``as_of`` is the start of the
    latest bar, ``rows`` how many bars with a price there were.
    """

    symbol: Symbol = field(converter=Symbol)
    as_of: datetime = field(converter=instant)
    rows: int = field(converter=_rows)
    close: Price = field(converter=to_price)
    averages: tuple[Average, ...] = field(converter=as_tuple, validator=each(Average))
    volatility: Decimal | None = field(converter=_volatility)
    best_four_point: BestFourPoint | NotEnoughData = field()

    @best_four_point.validator
    def _check_points(self, _attribute: object, value: object) -> None:
        if not isinstance(value, BestFourPoint | NotEnoughData):
            raise InvalidValue("best_four_point", show(value), "a BestFourPoint or a NotEnoughData")


def technical_summary(
    bars: Iterable[Bar | None],
    *,
    spans: Iterable[int] = SPANS,
    changes: int = MONTH,
    gate: Gate = Gate.TWSTOCK,
    decimals: int = CENTS,
) -> Technical:
    """
    Work out everything that the rows suffice for; one row is the least.

    ``decimals`` is the scale of averages and biases, ``changes`` how many changes the volatility is taken of.
    """
    rows = trading_rows(bars)
    if not rows:
        raise NotEnoughData(needed=1, given=0)
    unit_of(decimals)
    closes = tuple(bar.close.value for bar in rows)
    enough = len(closes) > length(changes, "changes", least=2)
    return Technical(
        symbol=rows[-1].symbol,
        as_of=rows[-1].start,
        rows=len(rows),
        close=rows[-1].close,
        averages=tuple(_average(closes, span, decimals) for span in _spans(spans)),
        volatility=volatility(closes, changes) if enough else None,
        best_four_point=_points(rows, gate, decimals),
    )


def _spans(spans: object) -> tuple[int, ...]:
    many = as_tuple(spans)
    if not isinstance(many, tuple):
        raise InvalidValue("spans", show(spans), "a sequence of whole numbers")
    return tuple(length(span, "spans") for span in many)


def _average(closes: tuple[Decimal, ...], days: int, decimals: int) -> Average:
    if len(closes) < days:
        return Average(days)
    value = moving_average(closes[-days:], days, decimals)[-1]
    # A price of a thousandth of a cent has an average of zero cents, and no bias from it.
    return Average(days, value, bias(closes[-1], value, decimals) if value else None)


def _points(rows: tuple[Bar, ...], gate: Gate, decimals: int) -> BestFourPoint | NotEnoughData:
    try:
        return best_four_point(rows, gate, decimals)
    except NotEnoughData as reason:
        return reason
