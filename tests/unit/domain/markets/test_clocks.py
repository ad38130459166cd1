"""Wall clocks without a table of time zones."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.markets import (
    NEW_YORK,
    TAIPEI,
    UTC_CLOCK,
    Change,
    FixedOffset,
    SeasonalClock,
    SummerTime,
)
from trading_core.domain.markets.clocks import LAST
from trading_core.errors import InvalidValue

SECOND = timedelta(seconds=1)


def hours(moment: datetime) -> timedelta:
    """Tell how far New York is from UTC."""
    offset = NEW_YORK.zone_at(moment).utcoffset(None)
    assert offset is not None
    return offset


@pytest.mark.parametrize(
    ("spring", "autumn"),
    [
        ("1967-04-30", "1967-10-29"),
        ("1973-04-29", "1973-10-28"),
        ("1974-01-06", "1974-10-27"),
        ("1975-02-23", "1975-10-26"),
        ("1976-04-25", "1976-10-31"),
        ("1986-04-27", "1986-10-26"),
        ("1987-04-05", "1987-10-25"),
        ("2000-04-02", "2000-10-29"),
        ("2006-04-02", "2006-10-29"),
        ("2007-03-11", "2007-11-04"),
        ("2015-03-08", "2015-11-01"),
        ("2020-03-08", "2020-11-01"),
        ("2024-03-10", "2024-11-03"),
        ("2026-03-08", "2026-11-01"),
        ("2027-03-14", "2027-11-07"),
    ],
)
def test_new_york_changes_its_clocks_at_two_in_the_morning(spring: str, autumn: str) -> None:
    """Summer begins and ends at these very seconds."""
    forward = datetime.fromisoformat(spring + "T07:00:00+00:00")
    back = datetime.fromisoformat(autumn + "T06:00:00+00:00")

    assert timedelta(hours=-5) == hours(forward - SECOND)
    assert timedelta(hours=-4) == hours(forward)
    assert timedelta(hours=-4) == hours(back - SECOND)
    assert timedelta(hours=-5) == hours(back)


def test_new_york_refuses_to_guess_before_its_law() -> None:
    """Before 1967 each place changed its clocks as it liked."""
    assert timedelta(hours=-5) == hours(datetime(1967, 1, 1, tzinfo=UTC))
    with pytest.raises(InvalidValue) as refusal:
        NEW_YORK.zone_at(datetime(1966, 12, 31, 23, 59, 59, tzinfo=UTC))

    assert InvalidValue("time", "1966-12-31T23:59:59+00:00", "a time from 1967 on") == refusal.value


@given(st.datetimes(datetime(1967, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds
def test_new_york_is_four_or_five_hours_behind(moment: datetime) -> None:
    """Deep winter and high summer are known without any law."""
    assert hours(moment) in {timedelta(hours=-5), timedelta(hours=-4)}
    if moment.year > 1975 and moment.month in {12, 1, 2}:
        assert timedelta(hours=-5) == hours(moment)
    if moment.month in range(5, 10):
        assert timedelta(hours=-4) == hours(moment)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds
def test_a_fixed_clock_is_always_the_same(moment: datetime) -> None:
    """Taiwan is eight hours ahead all year."""
    assert timedelta(hours=8) == TAIPEI.zone_at(moment).utcoffset(None)
    assert timedelta(0) == UTC_CLOCK.zone_at(moment).utcoffset(None)


@pytest.mark.parametrize(
    ("change", "year", "moment"),
    [
        (Change(2, LAST, time(1)), 2024, datetime(2024, 2, 25, 1, tzinfo=UTC)),
        (Change(2, LAST, time(1)), 2032, datetime(2032, 2, 29, 1, tzinfo=UTC)),
        (Change(12, LAST, time(23, 59)), 2028, datetime(2028, 12, 31, 23, 59, tzinfo=UTC)),
        (Change(12, LAST, time(0)), 2027, datetime(2027, 12, 26, tzinfo=UTC)),
        (Change(1, 1, time(0)), 2023, datetime(2023, 1, 1, tzinfo=UTC)),
        (Change(1, 4, time(0)), 2023, datetime(2023, 1, 22, tzinfo=UTC)),
        (Change(5, 1, time(0)), 2028, datetime(2028, 5, 7, tzinfo=UTC)),
    ],
)
def test_a_change_happens_on_its_sunday(change: Change, year: int, moment: datetime) -> None:
    """The fifth Sunday is the last one, whether a month has four or five."""
    assert moment == change.moment(year)


def test_a_clock_of_ones_own() -> None:
    """Central Europe, from its law alone."""
    law = SummerTime(1996, Change(3, LAST, time(1)), Change(10, LAST, time(1)))
    berlin = SeasonalClock(60, [law])

    assert timedelta(hours=1) == berlin.zone_at(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)).utcoffset(None)
    assert timedelta(hours=2) == berlin.zone_at(datetime(2026, 3, 29, 1, tzinfo=UTC)).utcoffset(None)


def test_clocks_are_values() -> None:
    """Equal laws are equal clocks."""
    assert FixedOffset(480) == TAIPEI
    assert SeasonalClock(-300, NEW_YORK.summers) == NEW_YORK
    assert SeasonalClock(-360, NEW_YORK.summers) != NEW_YORK


SPRING, AUTUMN = Change(3, 2, time(7)), Change(11, 1, time(6))
LAW = SummerTime(2007, SPRING, AUTUMN)


@pytest.mark.parametrize("minutes", [-841, 841, True, "60", None])
def test_an_offset_that_no_place_has_is_refused(minutes: object) -> None:
    """Clocks are at most fourteen hours away from UTC."""
    with pytest.raises(InvalidValue) as refusal:
        FixedOffset(minutes)

    assert "minutes" == refusal.value.field


@pytest.mark.parametrize("minutes", [-840, 840])
def test_an_offset_may_be_the_widest(minutes: int) -> None:
    """Bounds belong to what they bound."""
    assert timedelta(minutes=minutes) == FixedOffset(minutes).zone_at(
        datetime(2026, 1, 1, tzinfo=UTC)
    ).utcoffset(None)


@pytest.mark.parametrize(
    ("month", "nth", "at", "field"),
    [
        (0, 1, time(1), "month"),
        (13, 1, time(1), "month"),
        (True, 1, time(1), "month"),
        ("3", 1, time(1), "month"),
        (3, 0, time(1), "nth"),
        (3, 6, time(1), "nth"),
        (3, True, time(1), "nth"),
        (3, None, time(1), "nth"),
        (3, 1, "01:00", "at"),
        (3, 1, time(1, tzinfo=UTC), "at"),
    ],
)
def test_a_change_that_cannot_be_is_refused(month: object, nth: object, at: object, field: str) -> None:
    """A Sunday of a month at a time of the day."""
    with pytest.raises(InvalidValue) as refusal:
        Change(untyped(month), untyped(nth), untyped(at))

    assert field == refusal.value.field


@pytest.mark.parametrize(
    ("since", "begins", "ends", "field"),
    [
        (-1, SPRING, AUTUMN, "since"),
        (2200, SPRING, AUTUMN, "since"),
        ("2007", SPRING, AUTUMN, "since"),
        (2007, AUTUMN, SPRING, "ends"),
        (2007, SPRING, SPRING, "ends"),
        (2007, None, AUTUMN, "begins"),
        (2007, SPRING, None, "ends"),
    ],
)
def test_a_summer_that_cannot_be_is_refused(since: object, begins: object, ends: object, field: str) -> None:
    """Summer begins and ends within one year."""
    with pytest.raises(InvalidValue) as refusal:
        SummerTime(untyped(since), untyped(begins), untyped(ends))

    assert field == refusal.value.field


@pytest.mark.parametrize(
    ("minutes", "summers", "field"),
    [
        (0, [], "summers"),
        (0, None, "summers"),
        (0, [1], "summers"),
        (0, [LAW, LAW], "summers"),
        (0, [LAW, SummerTime(2006, SPRING, AUTUMN)], "summers"),
        (781, [LAW], "minutes"),
        (-841, [LAW], "minutes"),
    ],
)
def test_a_seasonal_clock_that_cannot_be_is_refused(minutes: int, summers: object, field: str) -> None:
    """Laws follow each other, and the hour of summer stays within the offsets that there are."""
    with pytest.raises(InvalidValue) as refusal:
        SeasonalClock(minutes, summers)

    assert field == refusal.value.field


def test_a_seasonal_clock_may_be_at_the_bounds() -> None:
    """Bounds belong to what they bound, and a new law may come a year after the last."""
    clock = SeasonalClock(780, [LAW, SummerTime(2008, SPRING, AUTUMN), SummerTime(2199, SPRING, AUTUMN)])

    assert timedelta(hours=14) == clock.zone_at(datetime(2026, 7, 1, tzinfo=UTC)).utcoffset(None)
