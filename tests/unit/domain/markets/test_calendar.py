"""Trading days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.markets import EVERY_DAY, WEEKDAYS, Calendar
from trading_core.errors import InvalidValue

FRIDAY = date(2026, 2, 27)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (1, 2, 3, 4))
FESTIVE = Calendar(holidays=[MONDAY, date(2027, 1, 1)], extra_days=[SATURDAY])

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "trading"),
    [
        (WEEKDAYS, [True, False, False, True, True]),
        (EVERY_DAY, [True, True, True, True, True]),
        (FESTIVE, [True, True, False, False, True]),
        (Calendar(weekend=[4]), [False, True, True, True, True]),
        (Calendar(weekend=[4], extra_days=[FRIDAY], holidays=[SUNDAY]), [True, True, False, True, True]),
    ],
)
def test_a_calendar_knows_its_trading_days(calendar: Calendar, trading: list[bool]) -> None:
    """Weekends rest, holidays rest, and extra days trade although they fall on a weekend."""
    assert trading == [calendar.trades_on(day) for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY)]


@pytest.mark.parametrize(
    ("calendar", "day", "count", "settles"),
    [
        (WEEKDAYS, FRIDAY, 0, FRIDAY),
        (WEEKDAYS, SUNDAY, 0, SUNDAY),
        (WEEKDAYS, FRIDAY, 1, MONDAY),
        (WEEKDAYS, FRIDAY, 2, TUESDAY),
        (WEEKDAYS, SATURDAY, 1, MONDAY),
        (FESTIVE, FRIDAY, 1, SATURDAY),
        (FESTIVE, FRIDAY, 2, TUESDAY),
        (EVERY_DAY, FRIDAY, 2, SUNDAY),
        (WEEKDAYS, date(2024, 2, 28), 1, date(2024, 2, 29)),
        (WEEKDAYS, date(2024, 2, 28), 2, date(2024, 3, 1)),
        (WEEKDAYS, date(2026, 12, 30), 2, date(2027, 1, 1)),
        (FESTIVE, date(2026, 12, 30), 2, date(2027, 1, 4)),
    ],
)
def test_trading_days_are_counted_from_a_day(
    calendar: Calendar, day: date, count: int, settles: date
) -> None:
    """The day itself is not counted, and what rests is passed over, at leap days and year ends too."""
    assert settles == calendar.after(day, count)


@given(days, st.integers(0, 20), st.integers(0, 20))
def test_counting_on_goes_on_where_it_ended(day: date, one: int, other: int) -> None:
    """Two steps and three more are five steps, and every step ends on a trading day."""
    later = WEEKDAYS.after(day, one)

    assert WEEKDAYS.after(day, one + other) == WEEKDAYS.after(later, other)
    assert one == 0 or WEEKDAYS.trades_on(later)


@pytest.mark.parametrize(
    ("day", "count", "among"),
    [
        (FRIDAY - timedelta(days=1), 5, False),
        (FRIDAY, 5, True),
        (FRIDAY, 1, True),
        (FRIDAY, 0, False),
        (SATURDAY, 1, False),
        (MONDAY, 1, False),
        (MONDAY, 2, True),
        (date(2026, 3, 5), 5, True),
        (date(2026, 3, 6), 5, False),
    ],
)
def test_the_first_days_are_trading_days(day: date, count: int, among: bool) -> None:
    """The start is the first of them, and weekends do not count."""
    assert among == WEEKDAYS.among_first(day, FRIDAY, count)


def test_a_holiday_prolongs_the_first_days() -> None:
    """Who lists before a festival has as many first days as anyone."""
    first = [FESTIVE.among_first(day, FRIDAY, 3) for day in (SATURDAY, MONDAY, TUESDAY, date(2026, 3, 4))]

    assert [True, True, True, False] == first


def test_far_away_days_are_answered_at_once() -> None:
    """A product listed a century ago is not counted through."""
    assert not WEEKDAYS.among_first(date(2200, 12, 31), date(1900, 1, 1), 5)
    assert WEEKDAYS.among_first(date(2200, 12, 31), date(2200, 12, 31), 5)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"holidays": [datetime(2026, 1, 1, tzinfo=UTC)]}, "holidays"),
        ({"holidays": ["2026-01-01"]}, "holidays"),
        ({"holidays": "2026-01-01"}, "holidays"),
        ({"extra_days": None}, "extra_days"),
        ({"extra_days": [date.max]}, "extra_days"),
        ({"weekend": range(7)}, "weekend"),
        ({"weekend": [7]}, "weekend"),
        ({"weekend": [-1]}, "weekend"),
        ({"weekend": [True]}, "weekend"),
        ({"weekend": 6}, "weekend"),
        ({"holidays": [TUESDAY, MONDAY], "extra_days": [TUESDAY, MONDAY]}, "extra_days"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(wrong: dict[str, object], field: str) -> None:
    """Days are days, some day of the week trades, and no day is a holiday and an extra day."""
    with pytest.raises(InvalidValue) as refusal:
        Calendar(**wrong)

    assert field == refusal.value.field


def test_a_contradiction_names_its_first_day() -> None:
    """The same mistake is always told in the same words."""
    with pytest.raises(InvalidValue) as refusal:
        Calendar(holidays=[TUESDAY, MONDAY], extra_days=[MONDAY, TUESDAY])

    assert InvalidValue("extra_days", "2026-03-02", "no day that is a holiday too") == refusal.value


@pytest.mark.parametrize(
    ("day", "count", "field"),
    [
        (date(2201, 1, 1), 0, "day"),
        (date(2200, 12, 31), 1, "day"),
        (datetime(2026, 1, 1, tzinfo=UTC), 0, "day"),
        (FRIDAY, -1, "count"),
        (FRIDAY, 367, "count"),
    ],
)
def test_what_cannot_be_counted_is_refused(day: date, count: int, field: str) -> None:
    """Counting never leaves the days that the library knows."""
    with pytest.raises(InvalidValue) as refusal:
        EVERY_DAY.after(day, count)

    assert field == refusal.value.field


def test_a_year_of_trading_days_can_be_counted() -> None:
    """Bounds belong to what they bound."""
    assert date(2027, 2, 28) == EVERY_DAY.after(FRIDAY, 366)
    assert date(2200, 12, 31) == EVERY_DAY.after(date(2200, 12, 30), 1)
    assert date(2200, 12, 31) == WEEKDAYS.after(date(2200, 12, 26), 3)


@pytest.mark.parametrize("calendar", [Calendar(weekend=range(6)), Calendar(weekend=[])])
def test_one_trading_day_a_week_is_enough(calendar: Calendar) -> None:
    """A market may open on Sundays alone."""
    assert calendar.trades_on(SUNDAY)


@pytest.mark.parametrize("bad", ["2026-01-01", datetime(2026, 1, 1, tzinfo=UTC)])
def test_only_days_are_asked_for(bad: object) -> None:
    """A moment is another day elsewhere, so it is refused as a day."""
    with pytest.raises(InvalidValue):
        WEEKDAYS.among_first(untyped(bad), FRIDAY, 1)
    with pytest.raises(InvalidValue):
        WEEKDAYS.among_first(FRIDAY, untyped(bad), 1)
