"""Moves and suspect prices as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.moves.world import ACME, MONDAY, at
from tests.unit.domain.technical.asking import asked, refusal
from trading_core.domain.moves import (
    MoveType,
    PriceMove,
    SuspectPrice,
)

MOVE = PriceMove(ACME, MoveType.PRICE_INCREASE, MONDAY, 5, at(), 100, 107, "5.5", "exchange")
SUSPECT = SuspectPrice(ACME, MONDAY, at(), 111, 110, "exchange")
HUGE = "a number from 0 to 1000000000000000"


def test_the_key_of_a_move_is_what_no_two_share() -> None:
    """Symbol, type, day and level; neither the moment nor the price makes it another move."""
    later = evolve(MOVE, at=at(5), price=108)

    assert ("ACME", "PRICE_INCREASE", MONDAY, Decimal(5)) == MOVE.key == later.key
    assert {MOVE.key} == {later.key, evolve(MOVE, level="5.0").key}
    assert not MOVE.resumed


def test_the_key_of_a_suspect_is_its_day_and_side() -> None:
    """A feed that is wrong all day is told once."""
    below = evolve(SUSPECT, price=89, limit=90)

    assert ("ACME", MONDAY, True) == SUSPECT.key
    assert ("ACME", MONDAY, False) == below.key


@pytest.mark.parametrize(
    ("reference", "price", "shown"),
    [
        ("100", "105", "5.0000"),
        ("100", "106.99999999", "6.9999"),
        ("100", "93.00000001", "-6.9999"),
        ("3", "5", "66.6666"),
        ("3", "1", "-66.6666"),
        ("100", "100", "0.0000"),
        ("0.00000001", "1000000000000000", "9999999999999999999999900.0000"),
    ],
)
def test_a_change_is_shown_rounded_towards_zero(reference: str, price: str, shown: str) -> None:
    """A change that misses a level is never shown as having reached it."""
    assert shown == str(evolve(MOVE, previous_price=reference, price=price).change_percent)


@pytest.mark.parametrize(
    ("wrong", "field", "wanted"),
    [
        ({"symbol": "A B"}, "Symbol", "1 to 24 letters, digits or .-_:=^ (as in 2330, EURUSD, BRK.B)"),
        ({"type": "GAP_UP"}, "type", "a value of type MoveType"),
        ({"trading_day": at()}, "trading_day", "a date from 1899-12-01 to 2200-12-31"),
        ({"level": -1}, "level", HUGE),
        (
            {"threshold": "x"},
            "threshold",
            "a number of at most 8 decimals between -1000000000000000 and 1000000000000000",
        ),
        ({"threshold": -1}, "threshold", HUGE),
        ({"at": MONDAY}, "at", "a datetime"),
        ({"previous_price": 0}, "price", "a number above zero"),
        ({"price": 0}, "price", "a number above zero"),
        ({"source": 5}, "source", "text"),
        ({"source": "x" * 65}, "source", "at most 64 characters"),
        ({"resumed": 1}, "resumed", "a value of type bool"),
    ],
)
def test_a_move_is_refused_part_by_part(wrong: dict[str, object], field: str, wanted: str) -> None:
    """What is read back from a store passes the same law as what is found."""
    found = refusal(asked(evolve, MOVE, **wrong))

    assert (field, wanted) == (found[0], found[2])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"symbol": None}, "Symbol"),
        ({"trading_day": None}, "trading_day"),
        ({"at": None}, "at"),
        ({"price": None}, "price"),
        ({"limit": None}, "price"),
        ({"source": None}, "source"),
    ],
)
def test_a_suspect_is_refused_part_by_part(wrong: dict[str, object], field: str) -> None:
    """Even what is doubted is well made."""
    assert field == refusal(asked(evolve, SUSPECT, **wrong))[0]
