"""What a market says: a quote of one moment, a bar over a span."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from attrs import evolve, field, frozen

from trading_core.domain.amounts import Price, price_or_none, to_price
from trading_core.domain.checks import a, expect, instant, text
from trading_core.domain.exact import ZERO, add, decimal_of, show
from trading_core.domain.ids import Symbol
from trading_core.domain.words import Side, Word
from trading_core.errors import InvalidValue


def _volume(value: object) -> Decimal:
    number = decimal_of(value, "volume")
    if number < ZERO:
        raise InvalidValue("volume", show(number), "a number not below zero")
    return number


def _volume_or_none(value: object) -> Decimal | None:
    return None if value is None else _volume(value)


def _source(value: object) -> str:
    return text(value, "source", 64)


class PriceBasis(Word):
    """What a quote's price is: what somebody paid, the middle of what is offered, or the close of the day before."""

    TRADE = "trade"
    INDICATIVE = "indicative"
    PREVIOUS_CLOSE = "previous_close"


@frozen
class Quote:
    """
    The last known prices of a product, with their age and origin.

    ``bid`` is what a seller gets and ``ask`` what a buyer pays; a source that knows neither leaves both None
    and the last price stands for both. ``open``, ``high``, ``low`` and ``volume`` are those of the trading day so
    far. Where nobody has traded yet, ``basis`` says what stands in for the price, so that none looks like a trade.
    """

    symbol: Symbol = field(converter=Symbol)
    last: Price = field(converter=to_price)
    as_of: datetime = field(converter=instant)
    source: str = field(converter=_source)
    bid: Price | None = field(default=None, converter=price_or_none)
    ask: Price | None = field(default=None, converter=price_or_none)
    previous_close: Price | None = field(default=None, converter=price_or_none)
    open: Price | None = field(default=None, converter=price_or_none)
    high: Price | None = field(default=None, converter=price_or_none)
    low: Price | None = field(default=None, converter=price_or_none)
    volume: Decimal | None = field(default=None, converter=_volume_or_none)
    basis: PriceBasis = field(default=PriceBasis.TRADE, validator=a(PriceBasis))

    def __attrs_post_init__(self) -> None:
        """Refuse a crossed quote, on which whoever trades would be paid for trading, and a day upside down."""
        if self.bid is not None and self.ask is not None and self.ask < self.bid:
            raise InvalidValue("ask", str(self.ask), f"at least the bid {self.bid}")
        if self.high is not None and self.low is not None and self.high < self.low:
            raise InvalidValue("high", str(self.high), f"at least the low {self.low}")

    def price_for(self, side: Side) -> Price:
        """What an order of this side meets: a buy never gets the bid, a sale never the ask."""
        facing = self.ask if side is Side.BUY else self.bid
        return self.last if facing is None else facing

    def age(self, now: datetime) -> timedelta:
        """How old the quote is; a quote from the future is simply fresh."""
        return max(instant(now, "now") - self.as_of, timedelta(0))


@frozen
class Bar:
    """
    Open, high, low and close over a span that begins at ``start``; high and low enclose the others.

    ``reference`` is what the exchange measures the day's change from, where the bar says so: on an ex-dividend day it is
    not the last close. ``comparable`` is False on a day that the exchange compares with no day before, and for which
    nobody knows the reference.
    """

    symbol: Symbol = field(converter=Symbol)
    start: datetime = field(converter=instant)
    open: Price = field(converter=to_price)
    high: Price = field(converter=to_price)
    low: Price = field(converter=to_price)
    close: Price = field(converter=to_price)
    volume: Decimal = field(default=ZERO, converter=_volume)
    reference: Price | None = field(default=None, converter=price_or_none)
    comparable: bool = field(default=True, validator=a(bool))

    def __attrs_post_init__(self) -> None:
        """Refuse a bar whose extremes contradict its open or close; it is wrong data, not a rare day."""
        if self.high < max(self.open, self.close):
            raise InvalidValue("high", str(self.high), "at least the open and the close")
        if self.low > min(self.open, self.close):
            raise InvalidValue("low", str(self.low), "at most the open and the close")
        if self.reference is not None and not self.comparable:
            raise InvalidValue("comparable", "False", "True, since a reference to compare with is stated")

    def joined(self, later: Bar) -> Bar:
        """One bar of this one and the next part of its span; what either says of the day's reference holds for the whole."""
        if expect(later, Bar, "later").symbol != self.symbol or later.start < self.start:
            raise InvalidValue(
                "later", f"{later.symbol} of {later.start.isoformat()}", "the same product, and no earlier"
            )
        reference = later.reference if self.reference is None else self.reference
        return evolve(
            self,
            high=max(self.high, later.high),
            low=min(self.low, later.low),
            close=later.close,
            volume=add(self.volume, later.volume),
            reference=reference,
            comparable=reference is not None or (self.comparable and later.comparable),
        )
