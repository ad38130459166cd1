"""
A market that is not there: prices that move like some, the same for everybody who looks at the same moment.

Nothing is kept. A price follows from the seed, the product and the time alone, from where the product's price was
last known, so any number of processes show one market, a restart changes nothing, and the past can be told at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve, frozen

from adapters.prices.hours import Hours, hours_of, next_day
from adapters.prices.waves import EPOCH, FINEST, Anchor, Curve, chance, curve_of
from trading_core.domain.ids import Symbol
from trading_core.domain.product import PLAIN, TW, ProductKind, product_for
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.bar_source import BarSource, Interval
from trading_core.ports.clock import Clock
from trading_core.ports.quotes import QuoteSource

SOURCE: Final = "simulated"
WELL_KNOWN: Final = {
    "EURUSD": "1.085",
    "GBPUSD": "1.27",
    "USDJPY": "150",
    "USDTWD": "32",
    "AUDUSD": "0.66",
    "USDCHF": "0.88",
    "XAUUSD": "2350",
    "XAGUSD": "28",
    "2330": "880",
    "2317": "190",
    "2454": "1250",
    "2412": "125",
    "0050": "180",
}
# From the shortest to the longest bar, and how finely its extremes are looked for.
LENGTHS: Final = {Interval.MINUTE: (60, FINEST), Interval.HOUR: (3_600, 300)}
GRAIN_OF_DAYS: Final = 3_600

Anchors = Callable[[Collection[Symbol]], Mapping[Symbol, Anchor]]


def everything(symbol: Symbol) -> bool:
    """List every code."""
    del symbol
    return True


@frozen
class Simulated:
    """
    A product has a price near the last one that was known of it.

    Listed securities of Taiwan, currencies and metals have one from the beginning; a name that means nothing to any market
    has none before somebody has stated one. An ``endless`` market moves around the clock, another stands still while the
    real one is closed.
    """

    clock: Clock
    anchors: Anchors
    seed: int = 1
    lists: Callable[[Symbol], bool] = everything
    endless: bool = True

    def hours(self, symbol: Symbol) -> Hours:
        """When a product is traded."""
        return evolve(hours_of(symbol), endless=self.endless)

    def listed(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Anchor | None]:
        """Those products that have a price, and where it was last known, if it ever was."""
        known = self.anchors(set(symbols))
        return {
            symbol: known.get(symbol) for symbol in set(symbols) if symbol in known or self._begins(symbol)
        }

    def curve(self, symbol: Symbol, anchor: Anchor | None) -> Curve:
        """The curve of a product."""
        first = Anchor(_first_price(self.seed, symbol, product_for(symbol).kind), EPOCH)
        return curve_of(self.seed, symbol, anchor or first)

    def _begins(self, symbol: Symbol) -> bool:
        market = product_for(symbol).market
        return self.lists(symbol) if market == TW else market != PLAIN

    def volume(self, symbol: Symbol, since: datetime, until: datetime) -> Decimal:
        """How much of a day's trade falls between two moments of it: minutes add up to their day, to the share."""
        hours = self.hours(symbol)
        day = hours.day_of(since)
        opening = hours.opening(day)
        length = hours.ending(day) - opening
        usual = 100 + chance(self.seed, symbol, 1) % 20_000
        whole = usual * (500 + chance(self.seed, symbol, 2, day.toordinal()) % 1_500)
        if product_for(symbol).kind in {ProductKind.FX, ProductKind.METAL}:
            return Decimal(0)  # dealers have no common tape
        return Decimal(whole * (until - opening) // length - whole * (since - opening) // length)


@frozen
class SimulatedQuotes(Simulated, QuoteSource):
    """What the simulated market says now."""

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Look at the market now."""
        now = self.clock.now()
        return {symbol: self.quote(symbol, anchor, now) for symbol, anchor in self.listed(symbols).items()}

    def quote(self, symbol: Symbol, anchor: Anchor | None, now: datetime) -> Quote:
        """The price of one product at a moment, and its day so far."""
        curve, hours = self.curve(symbol, anchor), self.hours(symbol)
        at, day = hours.seen(now), hours.day_of(now)
        last = curve.price(at)
        opening = hours.opening(day)
        # what began today has no past to be compared with
        since = min(max(opening, curve.base.at), at)
        yesterday = hours.ending(hours.day_of(opening - timedelta(microseconds=1)))
        low, high = curve.extremes(since, at, GRAIN_OF_DAYS)
        return Quote(
            symbol,
            last,
            at,
            SOURCE,
            max(last - curve.step, curve.step),
            last + curve.step,
            curve.price(min(max(yesterday, curve.base.at), at)),
            curve.price(since),
            high,
            low,
            self.volume(symbol, opening, at),
        )


@frozen
class SimulatedBars(Simulated, BarSource):
    """The past of the simulated market: bars that are over, each of which holds every price of its span."""

    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        """Tell the bars of a product."""
        listed = self.listed([symbol])
        if symbol not in listed or since > until:
            return ()
        curve, hours, now = self.curve(symbol, listed[symbol]), self.hours(symbol), self.clock.now()
        since, until = max(since, EPOCH), min(until, now)
        if interval is Interval.DAY:
            spans = [(hours.opening(day), hours.ending(day)) for day in hours.days(since, until)]
            return tuple(self._bar(curve, begin, end, GRAIN_OF_DAYS) for begin, end in spans if end <= now)
        seconds, grain = LENGTHS[interval]
        return tuple(
            self._bar(curve, begin, end, grain)
            for begin, end in _spans(hours, since, until, timedelta(seconds=seconds))
            if end <= now
        )

    def _bar(self, curve: Curve, begin: datetime, end: datetime, grain: int) -> Bar:
        low, high = curve.extremes(begin, end, grain)
        return Bar(
            curve.symbol,
            begin,
            curve.price(begin),
            high,
            low,
            curve.price(end),
            self.volume(curve.symbol, begin, end),
        )


def _spans(
    hours: Hours, since: datetime, until: datetime, length: timedelta
) -> list[tuple[datetime, datetime]]:
    """The parts of trading days that begin from one moment to another; a session's last part may be shorter."""
    found = []
    day = hours.day_of(since)
    while hours.opening(day) <= until:
        opening, ending = hours.opening(day), hours.ending(day)
        begin = opening + max(-((opening - since) // length), 0) * length
        while begin < ending and begin <= until:
            found.append((begin, min(begin + length, ending)))
            begin += length
        day = next_day(day)
    return found


def _first_price(seed: int, symbol: Symbol, kind: ProductKind) -> Decimal:
    if symbol in WELL_KNOWN:
        return Decimal(WELL_KNOWN[symbol])
    if kind is ProductKind.FX:
        return Decimal(50_000 + chance(seed, symbol, 0) % 150_000) / 100_000
    return Decimal(1_500 + chance(seed, symbol, 0) % 88_500) / 100
