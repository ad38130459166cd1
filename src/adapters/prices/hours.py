"""When a simulated market trades, and to which trading day each of its moments belongs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.product import TW, product_for

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


@frozen
class Hours:
    """
    A session on each day of the week but Saturday and Sunday, on a clock that is ahead of UTC by a fixed time.

    An ``endless`` market never closes: what is traded after a session belongs to its day until the next one opens. So
    each moment belongs to one trading day, and a day's bar holds every price of its day.
    """

    ahead: timedelta
    opens: time
    session: timedelta
    endless: bool = True

    def opening(self, day: date) -> datetime:
        """When a day's session opens."""
        return datetime.combine(day, self.opens, UTC) - self.ahead

    def ending(self, day: date) -> datetime:
        """When a trading day is over."""
        return self.opening(next_day(day)) if self.endless else self.opening(day) + self.session

    def day_of(self, at: datetime) -> date:
        """The trading day that began last."""
        day = (at + self.ahead).date()
        while day.weekday() >= SATURDAY or self.opening(day) > at:
            day -= DAY
        return day

    def seen(self, at: datetime) -> datetime:
        """The last moment at which there was a market."""
        return min(at, self.ending(self.day_of(at)))

    def days(self, since: datetime, until: datetime) -> Iterator[date]:
        """The trading days that open from one moment to another, both included."""
        day = self.day_of(since)
        while (opening := self.opening(day)) <= until:
            if opening >= since:
                yield day
            day = next_day(day)


def next_day(day: date) -> date:
    """The next day of the week that is traded on."""
    day += DAY
    while day.weekday() >= SATURDAY:
        day += DAY
    return day


TAIPEI: Final = Hours(timedelta(hours=8), time(9), timedelta(hours=4, minutes=30))
ELSEWHERE: Final = Hours(timedelta(0), time(0), DAY)


def hours_of(symbol: Symbol) -> Hours:
    """The hours of a product's market: the sessions of Taipei, else whole days of UTC."""
    return TAIPEI if product_for(symbol).market == TW else ELSEWHERE
