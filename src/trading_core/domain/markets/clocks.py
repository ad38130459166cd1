"""The wall clocks of markets, computed from their laws: no table of time zones is read from anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple, each
from trading_core.domain.exact import show
from trading_core.domain.markets.bounds import whole
from trading_core.errors import InvalidValue

LAST: Final = 5
_SUNDAY: Final = 6
_WEEK: Final = 7
_DECEMBER: Final = 12
_WIDEST: Final = 14 * 60
_LAST_YEAR: Final = 2199


def _minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_WIDEST <= value <= _WIDEST:
        raise InvalidValue("minutes", show(value), f"whole minutes from -{_WIDEST} to {_WIDEST}")
    return value


def _nth(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LAST:
        raise InvalidValue("nth", show(value), f"a Sunday from 1 to 4, or {LAST} for the last")
    return value


def _month(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _DECEMBER:
        raise InvalidValue("month", show(value), "a month from 1 to 12")
    return value


def _year(value: object) -> int:
    return whole(value, "since", _LAST_YEAR)


def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


@frozen
class FixedOffset:
    """A clock that is always so many minutes ahead of UTC."""

    minutes: int = field(converter=_minutes)
    _zone: timezone = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the zone once, since every order asks for it."""
        object.__setattr__(self, "_zone", _zone(self.minutes))

    def zone_at(self, at: datetime) -> timezone:  # noqa: ARG002 - clocks that change need the moment
        """The zone at a moment: always the same."""
        return self._zone


@frozen
class Change:
    """A Sunday of a month, and the time in UTC, at which clocks are changed; the fifth stands for the last."""

    month: int = field(converter=_month)
    nth: int = field(converter=_nth)
    at: time = field(validator=a(time))

    def __attrs_post_init__(self) -> None:
        """Refuse a time with a zone of its own: it is UTC."""
        if self.at.tzinfo is not None:
            raise InvalidValue("at", self.at.isoformat(), "a time without an offset")

    def moment(self, year: int) -> datetime:
        """When it happens in a year."""
        first = datetime.combine(datetime(year, self.month, 1, tzinfo=UTC), self.at, UTC)
        sunday = first + timedelta(days=(_SUNDAY - first.weekday()) % _WEEK + _WEEK * (self.nth - 1))
        return sunday if sunday.month == self.month else sunday - timedelta(days=_WEEK)


@frozen
class SummerTime:
    """From a year on: one hour ahead of the standard between two changes of the same year."""

    since: int = field(converter=_year)
    begins: Change = field(validator=a(Change))
    ends: Change = field(validator=a(Change))

    def __attrs_post_init__(self) -> None:
        """Refuse a summer that ends before it begins."""
        if self.ends.month <= self.begins.month:
            raise InvalidValue("ends", show(self.ends.month), "a month after the one in which summer begins")

    def holds(self, at: datetime) -> bool:
        """Whether a moment, in UTC, is in summer."""
        return self.begins.moment(at.year) <= at < self.ends.moment(at.year)


@frozen
class SeasonalClock:
    """A clock that is an hour ahead in summer, by laws that are dated; before the first it refuses to guess."""

    minutes: int = field(converter=_minutes)
    summers: tuple[SummerTime, ...] = field(converter=as_tuple, validator=each(SummerTime))
    _zones: tuple[timezone, timezone] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse laws that are none or do not follow each other, and an hour that no zone can have."""
        if not self.summers:
            raise InvalidValue("summers", "()", "at least one law of summer time")
        for before, after in pairwise(self.summers):
            if after.since <= before.since:
                raise InvalidValue("summers", show(after.since), f"a year after {before.since}")
        object.__setattr__(self, "_zones", (_zone(self.minutes), _zone(_minutes(self.minutes + 60))))

    def zone_at(self, at: datetime) -> timezone:
        """The zone at a moment in UTC."""
        for summer in reversed(self.summers):
            if summer.since <= at.year:
                return self._zones[summer.holds(at)]
        raise InvalidValue("time", at.isoformat(), f"a time from {self.summers[0].since} on")


Clock = FixedOffset | SeasonalClock

UTC_CLOCK: Final = FixedOffset(0)
# Taiwan last put its clocks forward in 1979; nothing here reaches back so far.
TAIPEI: Final = FixedOffset(8 * 60)

_IN_SPRING: Final = time(7)  # 02:00 of standard time, five hours behind
_IN_AUTUMN: Final = time(6)  # 02:00 of summer time, four hours behind
_OCTOBER: Final = Change(10, LAST, _IN_AUTUMN)
# New York since its summer is ruled by federal law, with the two long summers of the oil crisis.
NEW_YORK: Final = SeasonalClock(
    -5 * 60,
    (
        SummerTime(1967, Change(4, LAST, _IN_SPRING), _OCTOBER),
        SummerTime(1974, Change(1, 1, _IN_SPRING), _OCTOBER),
        SummerTime(1975, Change(2, LAST, _IN_SPRING), _OCTOBER),
        SummerTime(1976, Change(4, LAST, _IN_SPRING), _OCTOBER),
        SummerTime(1987, Change(4, 1, _IN_SPRING), _OCTOBER),
        SummerTime(2007, Change(3, 2, _IN_SPRING), Change(11, 1, _IN_AUTUMN)),
    ),
)
