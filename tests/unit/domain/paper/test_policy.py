"""The settings of a paper market, and the chance that follows from a seed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from tests.unit.domain.paper.pit import MONDAY, terms
from trading_core.domain.amounts import Quantity
from trading_core.domain.orders import Order, submitted
from trading_core.domain.paper import PaperPolicy
from trading_core.domain.paper.policy import step_of
from trading_core.errors import InvalidValue


def order(number: str = "N", quantity: object = 100) -> Order:
    return submitted(terms(quantity=quantity, number=number), MONDAY)


def portions(policy: PaperPolicy, known: Order) -> list[Decimal]:
    """What is traded at each of many looks."""
    return [policy.portion(known, known.remaining, fills).value for fills in range(200)]


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("seed", [-1, 2**63 + 1, True, "1", None]),
        ("latency_ms", [-1, 86_400_001, 1.5, True]),
        ("jitter_ms", [-1, 86_400_001, "1"]),
        ("fraction", [0, "-0.1", "1.00000001", None, 0.5]),
        ("least_fraction", [0, "1.1"]),
        ("at_most", [Quantity(0), 5]),
        ("stale_after", [timedelta(microseconds=-1), 5]),
    ],
)
def test_wrong_settings_are_refused(setting: str, wrong: list[Any]) -> None:
    """A deployment with a slip in it does not start."""
    for value in wrong:
        with pytest.raises(InvalidValue) as refused:
            PaperPolicy(**{setting: value})
        assert setting == refused.value.facts["field"]


def test_a_wrong_part_is_shown() -> None:
    """Whoever mistyped it sees what was read."""
    with pytest.raises(InvalidValue) as refused:
        PaperPolicy(fraction="1.5")

    assert InvalidValue("fraction", "1.5", "a number above 0 and at most 1") == refused.value


def test_settings_at_their_bounds_are_taken() -> None:
    """Both ends of every range are lawful."""
    for settings in (
        {"seed": 2**63, "latency_ms": 86_400_000, "jitter_ms": 86_400_000, "stale_after": timedelta(0)},
        {"fraction": "0.00000001"},
        {"fraction": "0.5", "least_fraction": "0.5"},
    ):
        assert PaperPolicy(**settings) == PaperPolicy(**settings)
    with pytest.raises(InvalidValue, match="least_fraction"):
        PaperPolicy(fraction="0.5", least_fraction="0.50000001")


def test_without_settings_everything_is_traded_at_once() -> None:
    """The plainest market has no chance in it."""
    known = order()

    assert (timedelta(0), Quantity(70)) == (
        PaperPolicy().latency(known),
        PaperPolicy().portion(known, Quantity(70), 0),
    )


def test_chance_is_the_same_for_whoever_asks() -> None:
    """Seed, order and place decide; another seed or order decides otherwise."""
    policy = PaperPolicy(seed=7, jitter_ms=10**6, least_fraction="0.1")
    known = order()

    assert portions(policy, known) == portions(PaperPolicy(seed=7, least_fraction="0.1"), order())
    assert portions(policy, known) != portions(evolve(policy, seed=8), known)
    assert portions(policy, known) != portions(policy, order("M"))
    assert policy.latency(known) == policy.latency(order())
    assert policy.latency(known) != evolve(policy, seed=8).latency(known)
    assert policy.latency(known) != policy.latency(order("M"))


def test_chance_stays_within_its_bounds_and_reaches_them() -> None:
    """Latency goes from the least to the least and the jitter, parts from the least to the most."""
    late = [
        PaperPolicy(seed=seed, latency_ms=3, jitter_ms=2).latency(order()) / timedelta(milliseconds=1)
        for seed in range(60)
    ]
    parts = portions(PaperPolicy(fraction="0.06", least_fraction="0.03"), order())

    assert {3, 4, 5} == set(late)
    assert {3, 4, 5} == set(parts)


def test_parts_are_counted_as_the_order_is() -> None:
    """A part is rounded down to what the order is counted in, and is at least one of it."""
    tenth = PaperPolicy(fraction="0.1")

    assert Quantity(1) == tenth.portion(order(quantity=15), Quantity(15), 0)
    assert Quantity(1) == tenth.portion(order(quantity=3), Quantity(3), 0)
    assert Quantity("0.1") == tenth.portion(order(quantity="1.9"), Quantity("1.9"), 0)
    assert Quantity(2) == tenth.portion(order(quantity=100), Quantity(2), 0)


def test_at_most_so_much_is_traded() -> None:
    """The bound holds for whole orders and for parts, even where it is finer than the order."""
    assert Quantity(40) == PaperPolicy(at_most=Quantity(40)).portion(order(), Quantity(100), 0)
    assert Quantity(30) == PaperPolicy(at_most=Quantity(40)).portion(order(), Quantity(30), 0)
    assert Quantity(5) == PaperPolicy(at_most=Quantity(5), fraction="0.1").portion(order(), Quantity(100), 0)
    assert Quantity("0.5") == PaperPolicy(at_most=Quantity("0.5")).portion(order(), Quantity(100), 0)


@pytest.mark.parametrize(
    ("quantity", "step"),
    [
        (100, 1),
        (Decimal("1E+2"), 1),
        ("1.0", 1),
        ("0.5", "0.1"),
        ("2.25", "0.01"),
        ("0.0000001", "0.0000001"),
        ("1.00000001", "0.00000001"),
    ],
)
def test_an_order_is_counted_in_the_last_decimal_that_it_uses(quantity: object, step: object) -> None:
    """Zeros at the end say nothing."""
    assert Decimal(str(step)) == step_of(order(quantity=quantity))
