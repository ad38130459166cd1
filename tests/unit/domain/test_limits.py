"""Bounds of an account, and who may change them which way."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from attrs import evolve

from tests.unit.domain.junk import refusal
from trading_core.domain.limits import NO_LIMITS, Limits
from trading_core.errors import InvalidValue, LimitExceeded
from trading_core.testing.strategies.anything import HostileCount

BOUNDS = "a number of at most 8 decimals between -1000000000000000 and 1000000000000000"
AMOUNTS = ["max_order_value", "max_position", "max_daily_loss", "price_band"]
COUNT = "max_orders_per_minute"
NAMES = [*AMOUNTS[:3], COUNT, AMOUNTS[3]]
UNBOUNDED = Decimal("Infinity")


def test_without_a_word_there_is_no_bound() -> None:
    """None means no bound, and all bounds are None unless somebody set them."""
    assert [None] * 5 == [getattr(Limits(), name) for name in NAMES]
    assert Limits() == NO_LIMITS


def test_bounds_are_read_in_the_order_of_their_names() -> None:
    """Numbers and text become exact bounds, the count stays a whole number."""
    limits = Limits("1.5", 2, Decimal(3), 4, "5")

    assert [Decimal("1.5"), Decimal(2), Decimal(3), 4, Decimal(5)] == [
        getattr(limits, name) for name in NAMES
    ]


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_is_not_below_zero(name: str) -> None:
    """A bound of nothing forbids everything; less than nothing means nothing."""
    assert Decimal(0) == getattr(Limits(**{name: 0}), name)
    expected = InvalidValue("limit", "-1E-8", "a number not below zero")
    assert expected == refusal(lambda: Limits(**{name: Decimal("-1e-8")}))
    assert InvalidValue("limit", "'x'", BOUNDS) == refusal(lambda: Limits(**{name: "x"}))


@pytest.mark.parametrize("count", [0, 1, 1_000_000])
def test_a_count_is_a_whole_number(count: int) -> None:
    """Orders are counted, up to a million a minute."""
    assert count == Limits(max_orders_per_minute=count).max_orders_per_minute
    assert int is type(Limits(max_orders_per_minute=HostileCount(count)).max_orders_per_minute)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (-1, "-1"),
        (1_000_001, "1000001"),
        (True, "True"),
        ("5", "'5'"),
        (Decimal(5), "5"),
        (5.0, "a value of type float"),
    ],
)
def test_a_count_beyond_its_bounds_is_refused(count: object, shown: str) -> None:
    """What is no whole number counts nothing."""
    expected = InvalidValue(COUNT, shown, "a whole number from 0 to 1000000")

    assert expected == refusal(lambda: Limits(max_orders_per_minute=count))


@pytest.mark.parametrize(
    ("name", "mine", "theirs"), list(product(NAMES, [None, 0, 1, 5], [None, 0, 1, 4, 5, 6]))
)
def test_an_owner_makes_bounds_smaller_and_never_wider(
    name: str, mine: int | None, theirs: int | None
) -> None:
    """A new bound, an equal one or a smaller one is the owner's right; a wider one or none is not."""
    before, wanted = Limits(**{name: mine}), Limits(**{name: theirs})
    if mine is not None and (theirs is None or theirs > mine):
        found = UNBOUNDED if theirs is None else Decimal(theirs)
        refused = refusal(before.tightened, wanted)
        assert LimitExceeded(name, Decimal(mine), found) == refused
        assert [Decimal, Decimal] == [type(fact) for fact in list(refused.facts.values())[1:]]
    else:
        assert wanted is before.tightened(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_each_bound_is_watched_beside_the_others(name: str) -> None:
    """Making four bounds smaller does not buy a fifth that is wider."""
    before = Limits(5, 5, 5, 5, 5)
    wanted = evolve(Limits(4, 4, 4, 4, 4), **{name: 6})

    assert LimitExceeded(name, Decimal(5), Decimal(6)) == refusal(before.tightened, wanted)


def test_limits_are_tightened_to_limits() -> None:
    """What is no limits is refused with a sentence."""
    assert "limits is 5: expected limits of an account." == str(refusal(Limits().tightened, 5))
