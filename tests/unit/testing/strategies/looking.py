"""Looking for a value that a strategy must come by."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st

from trading_core.testing import strategies

T = TypeVar("T")

SMALLEST: Final = settings(
    max_examples=2_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ANY: Final = settings(SMALLEST, phases=[Phase.generate])


# A strategy is slow where it decides much, and its laws need no more than a look.
few: Final = settings(max_examples=max(10, settings().max_examples // 4))


def found(strategy: st.SearchStrategy[T], wanted: Callable[[T], object]) -> bool:
    """Whether the strategy comes by such a value soon; finding none is an error of its own."""
    return bool(wanted(find(strategy, lambda value: bool(wanted(value)), settings=ANY)))


@cache
def census(name: str) -> tuple[Any, ...]:
    """What a strategy makes of its own accord, to be asked for many sorts."""
    return tuple(value for number in range(3) for value in _seen(getattr(strategies, name)(), number))


def _seen(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    seen: list[Any] = []

    @seed(number)
    @settings(ANY, max_examples=400)
    @given(strategy)
    def look(value: object) -> None:
        seen.append(value)

    look()
    return seen


def first(strategy: st.SearchStrategy[T]) -> T:
    """Any value, so that there is one."""
    return find(strategy, lambda _: True, settings=ANY)


def smallest(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool] = bool) -> T:
    """What a failing test would show of the values that it fails on."""
    return find(strategy, wanted, settings=SMALLEST)


def number_of(value: Any) -> Decimal:  # noqa: ANN401 - a price, a quantity or an amount
    """The number of any of them."""
    return value if isinstance(value, Decimal) else value.value
