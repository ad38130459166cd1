"""A moment has an offset, lies within the bounds of the books, and is kept in UTC."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.junk import outcome, refusal
from trading_core.domain.checks import EARLIEST, LATEST, instant
from trading_core.domain.exact import show
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import Broken, Hostile, Moment, Nowhere, anything

BOUNDS = "a time from 1900 to 2200"
OFFSET = "a time with an offset"
MICROSECOND = timedelta(microseconds=1)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


class Summer(Nowhere):
    """Two hours ahead until three in the morning of 25 October 2026, then one: 02:30 comes twice on that night."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        end = datetime(2026, 10, 25, 3 if moment.fold == 0 else 2)  # noqa: DTZ001 - as the clock on the wall says
        return timedelta(hours=2 if moment.replace(tzinfo=None, fold=0) < end else 1)


class Senseless(Nowhere):
    """Is off by more than a day."""

    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return timedelta(days=3)


class Peculiar(datetime):
    """Cannot be made by the figures that other datetimes are made by."""

    def __new__(cls, *_figures: object, **_more: object) -> Self:
        return super().__new__(cls, 2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))

    def isoformat(self, *_arguments: object) -> str:
        raise ArithmeticError

    def astimezone(self, zone: tzinfo | None = None) -> Peculiar:
        del zone
        raise ArithmeticError


def test_the_books_reach_from_1900_to_2200() -> None:
    """The bounds are the beginnings of years in UTC."""
    assert datetime(1900, 1, 1, tzinfo=UTC) == EARLIEST
    assert datetime(2200, 1, 1, tzinfo=UTC) == LATEST


@given(st.datetimes(datetime(1800, 1, 1), datetime(2300, 1, 1)), OFFSETS)  # noqa: DTZ001 - an offset is added
@example(datetime(1900, 1, 1), UTC)  # noqa: DTZ001 - same
@example(datetime(2200, 1, 1), UTC)  # noqa: DTZ001 - same
@example(datetime(1900, 1, 1, 8), timezone(timedelta(hours=8)))  # noqa: DTZ001 - same
@example(datetime(1900, 1, 1, 7, 59), timezone(timedelta(hours=8)))  # noqa: DTZ001 - same
def test_a_moment_is_the_same_moment_in_utc(naive: datetime, zone: timezone) -> None:
    """The offset is reckoned in, to the microsecond; what lies beyond the bounds in UTC is refused."""
    found = naive.replace(tzinfo=zone)
    in_utc = (naive - zone.utcoffset(None)).replace(tzinfo=UTC)
    if datetime(1900, 1, 1, tzinfo=UTC) <= in_utc < datetime(2200, 1, 1, tzinfo=UTC):
        moment = instant(found)
        assert in_utc == moment
        assert (UTC, datetime) == (moment.tzinfo, type(moment))
    else:
        assert InvalidValue("time", found.isoformat(), BOUNDS) == refusal(lambda: instant(found))


def test_the_bounds_are_met_exactly() -> None:
    """The first moment is within, the last is not."""
    assert EARLIEST == instant(EARLIEST)
    assert LATEST - MICROSECOND == instant(LATEST - MICROSECOND)
    for beyond in (EARLIEST - MICROSECOND, LATEST):
        assert InvalidValue("time", beyond.isoformat(), BOUNDS) == refusal(instant, beyond)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=23)), timezone(-timedelta(hours=23))])
@pytest.mark.parametrize("edge", [datetime.min, datetime.max])  # noqa: DTZ901 - an offset is added
def test_the_edges_of_the_calendar_are_refused_and_do_not_overflow(edge: datetime, zone: timezone) -> None:
    """The first and the last moment that a datetime can say may have no counterpart in UTC."""
    found = edge.replace(tzinfo=zone)

    assert InvalidValue("time", found.isoformat(), BOUNDS) == refusal(lambda: instant(found))


def test_a_moment_in_utc_is_kept_as_it_is() -> None:
    """Nothing is made anew that is right already."""
    at = datetime(2026, 3, 2, 1, 2, 3, 4, UTC)

    assert at is instant(at)


def test_a_time_without_an_offset_is_refused() -> None:
    """It could mean any of 38 moments, and a time zone that does not know its offset is none."""
    naive = datetime(2026, 3, 2, 1, 2, 3)  # noqa: DTZ001 - what is refused
    nowhere = naive.replace(tzinfo=Nowhere())

    for found in (naive, nowhere):
        expected = InvalidValue("time", "2026-03-02T01:02:03", OFFSET)
        assert expected == refusal(instant, found)


def test_the_field_is_named() -> None:
    """The caller finds in his form what was wrong."""
    naive = datetime(2026, 3, 2)  # noqa: DTZ001 - what is refused
    late = datetime(2200, 1, 1, tzinfo=UTC)

    assert "start" == refusal(lambda: instant(naive, "start")).facts["field"]
    assert "start" == refusal(lambda: instant(late, "start")).facts["field"]
    assert "start" == refusal(lambda: instant(None, "start")).facts["field"]
    assert "start" == refusal(lambda: instant(late.replace(tzinfo=Broken()), "start")).facts["field"]
    assert "time is None: expected a datetime." == str(refusal(lambda: instant(None)))
    assert f"time is 2200-01-01T00:00:00+00:00: expected {BOUNDS}." == str(refusal(lambda: instant(late)))


def test_a_night_that_has_an_hour_twice_is_told_apart() -> None:
    """Summer time ends: the first half past two is an hour before the second."""
    half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=Summer())

    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == instant(half_past_two)
    assert datetime(2026, 10, 25, 1, 30, tzinfo=UTC) == instant(half_past_two.replace(fold=1))
    assert datetime(2026, 10, 25, 2, 0, tzinfo=UTC) == instant(datetime(2026, 10, 25, 3, tzinfo=Summer()))


def test_the_zone_of_the_machine_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same moment is kept on a server in Taipei as on one in UTC."""
    at = datetime(2026, 3, 2, 1, 2, 3, tzinfo=timezone(timedelta(hours=-5)))
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    try:
        there = instant(at)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert datetime(2026, 3, 2, 6, 2, 3, tzinfo=UTC) == there


def test_a_kind_of_datetime_becomes_a_plain_one() -> None:
    """What is kept for ever has no manners of its own."""
    for zone in (UTC, timezone(timedelta(hours=8))):
        found = Moment(2026, 3, 2, 1, 2, 3, 4, zone)
        moment = instant(found)
        assert (found, datetime, UTC) == (moment, type(moment), moment.tzinfo)


@pytest.mark.parametrize("zone", [Broken(), Senseless()])
def test_a_time_zone_that_fails_is_refused(zone: tzinfo) -> None:
    """A time zone is anybody's code; when it cannot tell the offset there is no moment."""
    found = datetime(2026, 3, 2, tzinfo=zone)

    assert InvalidValue("time", "a value of type datetime", BOUNDS) == refusal(lambda: instant(found))


def test_a_kind_of_datetime_that_fails_is_refused() -> None:
    """Neither its way of turning into UTC nor its way of writing itself is relied upon."""
    expected = InvalidValue("time", "2026-03-02T00:00:00+08:00", BOUNDS)

    assert expected == refusal(lambda: instant(Peculiar()))


@pytest.mark.parametrize("found", [date(2026, 3, 2), "2026-03-02T00:00:00Z", 1772409600, None])
def test_what_is_no_datetime_is_refused(found: object) -> None:
    """A day is no moment, and text is read at the doors."""
    assert InvalidValue("time", show(found), "a datetime") == refusal(lambda: instant(found))


def test_a_hostile_object_is_refused() -> None:
    """What fails at everything is no moment."""
    expected = InvalidValue("time", "a value of type Hostile", "a datetime")

    assert expected == refusal(lambda: instant(Hostile()))


@given(anything())
def test_anything_is_a_lawful_moment_or_refused(thing: object) -> None:
    """Whatever comes in, out comes a plain datetime in UTC or InvalidValue."""
    found = outcome(lambda: instant(thing))
    if isinstance(found, datetime):
        assert (datetime, UTC) == (type(found), found.tzinfo)
        assert EARLIEST <= found < LATEST
    else:
        assert isinstance(found, InvalidValue)
        assert found.found.isprintable()
