"""Everything that the analysis says about prices, in one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.technical.asking import asked, refusal
from tests.unit.domain.technical.rows import TINY, bars, closing
from trading_core.domain.amounts import Price
from trading_core.domain.quotes import Bar
from trading_core.domain.technical import (
    Average,
    Gate,
    Technical,
    best_four_point,
    bias,
    moving_average,
    technical_summary,
    volatility,
)
from trading_core.errors import NotEnoughData


@given(bars(least=1, most=12), st.integers(2, 9), st.sampled_from(Gate), st.sampled_from([2, 4]))
def test_the_summary_says_what_each_calculation_says(
    rows: Sequence[Bar], changes: int, gate: Gate, decimals: int
) -> None:
    """It computes nothing of its own; what the rows do not suffice for is None or the reason why."""
    closes = [row.close.value for row in rows]
    found = technical_summary(rows, spans=[3, 5, 8], changes=changes, gate=gate, decimals=decimals)

    assert (rows[-1].symbol, rows[-1].start, len(rows), rows[-1].close) == (
        found.symbol,
        found.as_of,
        found.rows,
        found.close,
    )
    assert [3, 5, 8] == [average.days for average in found.averages]
    for average in found.averages:
        if len(rows) < average.days:
            assert Average(average.days, None, None) == average
        else:
            value = moving_average(closes, average.days, decimals)[-1]
            assert value == average.value
            assert (bias(closes[-1], value, decimals) if value else None) == average.bias
    assert (volatility(closes, changes) if len(rows) > changes else None) == found.volatility
    enough = len(rows) >= 6
    expected = best_four_point(rows, gate, decimals) if enough else NotEnoughData(needed=6, given=len(rows))
    assert expected == found.best_four_point


def test_the_usual_summary_is_of_a_week_two_a_month_and_a_quarter() -> None:
    """These are the averages that charts show, in cents, with a month's volatility."""
    rows = closing(*range(1, 22))
    found = technical_summary(rows)

    assert (
        Average(5, Decimal("19.00"), Decimal("10.53")),
        Average(10, Decimal("16.50"), Decimal("27.27")),
        Average(20, Decimal("11.50"), Decimal("82.61")),
        Average(60, None, None),
    ) == found.averages
    assert volatility(map(Decimal, range(1, 22)), 20) == found.volatility
    assert best_four_point(rows, Gate.TWSTOCK, 2) == found.best_four_point
    assert technical_summary(rows[1:]).volatility is None


def test_days_without_a_price_are_not_summed_up() -> None:
    """The latest close is that of the latest day with one."""
    rows = closing(3, 4)

    assert technical_summary(rows) == technical_summary([None, rows[0], None, rows[1], None])


def test_an_average_of_no_cents_has_no_bias() -> None:
    """A price below half a cent is averaged to zero, and nothing is a percent of zero."""
    found = technical_summary(closing(TINY), spans=[1])

    assert (Average(1, Decimal("0.00"), None),) == found.averages
    assert Decimal("0.00000000") == technical_summary(closing(TINY), spans=[1], decimals=8).averages[0].bias


def test_nothing_is_said_of_no_rows() -> None:
    """One row with a price is the least."""
    nothing: Sequence[Bar | None]
    for nothing in ([], [None]):
        with pytest.raises(NotEnoughData) as refused:
            technical_summary(nothing)
        assert (1, 0) == (refused.value.needed, refused.value.given)


FOUND = technical_summary(closing(1, 2, 3))


@pytest.mark.parametrize(
    ("call", "field", "found", "wanted"),
    [
        (asked(technical_summary, 3), "bars", "3", "a sequence of bars"),
        (
            asked(technical_summary, closing(1), spans=5),
            "spans",
            "5",
            "a sequence of whole numbers",
        ),
        (asked(technical_summary, closing(1), spans=[0]), "spans", "0", "a whole number from 1 to 10000"),
        (asked(technical_summary, closing(1), changes=1), "changes", "1", "a whole number from 2 to 10000"),
        (asked(technical_summary, closing(1), decimals=9), "decimals", "9", "a whole number from 0 to 8"),
        (
            asked(technical_summary, closing(1, 2, 3, 4, 5, 6), gate=None),
            "gate",
            "None",
            "a value of type Gate",
        ),
        (asked(Average, 0), "days", "0", "a whole number from 1 to 10000"),
        (asked(Average, 5, 1), "value", "1", "a finite Decimal or None"),
        (asked(Average, 5, Decimal(1), Decimal("NaN")), "bias", "NaN", "a finite Decimal or None"),
        (asked(evolve, FOUND, rows=0), "rows", "0", "a whole number from 1 to 10000"),
        (asked(evolve, FOUND, volatility="1"), "volatility", "'1'", "a finite Decimal or None"),
        (asked(evolve, FOUND, averages=[5]), "averages", "5", "a value of type Average"),
        (
            asked(evolve, FOUND, best_four_point=None),
            "best_four_point",
            "None",
            "a BestFourPoint or a NotEnoughData",
        ),
    ],
)
def test_what_cannot_be_summed_up_is_refused_by_name(
    call: Callable[[], object], field: str, found: str, wanted: str
) -> None:
    """The refusal names the argument, what was found there and what is expected."""
    assert (field, found, wanted) == refusal(call)


def test_a_summary_reads_its_parts() -> None:
    """A stored summary is made again from its fields."""
    again = Technical("2330", FOUND.as_of, 3, "3", list(FOUND.averages), None, NotEnoughData(6, 3))

    assert FOUND == again
    assert Price("3") == again.close
