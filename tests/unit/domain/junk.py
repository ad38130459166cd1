"""What comes of a call that may be refused, and a decimal context in which bare operators fail."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    Clamped,
    Context,
    DecimalException,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
)
from typing import Final, TypeVar

from trading_core.errors import TradingError

T = TypeVar("T")

SIGNALS: Final[list[type[DecimalException]]] = [
    Clamped,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
]


def hostile_context() -> Context:
    """A decimal context in which every operator that asks for it fails."""
    return Context(prec=3, Emin=-1, Emax=1, traps=SIGNALS)


def outcome(make: Callable[..., T], *arguments: object) -> T | TradingError:
    """What a call gives, or the error of ours that it was refused with; any other error is a hole."""
    try:
        return make(*arguments)
    except TradingError as refusal:
        return refusal


def refusal(make: Callable[..., object], *arguments: object) -> TradingError:
    """The error of ours that a call is refused with; it is one, or the test is wrong."""
    found = outcome(make, *arguments)
    assert isinstance(found, TradingError), found
    return found
