"""What a market shows to an order: a quote is one moment, a bar is a way that prices went."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.amounts import Price
from trading_core.domain.exact import add, divide
from trading_core.domain.trades import Provenance
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar, Quote

BAR_SOURCE: Final = "bar"
_MILLION: Final = Decimal(1_000_000)
_DAY: Final = 86_400


@frozen
class Way:
    """Where a price began, how far it went either way, and where it ended; in which order is not known."""

    open: Price
    high: Price
    low: Price
    close: Price

    @property
    def beginning(self) -> Way:
        """Its first moment alone."""
        return Way(self.open, self.open, self.open, self.open)

    def surely_after(self, price: Price) -> Way:
        """What certainly came after the moment at which the price was met: the way from there to the end."""
        if price == self.open:
            return self
        return Way(price, max(price, self.close), min(price, self.close), self.close)

    def perhaps_after(self, price: Price) -> Way:
        """All that may have come after the moment at which the price was met."""
        return Way(price, self.high, self.low, self.close)

    def at_limit(self, side: Side, limit: Price) -> Price | None:
        """The price at which this side trades at its limit or better: better only where the way begins so."""
        if side is Side.BUY:
            if self.open <= limit:
                return self.open
            return limit if self.low <= limit else None
        if self.open >= limit:
            return self.open
        return limit if self.high >= limit else None

    def past_stop(self, side: Side, stop: Price) -> Price | None:
        """The price at which this side finds its stop passed: the stop, or worse where the way begins behind it."""
        if side is Side.BUY:
            if self.open >= stop:
                return self.open
            return stop if self.high >= stop else None
        if self.open <= stop:
            return self.open
        return stop if self.low <= stop else None


@frozen
class Sight:
    """
    What there is to see: prices of which moment, from where, and the way for either side.

    ``bid`` and ``ask`` are those of a quote, kept for the fills that come of it.
    """

    as_of: datetime
    source: str
    buying: Way
    selling: Way
    bid: Price | None = None
    ask: Price | None = None

    def way(self, side: Side) -> Way:
        """What this side meets: a buy the ask, a sale the bid."""
        return self.buying if side is Side.BUY else self.selling

    def provenance(self, at: datetime) -> Provenance:
        """Where fills at a moment come from; their age, to the microsecond, tells the moment of the prices."""
        age = max(at - self.as_of, timedelta(0))
        seconds = add(Decimal(age.days * _DAY + age.seconds), divide(Decimal(age.microseconds), _MILLION))
        return Provenance(self.source, seconds, self.bid, self.ask)


def sight_of_quote(quote: Quote) -> Sight:
    """Look at a quote; where a side is missing, the last price stands for it."""
    ask, bid = quote.price_for(Side.BUY), quote.price_for(Side.SELL)
    return Sight(
        quote.as_of,
        quote.source,
        Way(ask, ask, ask, ask),
        Way(bid, bid, bid, bid),
        quote.bid,
        quote.ask,
    )


def sight_of_bar(bar: Bar) -> Sight:
    """Look at a bar, whose prices stand for both sides; all of it counts as of its start, since its end is not told."""
    way = Way(bar.open, bar.high, bar.low, bar.close)
    return Sight(bar.start, BAR_SOURCE, way, way)
