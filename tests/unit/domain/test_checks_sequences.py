"""Sequences and calculated numbers are taken as they are, or refused by the name of the argument."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.junk import refusal
from trading_core.domain.checks import MOST, calculated, sequence, sequence_of, walk
from trading_core.domain.exact import show
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import broken_off


@pytest.mark.parametrize(
    ("found", "kept"),
    [((), ()), ([1, 2], (1, 2)), ({3}, (3,)), (iter([4]), (4,)), ((number for number in (5, 6)), (5, 6))],
)
def test_a_sequence_of_one_type_is_walked_through_once(found: object, kept: tuple[int, ...]) -> None:
    """Whatever can be walked through is kept as a tuple."""
    assert kept == sequence_of(found, int, "counts")


@pytest.mark.parametrize(
    ("found", "shown", "expected"),
    [
        (None, "None", "a sequence"),
        ("12", "'12'", "a sequence"),
        ({1: 2}, "a value of type dict", "a sequence"),
        ([1, "2"], "'2'", "a value of type int"),
        ([1, True], "True", "a value of type int"),
        ([None], "None", "a value of type int"),
        (broken_off(), "a value of type generator", f"a sequence that can be walked through in {MOST} steps"),
        (range(10**12), "a value of type range", f"a sequence that can be walked through in {MOST} steps"),
    ],
)
def test_what_is_no_sequence_of_the_type_is_refused(found: object, shown: str, expected: str) -> None:
    """The refusal shows the item that is of another type, or what cannot be walked through."""
    assert InvalidValue("counts", shown, expected) == refusal(lambda: sequence_of(found, int, "counts"))


def test_a_sequence_may_be_a_million_long() -> None:
    """The bound is for what does not end; it holds itself."""
    assert MOST == len(sequence(iter(range(MOST)), "counts"))
    with pytest.raises(InvalidValue):
        sequence(iter(range(MOST + 1)), "counts")


def test_a_walk_looks_at_each_as_it_comes_by() -> None:
    """Nothing is kept, so a journal may be longer than memory; the first of another kind ends it."""
    seen = walk(iter([1, 2, "3"]), int, "counts")

    assert [1, 2] == [next(seen), next(seen)]
    assert InvalidValue("counts", "'3'", "a value of type int") == refusal(lambda: next(seen))
    assert InvalidValue("counts", "5", "a value of type Iterable") == refusal(lambda: walk(5, int, "counts"))


@pytest.mark.parametrize("number", ["0", "-0.5", "9e40", "1e-40", "123456789012345.12345678"])
def test_a_calculated_number_is_finite_and_within_reach(number: str) -> None:
    """Sums and products of lawful numbers are taken as they are."""
    assert Decimal(number) == calculated(Decimal(number), "cost")


@pytest.mark.parametrize(
    "number", [Decimal("NaN"), Decimal("-Infinity"), Decimal("1e41"), Decimal("1e-41"), 1, "1"]
)
def test_what_nobody_calculates_is_refused(number: object) -> None:
    """A number that arithmetic would fail on later is refused where it comes in."""
    expected = "a finite Decimal of at most 41 digits"

    assert InvalidValue("cost", show(number), expected) == refusal(lambda: calculated(number, "cost"))
