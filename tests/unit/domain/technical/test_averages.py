"""Averages, biases and runs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.technical import oracle
from tests.unit.domain.technical.asking import asked, refusal
from tests.unit.domain.technical.rows import HUGE, PRICES, TINY
from trading_core.domain.technical import bias, continuous, moving_average, moving_average_bias_ratio
from trading_core.errors import TradingError

SERIES = st.lists(PRICES, max_size=12)


@given(SERIES, st.integers(1, 7), st.integers(0, 8))
def test_every_average_is_that_of_its_own_window(values: list[Decimal], n: int, decimals: int) -> None:
    """A running sum gives what adding up each window anew gives, to the last digit."""
    expected = oracle.averages([Fraction(value) for value in values], n, decimals)

    assert expected == [Fraction(mean) for mean in moving_average(values, n, decimals)]


def test_an_average_has_two_decimals_and_halves_go_to_the_even_cent() -> None:
    """The rounding is the one that the documentation names."""
    assert ["0.12", "0.14"] == [
        str(mean) for mean in moving_average([Decimal("0.12"), Decimal("0.13"), Decimal("0.14")], 2)
    ]
    assert (Decimal("1.50"),) == moving_average(iter([Decimal(1), Decimal(2)]), 2)
    assert "1.50" == str(moving_average([Decimal(1), Decimal(2)], 2)[0])


def test_a_series_shorter_than_the_window_has_no_average() -> None:
    """Nothing is averaged over days that are not there."""
    values = [Decimal(1), Decimal(2)]

    assert () == moving_average([], 1)
    assert () == moving_average(values, 3)
    assert 1 == len(moving_average(values, 2))


def test_an_average_may_be_of_ten_thousand_rows() -> None:
    """That is forty years of days, and the most that is asked for."""
    assert () == moving_average([Decimal(1)], 10_000)


def test_the_digits_of_an_average_do_not_depend_on_the_decimal_context() -> None:
    """The thread's precision, whatever it was set to, rounds nothing here."""
    values = [HUGE, TINY, HUGE]
    with localcontext() as context:
        context.prec = 3
        average = moving_average(values, 2, 8)
        ratio = moving_average_bias_ratio(values, 1, 2, 8)
        off = bias(HUGE, HUGE - 1, 8)

    assert ("500000000000000.00000000",) * 2 == tuple(str(mean) for mean in average)
    assert (Decimal("-499999999999999.99999999"), Decimal("500000000000000.00000000")) == ratio
    assert Decimal("0.00000000") == off


@pytest.mark.parametrize(
    ("close", "average", "decimals", "expected"),
    [
        ("105", "100", 2, "5.00"),
        ("95", "100", 2, "-5.00"),
        ("100", "100", 2, "0.00"),
        ("100.005", "100", 2, "0.00"),
        ("100.015", "100", 2, "0.02"),
        ("1", "3", 4, "-66.6667"),
        ("0", "3", 0, "-100"),
        ("1000000000000000", "0.00000001", 0, "9999999999999999999999900"),
    ],
)
def test_the_bias_is_the_distance_in_percent_of_the_average(
    close: str, average: str, decimals: int, expected: str
) -> None:
    """What is above its average has a bias above zero, rounded half to even once."""
    assert expected == str(bias(Decimal(close), Decimal(average), decimals))


def test_the_bias_has_two_decimals_unless_asked_otherwise() -> None:
    """People read percents in hundredths."""
    assert "3.33" == str(bias(Decimal(31), Decimal(30)))


@given(SERIES, st.integers(1, 6), st.integers(1, 6), st.integers(0, 4))
def test_the_bias_ratio_is_the_difference_of_the_averages_of_one_row(
    values: list[Decimal], short: int, long: int, decimals: int
) -> None:
    """Averages are paired by the row that they end with, and rows with one of them alone are left out."""
    fractions = [Fraction(value) for value in values]
    first, second = oracle.averages(fractions, short, decimals), oracle.averages(fractions, long, decimals)
    pairs = list(zip(reversed(first), reversed(second), strict=False))

    assert [a - b for a, b in reversed(pairs)] == [
        Fraction(ratio) for ratio in moving_average_bias_ratio(values, short, long, decimals)
    ]


def test_the_bias_ratio_is_of_averages_in_cents() -> None:
    """It is the difference of what is shown."""
    values = [Decimal(1), Decimal(1), Decimal(2)]

    assert (Decimal("0.67"),) == moving_average_bias_ratio(values, 1, 3)


@given(st.lists(st.integers(1, 4).map(Decimal), max_size=8))
def test_a_run_is_counted_back_from_the_end(values: list[Decimal]) -> None:
    """The steps that go the way of the last one count, and no step before one that does not."""
    assert oracle.run([Fraction(value) for value in values]) == continuous(values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("", 0),
        ("5", 0),
        ("1 2", 1),
        ("2 1", -1),
        ("1 1", -1),
        ("1 2 3 4", 3),
        ("4 3 2 1", -3),
        ("3 1 2 3", 2),
        ("1 2 3 3", -1),
        ("1 2 2 1", -2),
    ],
)
def test_a_level_step_counts_as_down(values: str, expected: int) -> None:
    """A price that does not move has failed to rise."""
    assert expected == continuous(Decimal(value) for value in values.split())


@pytest.mark.parametrize(
    ("call", "field", "found", "wanted"),
    [
        (asked(moving_average, 7, 1), "values", "7", "a sequence of numbers"),
        (asked(moving_average, "12", 1), "values", "'12'", "a sequence of numbers"),
        (asked(continuous, None), "values", "None", "a sequence of numbers"),
        (asked(moving_average, [1], 0), "n", "0", "a whole number from 1 to 10000"),
        (asked(moving_average, [1], 10_001), "n", "10001", "a whole number from 1 to 10000"),
        (asked(moving_average, [1], True), "n", "True", "a whole number from 1 to 10000"),
        (asked(moving_average, [1], "1"), "n", "'1'", "a whole number from 1 to 10000"),
        (asked(moving_average, [1], 1, 9), "decimals", "9", "a whole number from 0 to 8"),
        (asked(moving_average, [1], 1, -1), "decimals", "-1", "a whole number from 0 to 8"),
        (asked(moving_average, [1], 1, True), "decimals", "True", "a whole number from 0 to 8"),
        (asked(moving_average, [1], 1, None), "decimals", "None", "a whole number from 0 to 8"),
        (asked(moving_average_bias_ratio, [1], 0, 1), "short", "0", "a whole number from 1 to 10000"),
        (asked(moving_average_bias_ratio, [1], 1, 0), "long", "0", "a whole number from 1 to 10000"),
        (asked(bias, 1, 0), "average", "0", "a number above zero"),
        (asked(bias, 1, -1), "average", "-1", "a number above zero"),
    ],
)
def test_what_cannot_be_averaged_is_refused_by_name(
    call: Callable[[], object], field: str, found: str, wanted: str
) -> None:
    """The refusal names the argument, what was found there and what is expected."""
    assert (field, found, wanted) == refusal(call)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (asked(moving_average, [Decimal("NaN")], 1), "values"),
        (asked(bias, 0.5, 1), "close"),
        (asked(bias, 1, "x"), "average"),
    ],
)
def test_a_number_that_is_none_is_refused_by_name(call: Callable[[], object], field: str) -> None:
    """A float or a NaN never gets into a calculation."""
    assert field == refusal(call)[0]


def answer_of(call: Callable[[], object]) -> object:
    try:
        return call()
    except TradingError as error:
        return error


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=4),
    st.decimals(),
    st.lists(st.decimals()),
)


@given(ODD, ODD, ODD)
def test_whatever_is_given_the_answer_is_a_value_or_our_own_error(
    first: object, second: object, third: object
) -> None:
    """No caller has to catch what belongs to Python or to decimal."""
    for call in (
        asked(moving_average, first, second, third),
        asked(bias, first, second, third),
        asked(moving_average_bias_ratio, first, second, third),
        asked(continuous, first),
    ):
        assert isinstance(answer_of(call), TradingError | tuple | Decimal | int)
