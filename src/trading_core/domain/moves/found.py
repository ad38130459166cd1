"""What is found: moves, and prices that cannot be."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.amounts import Price, to_price
from trading_core.domain.checks import a, instant, text
from trading_core.domain.exact import MAX_VALUE
from trading_core.domain.ids import Symbol
from trading_core.domain.markets.bounds import up_to
from trading_core.domain.moves.percents import shown_change
from trading_core.domain.product import calendar_day
from trading_core.domain.words import Word


class MoveType(Word):
    """The kinds of moves, in the capitals by which clients filter them."""

    PRICE_INCREASE = "PRICE_INCREASE"
    PRICE_DECREASE = "PRICE_DECREASE"
    GAP_UP = "GAP_UP"
    GAP_DOWN = "GAP_DOWN"
    LIMIT_UP = "LIMIT_UP"
    LIMIT_DOWN = "LIMIT_DOWN"
    VOLUME_SPIKE = "VOLUME_SPIKE"


def _instant(value: object) -> datetime:
    return instant(value, "at")


def _trading_day(value: object) -> date:
    return calendar_day(value, "trading_day")


def _level(value: object) -> Decimal:
    return up_to(value, "level", MAX_VALUE)


def _threshold(value: object) -> Decimal:
    return up_to(value, "threshold", MAX_VALUE)


def source_of(value: object) -> str:
    """Accept who says so."""
    return text(value, "source", 64)


@frozen
class PriceMove:
    """
    One significant move, told once a day for each type and level.

    | type                           | price               | level                       | threshold             |
    | ------------------------------ | ------------------- | --------------------------- | --------------------- |
    | PRICE_INCREASE, PRICE_DECREASE | last, or bar's close | percent of the level passed | percent to be reached |
    | GAP_UP, GAP_DOWN               | the day's open      | percent of the gap          | the same              |
    | LIMIT_UP, LIMIT_DOWN           | the limit           | 0                           | 0                     |
    | VOLUME_SPIKE                   | bar's close         | multiple of the average     | the same              |

    The threshold of a plain move is above its level where the product's own unrest asked for more.
    ``previous_price`` is the reference that the move is measured from. ``resumed`` says that trading had paused
    before this day, so that the move may hold several days' news.
    """

    symbol: Symbol = field(converter=Symbol)
    type: MoveType = field(validator=a(MoveType))
    trading_day: date = field(converter=_trading_day)
    level: Decimal = field(converter=_level)
    at: datetime = field(converter=_instant)
    previous_price: Price = field(converter=to_price)
    price: Price = field(converter=to_price)
    threshold: Decimal = field(converter=_threshold)
    source: str = field(converter=source_of)
    resumed: bool = field(default=False, validator=a(bool))

    @property
    def key(self) -> tuple[Symbol, MoveType, date, Decimal]:
        """What no two moves share."""
        return (self.symbol, self.type, self.trading_day, self.level)

    @property
    def change_percent(self) -> Decimal:
        """The change from the reference to four decimals, rounded towards zero: it never claims a level not reached."""
        return shown_change(self.previous_price, self.price)


@frozen
class SuspectPrice:
    """
    A price beyond the limit of its day: wrong data, since nobody could have traded there.

    It is no move and starts none. It is told once for each day and side.
    """

    symbol: Symbol = field(converter=Symbol)
    trading_day: date = field(converter=_trading_day)
    at: datetime = field(converter=_instant)
    price: Price = field(converter=to_price)
    limit: Price = field(converter=to_price)
    source: str = field(converter=source_of)

    @property
    def above(self) -> bool:
        """Whether the price is above the highest of the day, else below the lowest."""
        return self.price > self.limit

    @property
    def key(self) -> tuple[Symbol, date, bool]:
        """What no two suspect prices share."""
        return (self.symbol, self.trading_day, self.above)
