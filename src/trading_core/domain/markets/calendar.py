"""Which days are trading days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import as_tuple
from trading_core.domain.exact import show
from trading_core.domain.markets.bounds import whole
from trading_core.domain.product import calendar_day
from trading_core.errors import InvalidValue

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_LONGEST: Final = 366


def _days(value: object, name: str) -> frozenset[date]:
    many = as_tuple(value)
    if not isinstance(many, tuple):
        raise InvalidValue(name, show(value), "a set of dates")
    return frozenset(calendar_day(day, name) for day in many)


def _holidays(value: object) -> frozenset[date]:
    return _days(value, "holidays")


def _extra_days(value: object) -> frozenset[date]:
    return _days(value, "extra_days")


def _weekend(value: object) -> frozenset[int]:
    many = as_tuple(value)
    numbers = frozenset(many) if isinstance(many, tuple) and all(type(day) is int for day in many) else None
    if numbers is None or not numbers < frozenset(range(_WEEK)):
        raise InvalidValue("weekend", show(value), "some days from 0 (Monday) to 6 (Sunday), not all")
    return numbers


@frozen(kw_only=True)
class Calendar:
    """
    The days of a week that a market rests on, and the days that are exceptions.

    Holidays are announced late and typhoons not at all, so they are given by whoever knows them: ``holidays``
    rest, and ``extra_days`` trade although they fall on a weekend.
    """

    holidays: frozenset[date] = field(default=frozenset(), converter=_holidays)
    extra_days: frozenset[date] = field(default=frozenset(), converter=_extra_days)
    weekend: frozenset[int] = field(default=frozenset({5, 6}), converter=_weekend)

    def __attrs_post_init__(self) -> None:
        """Refuse a day that is said to be both."""
        both = self.holidays & self.extra_days
        if both:
            raise InvalidValue("extra_days", min(both).isoformat(), "no day that is a holiday too")

    def trades_on(self, day: date) -> bool:
        """Whether a day is a trading day."""
        if day in self.holidays:
            return False
        return day.weekday() not in self.weekend or day in self.extra_days

    def after(self, day: date, count: int) -> date:
        """The day that is so many trading days later; none later is the day itself, whichever it is."""
        found = calendar_day(day)
        for _ in range(whole(count, "count", _LONGEST)):
            found = self._next(found)
        return found

    def among_first(self, day: date, start: date, count: int) -> bool:
        """Whether a day falls within the first so many trading days from a start."""
        passing, left = calendar_day(start), count
        while left and passing < calendar_day(day):
            left -= self.trades_on(passing)
            passing += _DAY
        return left > 0 and start <= day

    def _next(self, day: date) -> date:
        following = calendar_day(day + _DAY)
        while not self.trades_on(following):
            following = calendar_day(following + _DAY)
        return following


WEEKDAYS: Final = Calendar()
EVERY_DAY: Final = Calendar(weekend=())
