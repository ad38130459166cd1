"""How much a signal trades: never more than the policy means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.sizing import (
    USUAL_SIZING,
    FixedQuantity,
    FixedValue,
    RiskedShare,
    Sizing,
    SizingPolicy,
    sizing_of,
    to_sizing,
    whole_steps,
)
from trading_core.errors import InvalidValue

ENTRY, STOP, EQUITY = Price("1.1"), Price("1.0"), Decimal(1000)
AMOUNTS = st.decimals("0.01", 1_000_000, places=2)


def test_a_fixed_quantity_is_always_the_same() -> None:
    """Whoever says ten gets ten, whatever the price."""
    assert Quantity(10) == FixedQuantity(10).quantity(ENTRY, STOP, EQUITY, 0)


def test_a_fixed_value_buys_whole_steps() -> None:
    """A thousand buys what a thousand pays, rounded down to what the product is counted in."""
    value = FixedValue(1000)

    assert Quantity(909) == value.quantity(ENTRY, STOP, EQUITY, 0)
    assert Quantity("909.09") == value.quantity(ENTRY, STOP, EQUITY, 2)
    assert Quantity("909.09090909") == value.quantity(ENTRY, STOP, EQUITY, 8)
    assert Quantity(0) == FixedValue(1).quantity(ENTRY, STOP, EQUITY, 0)


def test_a_risked_share_loses_that_share_at_the_stop() -> None:
    """Two percent of a thousand is lost when ten cents are lost on two hundred units, long or short."""
    share = RiskedShare(2)

    assert Quantity(200) == share.quantity(ENTRY, STOP, EQUITY, 0)
    assert Quantity(200) == share.quantity(STOP, ENTRY, EQUITY, 0)
    assert Quantity(0) == share.quantity(ENTRY, ENTRY, EQUITY, 0)
    assert Quantity(0) == share.quantity(ENTRY, STOP, Decimal(-5), 0)


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(1, 100), st.integers(0, 8))
def test_no_more_is_risked_than_was_meant(
    entry: Decimal, stop: Decimal, equity: Decimal, percent: int, decimals: int
) -> None:
    """The loss between entry and stop is within the share, and one step more would be beyond it."""
    quantity = RiskedShare(percent).quantity(Price(entry), Price(stop), equity, decimals).value
    allowed, distance = equity * percent / 100, abs(entry - stop)

    assert quantity * distance <= allowed
    assert quantity in (0, 10**15) or (quantity + Decimal(1).scaleb(-decimals)) * distance > allowed


def test_a_size_is_within_the_bounds_of_a_quantity() -> None:
    """A tiny distance makes a huge size, and no error of the arithmetic."""
    assert Quantity(10**15) == whole_steps(Decimal(10) ** 30, 8)


@pytest.mark.parametrize("make", [FixedValue, RiskedShare, FixedQuantity])
@pytest.mark.parametrize("size", [0, -1, "x", None])
def test_a_size_of_nothing_is_no_policy(make: Callable[[object], object], size: object) -> None:
    """A deployment with a senseless size fails when it starts."""
    with pytest.raises(InvalidValue):
        make(size)


@pytest.mark.parametrize(
    ("make", "size", "field", "found", "expected"),
    [
        (FixedValue, 0, "size", "0", "a number above zero"),
        (FixedValue, "-0.5", "size", "-0.5", "a number above zero"),
        (FixedQuantity, 0, "size", "0", "a number above zero"),
        (RiskedShare, 0, "size", "0", "a number above zero"),
        (RiskedShare, "100.00000001", "size", "100.00000001", "at most 100 percent"),
        (to_sizing, 5, "sizing", "5", "a policy of sizes"),
    ],
)
def test_a_refused_size_is_shown_with_what_it_ought_to_be(
    make: Callable[[object], object], size: object, field: str, found: str, expected: str
) -> None:
    """Whoever mistyped a size sees which word of the settings it was, and what to write."""
    with pytest.raises(InvalidValue) as refused:
        make(size)

    assert InvalidValue(field, found, expected) == refused.value


@pytest.mark.parametrize(
    "make", [FixedValue, RiskedShare, lambda size: sizing_of(SizingPolicy.QUANTITY, size)]
)
def test_what_is_no_number_is_refused_as_a_size(make: Callable[[object], object]) -> None:
    """The reader of numbers names the size, whichever policy it is of."""
    with pytest.raises(InvalidValue) as refused:
        make("much")

    assert ("size", "'much'") == (refused.value.field, refused.value.found)


@pytest.mark.parametrize("size", ["0.00000001", "99.99999999", "100"])
def test_the_smallest_and_the_largest_size_are_taken(size: str) -> None:
    """The bounds themselves belong to what is lawful."""
    assert Decimal(size) == RiskedShare(size).percent


@pytest.mark.parametrize(
    ("quantity", "decimals", "steps"),
    [
        ("1.999", 0, 1),
        ("1.999", 2, "1.99"),
        ("1.99", 2, "1.99"),
        ("0.000000019", 8, "0.00000001"),
        ("-0", 0, 0),
    ],
)
def test_steps_are_rounded_down(quantity: str, decimals: int, steps: object) -> None:
    """What does not make a whole step is not bought, and a whole step is not lost."""
    assert Quantity(steps) == whole_steps(Decimal(quantity), decimals)


def test_no_more_than_everything_is_risked() -> None:
    """A hundred percent is the most; the share may be all of it."""
    assert Decimal(100) == RiskedShare(100).percent
    with pytest.raises(InvalidValue):
        RiskedShare("100.01")


@pytest.mark.parametrize(
    ("policy", "sizing"),
    [
        (SizingPolicy.QUANTITY, FixedQuantity(2)),
        (SizingPolicy.VALUE, FixedValue(2)),
        (SizingPolicy.RISK, RiskedShare(2)),
    ],
)
def test_a_policy_is_its_word_and_its_number(policy: SizingPolicy, sizing: Sizing) -> None:
    """What is kept of a policy makes the same policy again."""
    assert sizing == sizing_of(policy, 2) == sizing_of(sizing.policy, sizing.size) == to_sizing(sizing)
    assert (policy, Decimal(2)) == (sizing.policy, sizing.size)


def test_what_is_no_policy_is_refused_by_name() -> None:
    """Neither a word alone nor a number alone says how much is traded."""
    with pytest.raises(InvalidValue, match="policy"):
        sizing_of("value", 2)
    with pytest.raises(InvalidValue, match="sizing"):
        to_sizing(5)
    for policy in SizingPolicy:
        with pytest.raises(InvalidValue, match="size"):
            sizing_of(policy, "much")


def test_the_usual_size_is_a_hundredth_of_the_usual_account() -> None:
    """Whoever says nothing trades ten thousand of his money, which buys a part of anything."""
    assert FixedValue(10_000) == USUAL_SIZING
