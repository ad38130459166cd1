"""Small steps away from any value, lawful or not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from trading_core.domain.checks import expect
from trading_core.domain.exact import EXACT
from trading_core.testing.strategies.anything import Nowhere, anything
from trading_core.testing.strategies.dice import any_of

if TYPE_CHECKING:
    from collections.abc import Callable

_FINER: Final = Decimal("1e-30")


def near_valid(values: st.SearchStrategy[Any]) -> st.SearchStrategy[object]:
    """
    Values that are one small step away from those of a strategy, some of them still lawful.

    The step depends on the value: a number becomes negative, finer, huge, a text or a float; a text is doubled, cut,
    padded or written in other digits; a moment loses its offset; a sequence loses its last part or holds itself.

    >>> from hypothesis import given
    >>> from trading_core import TradingError, parse_signal
    >>> from trading_core.testing.strategies import signal_texts
    >>> from trading_core.testing import near_valid
    >>> @given(near_valid(signal_texts()))
    ... def check(text):
    ...     try:
    ...         parse_signal(text)
    ...     except TradingError as refusal:
    ...         assert refusal.code
    >>> check()
    """
    expect(values, st.SearchStrategy, "values")
    return values.flatmap(lambda value: st.sampled_from(_steps_from(value)))


def near_valid_arguments(**valid: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, object]]:
    """
    Arguments of which one or two are not what they ought to be: a step away from it, or anything else.

    >>> from hypothesis import given
    >>> from trading_core import OrderLine, TradingError
    >>> from trading_core.testing.strategies import quantities, symbols
    >>> from trading_core.testing import near_valid_arguments
    >>> @given(near_valid_arguments(symbol=symbols(), quantity=quantities()))
    ... def check(arguments):
    ...     try:
    ...         OrderLine(**arguments)
    ...     except TradingError as refusal:
    ...         assert refusal.facts
    >>> check()
    """
    for name, values in valid.items():
        expect(values, st.SearchStrategy, name)
    names = sorted(valid)

    def spoil(wrong: set[str]) -> st.SearchStrategy[dict[str, object]]:
        return st.fixed_dictionaries(
            {
                name: any_of([near_valid(values), near_valid(values), anything()])
                if name in wrong
                else values
                for name, values in valid.items()
            }
        )

    return st.sets(st.sampled_from(names), min_size=1, max_size=2).flatmap(spoil)


def _steps_from(value: object) -> list[object]:
    for kind, steps in _STEPS:
        if isinstance(value, kind):
            return [*steps(value), None, [value], (value, value), {"value": value}, str(value)]
    parts = _from_value(value) if attrs.has(type(value)) else []
    return [*parts, None, [value], {"value": value}, repr(value)]


def _from_number(number: Decimal | int) -> list[object]:
    exact = Decimal(number)
    return [
        EXACT.minus(exact),
        EXACT.add(exact, _FINER),
        EXACT.multiply(exact, Decimal("1e40")),
        Decimal("NaN"),
        Decimal("-Infinity"),
        0,
        bool(number),
        10**400,
        f"{exact:f}".replace(".", ","),
        complex(exact),
    ]


def _from_text(text: str) -> list[object]:
    middle = len(text) // 2
    return [
        text[1:],
        text[:-1],
        text + text,
        f" {text}",
        f"{text}\n",
        f"{text}\x00",
        text[:middle] + "\u00a0" + text[middle:],
        text[:middle] + "\ud83d" + text[middle:],
        text[:middle] + "\u202e" + text[middle:],
        "".join(chr(0xFF10 + int(char)) if char in "0123456789" else char for char in text),
        text.swapcase(),
        text * 500,
        text.encode("utf-8", "replace"),
        "",
    ]


def _from_moment(moment: datetime) -> list[object]:
    return [
        moment.replace(tzinfo=None),
        moment.replace(tzinfo=Nowhere()),
        moment.replace(1, 1, 1),
        moment.replace(9999, 1, 1),
        moment.date(),
        moment.timestamp(),
        moment.isoformat(),
    ]


def _from_day(day: date) -> list[object]:
    return [datetime(day.year, day.month, 1), date.min, date.max, day.isoformat(), day.toordinal()]  # noqa: DTZ001 - without an offset on purpose


def _from_sequence(many: tuple[Any, ...] | list[Any]) -> list[object]:
    itself: list[object] = list(many)
    itself.append(itself)
    return [
        many[:-1],
        [*many, *many],
        [*many, None],
        [*many, object()],
        iter(many),
        dict.fromkeys(map(id, many)),
        "".join(map(str, many)),
        itself,
    ]


def _from_value(value: Any) -> list[object]:  # noqa: ANN401 - any value of attrs
    return [type(value), attrs.asdict(value, recurse=False), attrs.astuple(value, recurse=False)]


def _from_word(word: Enum) -> list[object]:
    return [word.value, str(word.value).upper(), word.name, type(word), list(type(word)), f"{word.value} "]


_STEPS: Final[tuple[tuple[type, Callable[[Any], list[object]]], ...]] = (
    (Enum, _from_word),
    (bool, lambda truth: [int(truth), not truth, str(truth).lower()]),
    (Decimal, _from_number),
    (int, _from_number),
    (str, _from_text),
    (datetime, _from_moment),
    (date, _from_day),
    (timedelta, lambda span: [-span, span.total_seconds(), timedelta.max]),
    (tuple, _from_sequence),
    (list, _from_sequence),
)
