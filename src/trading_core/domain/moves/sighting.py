"""A quote or a bar, brought to one shape for the detector."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from attrs import frozen

from trading_core.domain.amounts import Price
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.moves.facts import DayFacts
from trading_core.domain.moves.found import SuspectPrice
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue

# The clocks of markets are at most 14 hours from UTC, and a day may begin on the evening before.
_FURTHEST: Final = 1


@frozen(kw_only=True)
class Sighting:
    """
    What was seen: the price that is judged, the extremes that were traded, and what else is said.

    The day's open was traded too, so a quote whose day opened at the limit has seen the limit.
    """

    symbol: Symbol
    trading_day: date
    at: datetime
    price: Price
    high: Price
    low: Price
    open: Price | None
    volume: Decimal | None
    previous_close: Price | None
    source: str
    is_bar: bool

    def suspects(self, limits: tuple[Price, Price] | None) -> tuple[SuspectPrice, ...]:
        """The prices beyond the day's limits, at most one on each side."""
        if limits is None:
            return ()
        lowest, highest = limits
        below = (self._suspect(self.low, lowest),) if self.low < lowest else ()
        above = (self._suspect(self.high, highest),) if self.high > highest else ()
        return below + above

    def _suspect(self, price: Price, limit: Price) -> SuspectPrice:
        return SuspectPrice(self.symbol, self.trading_day, self.at, price, limit, self.source)


def sighting_of(seen: Bar | Quote, facts: DayFacts) -> Sighting:
    """Read an observation with the facts of its day; those of another day measure by another reference."""
    if not isinstance(facts, DayFacts):
        raise InvalidValue("facts", show(facts), "a value of type DayFacts")
    if isinstance(seen, Quote):
        sighting = Sighting(
            symbol=seen.symbol,
            trading_day=facts.trading_day,
            at=seen.as_of,
            price=seen.last,
            high=max(seen.last, facts.open or seen.last),
            low=min(seen.last, facts.open or seen.last),
            open=None,
            volume=None,
            previous_close=seen.previous_close,
            source=seen.source,
            is_bar=False,
        )
    elif isinstance(seen, Bar):
        sighting = Sighting(
            symbol=seen.symbol,
            trading_day=facts.trading_day,
            at=seen.start,
            price=seen.close,
            high=max(seen.high, facts.open or seen.high),
            low=min(seen.low, facts.open or seen.low),
            open=seen.open,
            volume=seen.volume,
            previous_close=None,
            source=facts.source,
            is_bar=True,
        )
    else:
        raise InvalidValue("seen", show(seen), "a Quote or a Bar")
    if abs((sighting.at.date() - facts.trading_day).days) > _FURTHEST:
        raise InvalidValue(
            "trading_day", facts.trading_day.isoformat(), f"the trading day of {sighting.at.isoformat()}"
        )
    return sighting
