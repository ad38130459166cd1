"""Whatever the tools of tests are asked with, they do what is wished or say in our own words what was wrong."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis.errors import InvalidArgument

from tests.unit.test_bad_input import USUAL
from tests.unit.testing.strategies.looking import first
from tests.unit.untyped import untyped
from trading_core import testing
from trading_core.domain.analysis import Note, NoteKind
from trading_core.domain.quotes import Quote
from trading_core.errors import InvalidValue, TradingError
from trading_core.ports.bar_source import Interval
from trading_core.testing.contracts.tour import MONDAY

FUNCTIONS = [
    name
    for name in testing.__all__
    if inspect.isfunction(getattr(testing, name))
    and not name.endswith("_contract")
    and inspect.signature(getattr(testing, name)).parameters
]
# What contracts are told of an adapter besides how it is made.
CONTRACTS: dict[str, dict[str, Any]] = {
    "bar_source_contract": {
        "known": first(testing.bar_series(min_size=3, max_size=3)),
        "interval": Interval.DAY,
        "unknown": "NO-SUCH",
    },
    "notes_contract": {"symbol": "2330", "known": [Note(NoteKind.NEWS, text) for text in ("b", "a")]},
    "quotes_contract": {
        "known": [Quote(symbol, 10, MONDAY, "tests") for symbol in ("ABC", "DEF")],
        "unknown": "NO-SUCH",
    },
}


def check(name: str, **arguments: object) -> None:
    """Call it: a refusal has a code and facts, and Hypothesis refuses in its own words what is its own."""
    try:
        getattr(testing, name)(**arguments)
    except TradingError as refusal:
        sound = bool(refusal.code and refusal.facts) and refusal.message.isprintable()
        assert sound, refusal  # noqa: PT017 - most arguments are refused, some are lawful after all
    except InvalidArgument as refusal:
        assert str(refusal)  # noqa: PT017 - same


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_strategy_takes_a_wish_or_refuses_it_in_our_words(name: str) -> None:
    """A mistyped wish is told to whoever wrote it, where it was written."""
    for parameter in inspect.signature(getattr(testing, name)).parameters:
        for wrong in USUAL:
            check(name, **{parameter: wrong()})


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_is_told_what_it_needs_or_refuses_in_our_words(name: str) -> None:
    """Whoever takes over a suite learns at once what he forgot to say, not by a failing test of it."""
    for parameter in CONTRACTS[name]:
        for wrong in USUAL:
            check(name, make=list, **{**CONTRACTS[name], parameter: wrong()})


@pytest.mark.parametrize(
    ("name", "least"), [("bar_source_contract", 3), ("notes_contract", 2), ("quotes_contract", 2)]
)
def test_a_suite_that_would_show_nothing_is_refused(name: str, least: int) -> None:
    """An order of one thing is any order."""
    known = CONTRACTS[name]["known"]
    assert isinstance(getattr(testing, name)(list, **{**CONTRACTS[name], "known": known[:least]}), type)

    with pytest.raises(InvalidValue, match=f"{least} at least"):
        getattr(testing, name)(list, **{**CONTRACTS[name], "known": known[: least - 1]})


def test_what_is_no_strategy_has_no_neighbours() -> None:
    """Values instead of a strategy of them are told by the name that they were handed in under."""
    with pytest.raises(InvalidValue) as alone:
        testing.near_valid(untyped([1, 2]))
    with pytest.raises(InvalidValue) as named:
        testing.near_valid_arguments(price=untyped(10))

    assert ("values", "price") == (alone.value.field, named.value.field)
