"""What is remembered of a product."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from tests.unit.domain.moves.world import ACME, MONDAY, at
from tests.unit.domain.technical.asking import asked, refusal
from trading_core.domain.moves import (
    MoveState,
    MoveType,
    PriceMove,
    SuspectPrice,
)
from trading_core.errors import InvalidValue

MOVE = PriceMove(ACME, MoveType.PRICE_INCREASE, MONDAY, 5, at(), 100, 107, "5.5", "exchange")
SUSPECT = SuspectPrice(ACME, MONDAY, at(), 111, 110, "exchange")
OTHERS, OTHER_SUSPECT = evolve(MOVE, symbol="OTHER"), evolve(SUSPECT, symbol="OTHER")


def test_a_state_remembers_the_last_move_of_each_type() -> None:
    """Types are independent of each other."""
    fall = evolve(MOVE, type=MoveType.PRICE_DECREASE)
    state = MoveState(ACME, latest=[MOVE, fall], suspects=[SUSPECT])

    assert (MOVE, fall, None) == (
        state.last_of(MoveType.PRICE_INCREASE),
        state.last_of(MoveType.PRICE_DECREASE),
        state.last_of(MoveType.GAP_UP),
    )


@pytest.mark.parametrize(
    ("wrong", "field", "found", "wanted"),
    [
        ({"day": at()}, "day", at().isoformat(), "a date from 1899-12-01 to 2200-12-31"),
        ({"last_quote": datetime(2026, 1, 1)}, "last_quote", "2026-01-01T00:00:00", "a time with an offset"),  # noqa: DTZ001 - what is refused
        ({"last_bar": "x"}, "last_bar", "'x'", "a datetime"),
        ({"reference": 0}, "price", "0", "a number above zero"),
        ({"open": 0}, "price", "0", "a number above zero"),
        ({"latest": [1]}, "latest", "1", "a value of type PriceMove"),
        ({"latest": None}, "latest", "None", "a tuple of PriceMove"),
        ({"suspects": [1]}, "suspects", "1", "a value of type SuspectPrice"),
        ({"latest": [OTHERS]}, "symbol", "'OTHER'", "ACME"),
        ({"suspects": [OTHER_SUSPECT]}, "symbol", "'OTHER'", "ACME"),
        ({"latest": [MOVE, MOVE]}, "latest", "'PRICE_INCREASE'", "one move of each type"),
    ],
)
def test_a_state_is_refused_part_by_part(
    wrong: dict[str, object], field: str, found: str, wanted: str
) -> None:
    """A state that was mixed up in a store is found out before it is believed."""
    assert (field, found, wanted) == refusal(asked(MoveState, ACME, **wrong))


def test_a_state_keeps_its_moments_in_utc() -> None:
    """Moments of two offsets are compared as one."""
    assert datetime(2026, 3, 2, 1, tzinfo=UTC) == MoveState(ACME, last_quote=at(), last_bar=at(1)).last_quote
    with pytest.raises(InvalidValue):
        MoveState("")
