"""Runs of analyses: values that cannot be wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from tests.unit.untyped import untyped
from trading_core.errors import InvalidValue
from trading_core.ports.analyses import AnalysisRun, AnalysisState
from trading_core.ports.language_model import LONGEST_ANSWER, Prompt
from trading_core.testing.contracts.analyses import wish

WRONG: list[Callable[[], object]] = [
    lambda: evolve(wish("a"), progress=101),
    lambda: evolve(wish("a"), progress=-1),
    lambda: evolve(wish("a"), progress=True),
    lambda: evolve(wish("a"), attempt=-1),
    lambda: evolve(wish("a"), asked_by="x" * 65),
    lambda: evolve(wish("a"), prompt_version="\n"),
    lambda: evolve(wish("a"), data_day=untyped("2026-01-05")),
    lambda: evolve(wish("a"), state=untyped("PENDING")),
    lambda: evolve(wish("a"), result=untyped("text")),
    lambda: wish(""),
    lambda: Prompt("x", "y", ""),
    lambda: Prompt("x", "y", "z" * (LONGEST_ANSWER + 1)),
]


@pytest.mark.parametrize("make", WRONG)
def test_what_cannot_be_is_refused_when_it_is_made(make: Callable[[], object]) -> None:
    """A wrong value never reaches an adapter."""
    with pytest.raises(InvalidValue):
        make()


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (AnalysisState.PENDING, True),
        (AnalysisState.STARTED, True),
        (AnalysisState.SUCCESS, False),
        (AnalysisState.FAILURE, False),
    ],
)
def test_a_run_is_open_until_it_has_ended(state: AnalysisState, *, is_open: bool) -> None:
    """Whoever waits knows when there is nothing to wait for any more."""
    assert is_open == state.is_open
    assert not evolve(wish("a"), state=state).is_good(wish("b"))


def test_bounds_are_allowed() -> None:
    """The ends of what may be are taken."""
    run: AnalysisRun = evolve(wish("a" * 64, by="x" * 64), progress=100, attempt=1_000_000)

    assert (100, 1_000_000) == (run.progress, run.attempt)
