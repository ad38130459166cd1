"""Looking for a value that a strategy must come by."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

T = TypeVar("T")

SMALLEST: Final = settings(
    max_examples=2_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ANY: Final = settings(SMALLEST, phases=[Phase.generate])


def found(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool]) -> bool:
    """Whether the strategy comes by such a value soon; finding none is an error of its own."""
    return wanted(find(strategy, wanted, settings=ANY))


def smallest(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool] = bool) -> T:
    """What a failing test would show of the values that it fails on."""
    return find(strategy, wanted, settings=SMALLEST)


def number_of(value: Any) -> Decimal:  # noqa: ANN401 - a price, a quantity or an amount
    """The number of any of them."""
    return value if isinstance(value, Decimal) else value.value
