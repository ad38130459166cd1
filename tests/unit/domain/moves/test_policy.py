"""What counts as significant."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.domain.technical.asking import asked, refusal
from trading_core.domain.exact import MAX_VALUE
from trading_core.domain.moves import (
    MovePolicy,
)

MILLION = "a number above 0 and at most 1000000"


def test_the_usual_policy() -> None:
    """Five percent is where news begins; two would be a quarter of all days."""
    usual = MovePolicy()

    assert (Decimal(5), Decimal(7), Decimal(10)) == usual.levels
    assert (None, Decimal(3), Decimal(3), Decimal(1)) == (
        usual.sigmas,
        usual.gap,
        usual.volume_multiple,
        usual.volume_change,
    )
    assert (True, Decimal(0), timedelta(0)) == (usual.limits, usual.hysteresis, usual.cooldown)
    assert Decimal(5) == usual.threshold(Decimal(5), Decimal(9))


def test_a_policy_goes_to_the_ends_of_its_bounds() -> None:
    """A policy may be as strict or as loose as its numbers allow."""
    wide = MovePolicy(
        levels=["0.00000001", 1_000_000],
        sigmas=1_000_000,
        gap=1_000_000,
        volume_multiple="0.00000001",
        volume_change=0,
        hysteresis=1_000_000,
        cooldown=timedelta(days=366),
    )

    assert (Decimal("0.00000001"), Decimal(1_000_000)) == wide.levels
    assert MAX_VALUE == wide.threshold(Decimal(5), MAX_VALUE)
    assert Decimal(1_000_000) == wide.threshold(Decimal(5), Decimal(1))


@pytest.mark.parametrize(
    ("sigmas", "sigma", "expected"),
    [
        ("2", "3", "6"),
        ("2", "2.5", "5"),
        ("2", "2.49999999", "5"),
        ("2", "2.50000001", "5.00000002"),
        ("0.5", "20.00000001", "10.00000000"),
        ("0.5", "20.00000003", "10.00000002"),
        ("2", None, "5"),
    ],
)
def test_a_threshold_is_the_level_or_the_products_own_unrest(
    sigmas: str, sigma: str | None, expected: str
) -> None:
    """The larger of the two, and where unrest has more than 8 decimals it is rounded half to even."""
    known = None if sigma is None else Decimal(sigma)

    assert Decimal(expected) == MovePolicy(sigmas=sigmas).threshold(Decimal(5), known)


def test_a_threshold_reads_its_numbers() -> None:
    """What is no number asks for nothing."""
    policy = MovePolicy(sigmas=2)

    assert "level" == refusal(asked(policy.threshold, None, Decimal(1)))[0]
    assert "sigma" == refusal(asked(policy.threshold, Decimal(1), "x"))[0]


@pytest.mark.parametrize(
    ("wrong", "field", "found", "wanted"),
    [
        ({"levels": 5}, "levels", "5", "a sequence of percents"),
        ({"levels": "5"}, "levels", "'5'", "a sequence of percents"),
        ({"levels": [0]}, "levels", "0", MILLION),
        ({"levels": [1_000_001]}, "levels", "1000001", MILLION),
        ({"levels": [5, 5]}, "levels", "5", "a level above 5"),
        ({"levels": [7, 5]}, "levels", "5", "a level above 7"),
        ({"sigmas": 0}, "sigmas", "0", MILLION),
        ({"gap": 0}, "gap", "0", MILLION),
        ({"volume_multiple": 0}, "volume_multiple", "0", MILLION),
        ({"volume_change": -1}, "volume_change", "-1", "a number from 0 to 1000000"),
        ({"volume_change": 1_000_001}, "volume_change", "1000001", "a number from 0 to 1000000"),
        ({"hysteresis": -1}, "hysteresis", "-1", "a number from 0 to 1000000"),
        ({"hysteresis": 1_000_001}, "hysteresis", "1000001", "a number from 0 to 1000000"),
        ({"limits": 1}, "limits", "1", "a value of type bool"),
        ({"cooldown": "5"}, "cooldown", "'5'", "a timedelta from 0 to 366 days"),
        ({"cooldown": timedelta(-1)}, "cooldown", "-1 day, 0:00:00", "a timedelta from 0 to 366 days"),
        (
            {"cooldown": timedelta(days=366, microseconds=1)},
            "cooldown",
            "366 days, 0:00:00.000001",
            "a timedelta from 0 to 366 days",
        ),
    ],
)
def test_a_policy_is_refused_part_by_part(
    wrong: dict[str, object], field: str, found: str, wanted: str
) -> None:
    """A policy that cannot be meant is found out when it is written, not when it first matters."""
    assert (field, found, wanted) == refusal(asked(MovePolicy, **wrong))
