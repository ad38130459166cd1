"""The caller's words are wrong: nothing was looked up or changed."""

from __future__ import annotations

from attrs import define

from trading_core.errors.base import TradingError


class InvalidInput(TradingError):
    """The caller's words are wrong."""

    code = "invalid_input"


@define(eq=False)
class InvalidValue(InvalidInput):
    """One value breaks the law of its type; ``found`` is a short, printable picture of it."""

    field: str
    found: str
    expected: str
    code = "invalid_value"
    sentence = "{field} is {found}: expected {expected}."


@define(eq=False)
class SignalRefused(InvalidInput):
    """
    A text is not one clear signal.

    ``reason`` is a stable word for machines, ``what`` the reason as a clause for people; line and column,
    counted from 1, point at the first thing that is wrong.
    """

    reason: str
    what: str
    line: int
    column: int
    found: str
    expected: str
    code = "invalid_signal"
    sentence = "Line {line}, column {column}: {what}; expected {expected}."


@define(eq=False)
class NotEnoughData(InvalidInput):
    """A calculation over a series needs more rows than it was given."""

    needed: int
    given: int
    code = "not_enough_data"
    sentence = "{needed} rows are needed and {given} were given: ask for a longer period."
