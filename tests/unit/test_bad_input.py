"""
Whatever is handed in at the front door, nothing comes out but a value or an error of ours that states its facts.

The names are those of the front door itself, methods and properties included: what is added there has to be tried
here. Near misses are drawn by chance; what people and programs hand in most often is tried for every parameter.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trading_core
from tests.unit.front_door_calls import FUNCTIONS, METHODS, SHAPES
from tests.unit.front_door_values import VALUES
from tests.unit.testing.strategies.looking import first, found, several
from trading_core.errors import TradingError
from trading_core.testing import near_valid_arguments
from trading_core.testing.strategies.anything import Hostile, HostileNumber, HostileText, broken_off

# Every name is tried, so that each needs fewer examples than a law that stands alone.
some = settings(max_examples=max(20, settings().max_examples // 4))


# Made anew for each call, since a walk can be walked once.
USUAL: list[Callable[[], object]] = [
    lambda: None,
    lambda: True,
    lambda: 0,
    lambda: -1,
    lambda: 10**40,
    lambda: 1.5,
    lambda: float("nan"),
    lambda: Decimal("NaN"),
    lambda: Decimal("sNaN"),
    lambda: Decimal("-Infinity"),
    lambda: Decimal("1e999999"),
    lambda: Decimal("1e-999999"),
    lambda: "",
    lambda: "x",
    lambda: "\ud800\x00",
    lambda: b"x",
    list,
    dict,
    object,
    lambda: [None],
    lambda: ([],),
    lambda: {"a": 1},
    lambda: {None: None},
    lambda: range(10**12),
    broken_off,
    Hostile,
    lambda: HostileText("x"),
    lambda: HostileNumber(1),
    lambda: int,
]


def check(call: Any, arguments: Mapping[str, object]) -> None:  # noqa: ANN401 - anything that can be called
    """Call it, and ask what comes out whatever it can be asked; a refusal has a code, facts and one printable sentence."""
    try:
        made = call(**arguments)
        for name in properties(type(made)):
            check(lambda part=name: getattr(made, part), {})
    except TradingError as refusal:
        sound = bool(refusal.code and refusal.facts) and refusal.message.isprintable()
        assert sound, refusal  # noqa: PT017 - most arguments are refused, some are lawful after all
    except Exception:  # noqa: BLE001 - whatever it may be
        # Entries are walked through one by one and not kept, so what their own source raises is its owner's to hear.
        assert "entries" in arguments


@pytest.mark.parametrize("name", VALUES)
@some
@given(data=st.data())
def test_no_constructor_fails_in_another_way_than_ours(name: str, data: st.DataObject) -> None:
    """One or two parts of a value are a step away from what they ought to be, or anything at all."""
    check(getattr(trading_core, name), data.draw(near_valid_arguments(**VALUES[name])))


@pytest.mark.parametrize("name", FUNCTIONS)
@some
@given(data=st.data())
def test_no_function_fails_in_another_way_than_ours(name: str, data: st.DataObject) -> None:
    """One or two arguments are a step away from what they ought to be, or anything at all."""
    check(getattr(trading_core, name), data.draw(near_valid_arguments(**FUNCTIONS[name])))


@pytest.mark.parametrize("name", METHODS)
@some
@given(data=st.data())
def test_no_question_to_a_value_fails_in_another_way_than_ours(name: str, data: st.DataObject) -> None:
    """The value is as it ought to be, what it is asked is not."""
    owner, arguments = METHODS[name]
    question = getattr(data.draw(owner), name.partition(".")[2])

    check(question, data.draw(near_valid_arguments(**arguments)))


@pytest.mark.parametrize("name", [*VALUES, *FUNCTIONS, *METHODS])
def test_the_usual_mistakes_are_refused_in_every_place(name: str) -> None:
    """None, numbers that are none, what has no end and what fails when it is touched, for each parameter in turn."""
    arguments = {**VALUES, **FUNCTIONS}[name] if name not in METHODS else METHODS[name][1]
    right = first(st.fixed_dictionaries(arguments))
    owners = [trading_core] if name not in METHODS else several(METHODS[name][0])

    for owner in owners:
        call = getattr(owner, name.rpartition(".")[2])
        for parameter in arguments:
            for wrong in USUAL:
                check(call, {**right, parameter: wrong()})


@pytest.mark.parametrize("name", [*VALUES, *FUNCTIONS])
def test_right_arguments_are_taken(name: str) -> None:
    """The strategies begin with what is lawful, or the refusals of this page would show nothing."""

    def is_taken(arguments: dict[str, object]) -> bool:
        try:
            getattr(trading_core, name)(**arguments)
        except TradingError:
            return False
        return True

    assert found(st.fixed_dictionaries({**VALUES, **FUNCTIONS}[name]), is_taken)


def test_every_public_name_is_tried() -> None:
    """A name that is added to the front door is tried from then on."""
    public = {name: getattr(trading_core, name) for name in trading_core.__all__}
    called = {name for name, found in public.items() if callable(found) and not _is_word_or_error(found)}

    assert called == {*VALUES, *FUNCTIONS, *SHAPES}


def test_every_public_method_is_tried() -> None:
    """A question that is added to a public value is tried from then on, if it is asked with anything."""
    public = {name: getattr(trading_core, name) for name in VALUES}
    asked = {
        f"{name}.{question}"
        for name, kind in public.items()
        for question, found in inspect.getmembers(kind, callable)
        if not question.startswith("_") and not hasattr(str, question) and _takes_something(kind, found)
    }

    assert asked == set(METHODS)


def _takes_something(kind: type, method: Callable[..., object]) -> bool:
    names = list(inspect.signature(method).parameters)
    return bool(names[0 if inspect.ismethod(method) else 1 :])


def properties(kind: type) -> list[str]:
    """What a value can be asked without anything."""
    return [name for name, found in inspect.getmembers(kind) if isinstance(found, property)]


def _is_word_or_error(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Enum | BaseException)
