"""The table of facts: what a model may quote."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.analysis.known import FACTS, FIRST, MOVE, bars, days, named, table
from tests.unit.untyped import untyped
from trading_core.domain.analysis import Fact, Facts, by_day, facts_of
from trading_core.domain.quotes import Bar
from trading_core.domain.technical import technical_summary
from trading_core.errors import InvalidValue, NotEnoughData

D = Decimal


def test_one_bar_says_little_and_nothing_more() -> None:
    """What needs a day before, or many, is not made up."""
    assert {
        "date": "2026-01-05",
        "first_date": "2026-01-05",
        "bars": "1",
        "open": "100",
        "high": "103",
        "low": "99",
        "close": "101",
        "volume": "1000",
    } == named(table(1))


def test_the_day_before_gives_the_change() -> None:
    """The change is from close to close, exact, and to a cent in percent."""
    facts = named(table(2))

    assert ("101", "1", "0.99%", "1000") == tuple(
        facts[name] for name in ("previous_close", "change", "change_percent", "previous_volume")
    )
    assert "highest_of_20" not in facts


@pytest.mark.parametrize(("count", "known"), [(19, False), (20, True)])
def test_a_range_needs_all_its_days(count: int, known: bool) -> None:
    """Highest and lowest are of twenty days or of none."""
    facts = named(table(count))

    assert [known] * 3 == [name in facts for name in ("highest_of_20", "lowest_of_20", "range_bars")]
    if known:
        assert ("122", "99", "20") == (facts["highest_of_20"], facts["lowest_of_20"], facts["range_bars"])


def test_averages_points_and_spread_stand_in_the_table() -> None:
    """What the technical part says is a fact, with the numbers that its words hold."""
    facts = named(table(30))

    assert ("128", "1.56%", "5") == (facts["average_5"], facts["bias_5_percent"], facts["average_5_bars"])
    assert ("buy", "4", "3", "6") == tuple(
        facts[f"best_four_point{rest}"] for rest in ("", "_rules", "_short_bars", "_long_bars")
    )
    assert "volume grew and the close is above the open" == facts["reason_1"]
    assert facts["volatility_percent"].endswith("%")
    assert "average_60" not in facts
    assert "best_four_point" not in named(table(5))


def test_an_average_without_a_bias_is_told_alone() -> None:
    """A bias that cannot be worked out is left out, not zero."""
    technical = technical_summary(bars(6))
    plain = evolve(technical, averages=tuple(evolve(one, bias=None) for one in technical.averages))

    assert "bias_5_percent" not in named(facts_of(plain, bars(6), days(6), ()))
    assert "average_5" in named(facts_of(plain, bars(6), days(6), ()))


def test_the_newest_moves_are_told() -> None:
    """Five at most, each with its day and its prices."""
    facts = named(table(2, (MOVE,) * 7))

    assert ("GAP_UP", "2026-01-05", "100", "103.456", "3.46%") == tuple(
        facts[f"event_1{rest}"] for rest in ("", "_date", "_from", "_to", "_change_percent")
    )
    assert "event_5" in facts
    assert "event_6" not in facts


def test_the_technical_part_has_to_be_of_these_bars() -> None:
    """A table of two products, or of two moments, would be believed."""
    technical = technical_summary(bars(3))
    for some, their in ((bars(2), days(2)), (bars(3), days(2)), ((), ())):
        with pytest.raises(NotEnoughData):
            facts_of(technical, some, their, ())


def test_numbers_and_days_that_may_be_quoted() -> None:
    """With a sign of percent only percents may be quoted, without one any number."""
    assert (D("-1.66"), D(0)) == FACTS.numbers(percent=True)
    assert D("860.5") in FACTS.numbers(percent=False)
    assert D("-1.66") in FACTS.numbers(percent=False)
    assert {date(2026, 11, 20)} == FACTS.days
    assert "date: 2026-11-20\nclose: 860.5\n" in FACTS.lines
    assert "change_percent: -1.66%\n" in FACTS.lines


@pytest.mark.parametrize("value", [D("NaN"), 5, None, b"x"])
def test_a_fact_is_a_number_a_day_or_a_word(value: object) -> None:
    """What cannot be written in the table is no fact."""
    with pytest.raises(InvalidValue):
        Fact("x", untyped(value))


def test_a_fact_has_a_short_name() -> None:
    """A name stands in a column of a table; 64 characters fit."""
    assert 64 == len(Fact("x" * 64, Decimal(1)).name)
    with pytest.raises(InvalidValue) as refused:
        Fact("x" * 65, Decimal(1))

    assert ("name", "at most 64 characters") == (refused.value.field, refused.value.expected)


def test_a_table_is_made_of_facts() -> None:
    """Anything else in it could not be held against an answer."""
    with pytest.raises(InvalidValue):
        Facts("2330", ("close",))


def test_a_day_of_several_bars_is_one() -> None:
    """It opens with the first, closes with the last, reaches as far as any, and adds up their volumes."""
    parts = (
        Bar("2330", FIRST, 100, 110, 95, 105, 10),
        Bar("2330", FIRST + timedelta(hours=1), 105, 108, 90, 91, 5),
        Bar("2330", FIRST + timedelta(days=1), 91, 92, 90, 92, 7),
    )

    whole, dates = by_day(parts, lambda bar: bar.start.date())

    assert (Bar("2330", FIRST + timedelta(hours=1), 100, 110, 90, 91, 15), parts[2]) == whole
    assert (FIRST.date(), FIRST.date() + timedelta(days=1)) == dates
    assert ((), ()) == by_day((), lambda bar: bar.start.date())
