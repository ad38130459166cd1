"""What all errors have in common: facts, equality, hash, and a way through pickles and copies."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.errors.test_tree import TREE
from trading_core.errors import (
    DuplicateFill,
    InsufficientFunds,
    InvalidValue,
    LimitExceeded,
    NotFound,
    OffTick,
    Overfill,
    SessionClosed,
    TradingError,
    TradingHalted,
    Unauthenticated,
    Unavailable,
)

ERRORS = [pytest.param(error, id=type(error).__name__) for error, *_ in TREE]
NUMBERS = st.decimals(-(10**15), 10**15, places=8)


def test_facts_come_in_the_order_of_their_definition() -> None:
    """Doors show facts as they stand in the class, with nothing added."""
    error = InvalidValue("price", "-1", "a number above zero")

    assert [("field", "price"), ("found", "-1"), ("expected", "a number above zero")] == list(
        error.facts.items()
    )


def test_an_error_without_facts_has_none() -> None:
    """A stranger is not told what is wrong with his credential."""
    assert {} == Unauthenticated().facts
    assert {} == TradingError().facts


def test_a_missing_part_is_asked_again_after_a_second() -> None:
    """Whoever does not say how long to wait asks for little."""
    assert {"part": "The cache", "retry_after_seconds": 1} == Unavailable("The cache").facts


@pytest.mark.parametrize("error", ERRORS)
def test_errors_pass_through_pickles_and_copies(error: TradingError) -> None:
    """An error crosses processes and is kept with the answer of a command; it comes back as it was."""
    pickled = pickle.loads(pickle.dumps(error))  # noqa: S301 - by ourselves, on the same line

    for again in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert error == again
        assert type(error) is type(again)
        assert hash(error) == hash(again)
        assert error.message == again.message


def test_errors_are_equal_when_they_say_the_same() -> None:
    """The outcome of a command that is repeated compares equal to the first one."""
    assert OffTick(Decimal("10.03"), Decimal("0.05")) == OffTick(Decimal("10.03"), Decimal("0.05"))


@pytest.mark.parametrize(
    "other",
    [
        OffTick(Decimal("10.03"), Decimal("0.01")),
        OffTick(Decimal("10.02"), Decimal("0.05")),
        LimitExceeded("price", Decimal("10.03"), Decimal("0.05")),
        "10.03 is no multiple of the tick 0.05: choose a price on the ladder.",
        None,
    ],
)
def test_errors_that_say_something_else_are_not_equal(other: object) -> None:
    """Another fact, another class or a mere text is another thing."""
    assert OffTick(Decimal("10.03"), Decimal("0.05")) != other


def test_the_class_is_part_of_what_an_error_says() -> None:
    """Two errors with the same facts by the same names still differ by what they mean."""

    class Gone(NotFound):
        """Was here once."""

    assert NotFound("order", "1") != Gone("order", "1")
    assert Gone("order", "1") != NotFound("order", "1")
    assert DuplicateFill("1") != TradingHalted("1")


def test_the_class_is_part_of_the_hash() -> None:
    """A set of errors does not mistake one kind for another of the same facts."""
    assert hash(DuplicateFill("1")) != hash(TradingHalted("1"))
    assert hash(DuplicateFill("1")) != hash(DuplicateFill("2"))


@given(NUMBERS, NUMBERS)
def test_equal_errors_have_equal_hashes(needed: Decimal, available: Decimal) -> None:
    """One and 1.00 are the same number, and so two errors about it are one in a set."""
    short = InsufficientFunds(needed.normalize(), available.normalize(), "TWD")
    long = InsufficientFunds(needed, available, "TWD")

    assert short == long
    assert 1 == len({short, long})


def test_moments_of_facts_are_compared_as_moments() -> None:
    """The same moment on another clock is no other refusal."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))

    assert SessionClosed("tw", at) == SessionClosed("tw", there)
    assert hash(SessionClosed("tw", at)) == hash(SessionClosed("tw", there))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0E-8", "0"),
        ("1E+18", "1000000000000000000"),
        ("1.50000000", "1.5"),
        ("10", "10"),
        ("100.00", "100"),
        ("-0.10", "-0.1"),
        ("Infinity", "Infinity"),
    ],
)
def test_sentences_write_numbers_as_people_do(number: str, written: str) -> None:
    """An amount in a sentence has no exponent and no needless zeros."""
    error = Overfill("O-1", Decimal(number), Decimal(1))

    assert (
        f"Order O-1 wants 1 more and the fill brings {written}: check the broker's report." == error.message
    )


def test_facts_that_look_like_places_are_not_filled_in() -> None:
    """What a caller wrote is shown and never read as a template."""
    assert "{found} is {field}: expected {0}." == InvalidValue("{found}", "{field}", "{0}").message


def test_errors_are_exceptions() -> None:
    """Whoever raises one can catch it by the root, with its facts."""
    with pytest.raises(TradingError) as caught:
        raise NotFound("order", "O-1")

    assert {"kind": "order", "name": "O-1"} == caught.value.facts
