"""The table of facts: every number that an answer about a product may quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from trading_core.domain.checks import a, as_tuple, each, sequence, text
from trading_core.domain.exact import divide, multiply, plain, show, subtract, to_unit
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.domain.technical import BestFourPoint, Technical, highest, lowest
from trading_core.domain.technical.four_points import LONG, SHORT
from trading_core.errors import InvalidValue, NotEnoughData

if TYPE_CHECKING:
    from trading_core.domain.moves import PriceMove

RANGE: Final = 20
MOST_MOVES: Final = 5
POINTS: Final = 4
_HUNDRED: Final = Decimal(100)
_CENT: Final = Decimal("0.01")


def _name(value: object) -> str:
    return text(value, "name", 64)


@frozen
class Fact:
    """A number, a day or a word by its name; ``percent`` says that the number is one of a hundred."""

    name: str = field(converter=_name)
    value: Decimal | date | str = field()
    percent: bool = field(default=False, validator=a(bool))

    @value.validator
    def _check_value(self, _attribute: object, value: object) -> None:
        finite = isinstance(value, Decimal) and value.is_finite()
        if not finite and not isinstance(value, date | str):
            raise InvalidValue("value", show(value), "a finite Decimal, a date or a word")

    @property
    def written(self) -> str:
        """The value as it stands in the table."""
        if isinstance(self.value, Decimal):
            return plain(self.value) + ("%" if self.percent else "")
        return self.value if isinstance(self.value, str) else self.value.isoformat()


@frozen
class Facts:
    """What is known of a product, and nothing that belongs to anybody's account."""

    symbol: Symbol = field(converter=Symbol)
    rows: tuple[Fact, ...] = field(converter=as_tuple, validator=each(Fact))

    def numbers(self, *, percent: bool) -> tuple[Decimal, ...]:
        """The numbers that may be quoted: with a sign of percent those that are percents, without one all."""
        return tuple(
            row.value for row in self.rows if isinstance(row.value, Decimal) and (row.percent or not percent)
        )

    @property
    def days(self) -> frozenset[date]:
        """The days that may be named."""
        return frozenset(row.value for row in self.rows if isinstance(row.value, date))

    @property
    def lines(self) -> str:
        """The table, a fact a line."""
        return "\n".join(f"{row.name}: {row.written}" for row in self.rows)


def by_day(bars: Iterable[Bar], day_of: Callable[[Bar], date]) -> tuple[tuple[Bar, ...], tuple[date, ...]]:
    """
    One bar for each trading day, and the days: what is called an average of five days is one of five days.

    A day of several bars opens with its first and closes with its last, which it is dated by too.
    """
    days: dict[date, list[Bar]] = {}
    for bar in sequence(bars, "bars"):
        days.setdefault(day_of(bar), []).append(bar)
    return tuple(_whole(parts) for parts in days.values()), tuple(days)


def _whole(parts: Sequence[Bar]) -> Bar:
    return evolve(reduce(Bar.joined, parts), start=parts[-1].start)


def facts_of(
    technical: Technical, bars: Sequence[Bar], days: Sequence[date], moves: Iterable[PriceMove]
) -> Facts:
    """
    The table of a product, from its bars (the oldest first), the trading day of each, and its newest moves.

    The technical part has to be that of these very bars.
    """
    if not bars or len(bars) != len(days) or technical.as_of != bars[-1].start:
        raise NotEnoughData(needed=max(technical.rows, 1), given=len(bars))
    return Facts(
        technical.symbol,
        (
            *_prices(bars, days),
            *_averages(technical),
            *_points(technical.best_four_point),
            *_moves(moves),
        ),
    )


def _prices(bars: Sequence[Bar], days: Sequence[date]) -> Iterator[Fact]:
    last = bars[-1]
    yield Fact("date", days[-1])
    yield Fact("first_date", days[0])
    yield Fact("bars", Decimal(len(bars)))
    for name in ("open", "high", "low", "close"):
        yield Fact(name, getattr(last, name).value)
    yield Fact("volume", last.volume)
    if len(bars) > 1:
        before = bars[-2].close.value
        change = subtract(last.close.value, before)
        yield Fact("previous_close", before)
        yield Fact("change", change)
        yield Fact("change_percent", to_unit(divide(multiply(change, _HUNDRED), before), _CENT), percent=True)
        yield Fact("previous_volume", bars[-2].volume)
    if len(bars) >= RANGE:
        yield Fact(f"highest_of_{RANGE}", highest((bar.high.value for bar in bars), RANGE))
        yield Fact(f"lowest_of_{RANGE}", lowest((bar.low.value for bar in bars), RANGE))
        yield Fact("range_bars", Decimal(RANGE))


def _averages(technical: Technical) -> Iterator[Fact]:
    for average in technical.averages:
        if average.value is not None:
            yield Fact(f"average_{average.days}_bars", Decimal(average.days))
            yield Fact(f"average_{average.days}", average.value)
        if average.bias is not None:
            yield Fact(f"bias_{average.days}_percent", average.bias, percent=True)
    if technical.volatility is not None:
        yield Fact("volatility_percent", to_unit(technical.volatility, _CENT), percent=True)


def _points(points: BestFourPoint | NotEnoughData) -> Iterator[Fact]:
    if isinstance(points, NotEnoughData):
        return
    yield Fact("best_four_point", points.decision.value)
    yield Fact("best_four_point_rules", Decimal(POINTS))
    yield Fact("best_four_point_short_bars", Decimal(SHORT))
    yield Fact("best_four_point_long_bars", Decimal(LONG))
    for number, reason in enumerate(points.reasons, 1):
        yield Fact(f"reason_{number}", reason.english)


def _moves(moves: Iterable[PriceMove]) -> Iterator[Fact]:
    for number, move in zip(range(1, MOST_MOVES + 1), moves, strict=False):
        name = f"event_{number}"
        yield Fact(name, move.type.value)
        yield Fact(f"{name}_date", move.trading_day)
        yield Fact(f"{name}_from", move.previous_price.value)
        yield Fact(f"{name}_to", move.price.value)
        yield Fact(f"{name}_change_percent", to_unit(move.change_percent, _CENT), percent=True)
