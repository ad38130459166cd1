"""Whatever is handed in at the front door, nothing comes out but a value or an error of ours that states its facts."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trading_core
from tests.unit.front_door_calls import FUNCTIONS, METHODS, TRUSTING
from tests.unit.front_door_values import VALUES
from tests.unit.testing.strategies.looking import found
from trading_core.errors import TradingError
from trading_core.testing import near_valid_arguments

# Every name is tried, so that each needs fewer examples than a law that stands alone.
some = settings(max_examples=max(20, settings().max_examples // 4))


def check(call: Any, arguments: dict[str, object]) -> None:  # noqa: ANN401 - anything that can be called
    """Call it; a refusal has a code, facts and one printable sentence."""
    try:
        call(**arguments)
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

    assert called == {*VALUES, *FUNCTIONS, *TRUSTING}


def _is_word_or_error(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Enum | BaseException)
