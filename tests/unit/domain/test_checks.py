"""Validators and converters fail with our own error, whatever they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

import pytest
from attrs import fields, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.junk import outcome, refusal
from trading_core.domain.checks import a, as_tuple, each, name_of, optional, text
from trading_core.domain.exact import show
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import Hostile, HostileText, Label, anything, broken_off


@frozen
class Sample:
    """Whose field is judged."""

    part: object


PART: Final = fields(Sample).part
# made anew for each value, so that what is tried is what stands in the module
JUDGES: Final[dict[str, Callable[[], Callable[[Any, Any, Any], None]]]] = {
    "count": lambda: a(int),
    "truth": lambda: a(bool),
    "side": lambda: a(Side),
    "day": lambda: a(date),
    "moment": lambda: optional(datetime),
    "number": lambda: optional(int),
    "words": lambda: each(str),
}


def judge(name: str, value: object) -> None:
    """Have a value judged as this part of a sample."""
    JUDGES[name]()(Sample(value), PART, value)


class Day(date):
    """A date of somebody's own kind."""


class Some(tuple[str, ...]):
    """A tuple of somebody's own kind."""

    __slots__ = ()


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", 0),
        ("count", HTTPStatus.OK),
        ("truth", False),
        ("side", Side.SELL),
        ("day", Day(2026, 3, 2)),
        ("moment", None),
        ("moment", NOON),
        ("number", None),
        ("number", 0),
        ("words", ()),
        ("words", ("a", Side.BUY)),
        ("words", Some(("a",))),
    ],
)
def test_a_value_of_the_type_is_taken_as_it_is(name: str, value: object) -> None:
    """A validator changes nothing; kinds of the type are of the type."""
    assert outcome(judge, name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("count", True, "a value of type int"),
        ("count", "1", "a value of type int"),
        ("count", None, "a value of type int"),
        ("truth", 1, "a value of type bool"),
        ("truth", None, "a value of type bool"),
        ("side", "buy", "a value of type Side"),
        ("side", Side, "a value of type Side"),
        ("day", NOON, "a value of type date"),
        ("day", "2026-03-02", "a value of type date"),
        ("moment", date(2026, 3, 2), "a value of type datetime"),
        ("moment", 0, "a value of type datetime"),
        ("number", False, "a value of type int"),
        ("number", "", "a value of type int"),
        ("words", None, "a tuple of str"),
        ("words", "abc", "a tuple of str"),
        ("words", ["a"], "a tuple of str"),
        ("words", {"a"}, "a tuple of str"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: object, expected: str) -> None:
    """The error names the field, shows what was found and says the type; a truth is no number, a moment no day."""
    assert InvalidValue("part", show(value), expected) == refusal(judge, name, value)


@pytest.mark.parametrize("words", [("a", 1), (1, "a"), ("a", None), (("a",),)])
def test_each_item_of_a_tuple_is_judged(words: tuple[object, ...]) -> None:
    """One wrong item among right ones is found and shown."""
    wrong = next(word for word in words if not isinstance(word, str))
    expected = InvalidValue("part", show(wrong), "a value of type str")

    assert expected == refusal(judge, "words", words)


@given(st.sampled_from(sorted(JUDGES)), anything())
def test_validators_refuse_anything_with_our_own_error(name: str, thing: object) -> None:
    """Whatever comes in, it is taken or InvalidValue names the field."""
    found = outcome(judge, name, thing)
    if found is not None:
        assert isinstance(found, InvalidValue)
        assert "part" == found.field


def test_a_type_is_called_by_its_name() -> None:
    """Users know a type by its short name."""
    assert "Decimal" == name_of(Decimal)


@pytest.mark.parametrize(
    ("value", "frozen_value"),
    [
        ([1, 2], (1, 2)),
        ((1, 2), (1, 2)),
        (range(2), (0, 1)),
        ({3}, (3,)),
        ([], ()),
        ("ab", "ab"),
        (b"ab", b"ab"),
        ({1: 2}, {1: 2}),
        (None, None),
        (5, 5),
        (Side, (Side.BUY, Side.SELL)),
    ],
)
def test_sequences_are_frozen_and_the_rest_is_left(value: object, frozen_value: object) -> None:
    """A list becomes a tuple; text is no sequence of things, and what cannot be walked is for the validator."""
    assert frozen_value == as_tuple(value)
    assert type(frozen_value) is type(as_tuple(frozen_value))


def test_a_walk_that_fails_is_no_sequence() -> None:
    """What breaks while it is walked is handed on to the validator, which refuses it by its type."""
    walks: list[object] = [broken_off(), Hostile(), memoryview(b"1234").cast("B", (2, 2))]
    for broken in walks:
        assert broken is as_tuple(broken)


def letters() -> Iterator[str]:
    yield from ("a", "b")


def test_generators_are_walked_once() -> None:
    """What can be walked only once is kept as what it gave."""
    assert ("a", "b") == as_tuple(letters())
    assert ("a", "b") == as_tuple(iter("ab"))


PRINTABLE = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), max_size=200)


@given(PRINTABLE)
@example("")
@example("台積電 ☃ é")
@example("x" * 200)
def test_text_that_can_be_printed_is_kept_as_it_is(written: str) -> None:
    """Any alphabet is welcome."""
    assert written == text(written, "name")


@given(
    st.text(max_size=5),
    st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]),
    st.text(max_size=5),
)
@example("", "\x00", "")
@example("", "\n", "")
@example("a", "\x7f", "b")
@example("a", "\ud800", "b")
@example("a", "\u202e", "b")
def test_text_with_controls_is_refused(before: str, control: str, after: str) -> None:
    """Controls, surrogates and marks that turn the writing around are kept by no database or break a terminal."""
    found = before + control + after
    expected = InvalidValue("name", show(found), "text without control characters")

    assert expected == refusal(lambda: text(found, "name"))


@pytest.mark.parametrize("longest", [0, 1, 64])
def test_text_is_not_endless(longest: int) -> None:
    """The longest text is kept, one character more is not."""
    assert "x" * longest == text("x" * longest, "name", longest)
    found = "x" * (longest + 1)
    expected = InvalidValue("name", show(found), f"at most {longest} characters")
    assert expected == refusal(lambda: text(found, "name", longest))


def test_text_is_200_characters_long_unless_said_otherwise() -> None:
    """The length that is kept is told by the error."""
    assert "x" * 200 == text("x" * 200, "note")
    expected = InvalidValue("note", show("x" * 201), "at most 200 characters")
    assert expected == refusal(lambda: text("x" * 201, "note"))


def test_endless_controls_are_refused_for_their_length() -> None:
    """Text is measured before it is looked through."""
    assert "at most 3 characters" == refusal(lambda: text("\n" * 4, "name", 3)).facts["expected"]


@given(anything())
def test_what_is_no_text_is_refused(thing: object) -> None:
    """Whatever comes in, out comes plain text or InvalidValue."""
    found = outcome(lambda: text(thing, "name"))
    if isinstance(found, str):
        assert isinstance(thing, str)
        assert str is type(found)
    else:
        assert isinstance(found, InvalidValue)
        assert isinstance(thing, str) or InvalidValue("name", show(thing), "text") == found


def test_kinds_of_text_become_plain_text() -> None:
    """A value that is kept for ever is its contents and shows itself as such."""
    assert "main" == text(Label.MAIN, "name")
    assert str is type(text(Label.MAIN, "name"))
    assert "abc" == text(HostileText("abc"), "name")
    assert str is type(text(HostileText("abc"), "name"))
