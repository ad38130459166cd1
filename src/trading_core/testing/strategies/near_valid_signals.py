"""Texts that are almost signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.signals import render_signal
from trading_core.domain.words import Side
from trading_core.testing.strategies.dice import evenly
from trading_core.testing.strategies.signals import signals

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.domain.signals import Signal

Lines = list[str]


def near_valid_signal_texts() -> st.SearchStrategy[str]:
    """
    Texts with everything that a signal has and one fault: something missing, doubled, doubtful or on the wrong side.

    All of them are to be refused, with the line and the column of the fault:

    >>> from hypothesis import given
    >>> from trading_core import SignalRefused, parse_signal
    >>> from trading_core.testing import near_valid_signal_texts
    >>> @given(near_valid_signal_texts())
    ... def check(text):
    ...     try:
    ...         parse_signal(text)
    ...     except SignalRefused as refused:
    ...         assert refused.line >= 1 and refused.column >= 1
    ...     else:
    ...         raise AssertionError(text)
    >>> check()
    """
    return st.builds(_faulty, signals(), evenly(_FAULTS))


def _faulty(signal: Signal, fault: Callable[[Signal, str, str, Lines], Lines]) -> str:
    head, stop, *targets = render_signal(signal).split("\n")
    return "\n".join(fault(signal, head, stop, targets))


def _other_side(signal: Signal) -> str:
    return (Side.SELL if signal.side is Side.BUY else Side.BUY).name


_FAULTS: Final[tuple[Callable[[Signal, str, str, Lines], Lines], ...]] = (
    lambda _, head, __, targets: [head, *targets],
    lambda _, head, stop, __: [head, stop],
    lambda signal, head, stop, targets: [head.removeprefix(signal.side.name).strip(), stop, *targets],
    lambda signal, head, _, targets: [head, f"SL {signal.take_profits[0]}", *targets],
    lambda signal, head, stop, _: [head, stop, f"TP {signal.stop_loss}"],
    lambda _, head, stop, targets: [head, stop, *targets, head],
    lambda signal, head, stop, targets: [f"{_other_side(signal)} {head}", stop, *targets],
    lambda _, head, stop, targets: [head, stop, f"{stop}1", *targets],
    lambda _, head, stop, targets: [f"{head} GBPUSD NZDCAD", stop, *targets],
    lambda _, head, stop, targets: ["If the news is good:", head, stop, *targets],
    lambda _, head, stop, targets: [f"{head} ?", stop, *targets],
    lambda _, head, stop, targets: [f"Do not {head}", stop, *targets],
    lambda _, head, stop, targets: ["CANCEL", head, stop, *targets],
    lambda _, head, __, targets: [head, "SL {{stop}}", *targets],
    lambda _, head, __, targets: [head, "SL 30 pips", *targets],
    lambda _, head, __, targets: [head, "SL 2%", *targets],
    lambda _, head, __, targets: [head, "SL tba", *targets],
    lambda _, head, stop, targets: [head, f"{stop}.1.2", *targets],
    lambda _, head, stop, targets: [head, stop, *targets, "TP7"],
    lambda signal, head, stop, _: [head, stop, f"TP {signal.take_profits[0].value * 1000:f}"],
    lambda _, head, stop, targets: [head, stop, *targets, "SL moved to entry"],
    lambda _, head, stop, targets: [head, f"{stop}\u202e", *targets],
    lambda _, head, stop, targets: [head, stop, *targets * 21],
    lambda _, head, stop, targets: [head, stop.replace("SL ", "SL: -"), *targets],
)
