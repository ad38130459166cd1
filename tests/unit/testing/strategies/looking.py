"""Looking for a value that a strategy must come by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
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
_ROUNDS: Final = 80


# A strategy is slow where it decides much, and its laws need no more than a look.
few: Final = settings(max_examples=max(10, settings().max_examples // 4))


def found(strategy: st.SearchStrategy[T], wanted: Callable[[T], object]) -> bool:
    """Whether the strategy comes by such a value soon; finding none is an error of its own."""
    return bool(wanted(find(strategy, lambda value: bool(wanted(value)), settings=ANY)))


def census(name: str) -> Iterator[Any]:
    """
    What a strategy makes of its own accord, to be asked for many sorts, for as long as somebody asks.

    What is made depends on the numbers that stand in the modules that are there, so that no fixed count is enough for
    whatever is rare; what is not met in the end is not made.
    """
    for number in range(_ROUNDS):
        yield from _seen(name, number)


def sorts(name: str, sort: Callable[[Any], T], wanted: AbstractSet[T]) -> AbstractSet[T]:
    """The sorts that a strategy makes until all that are wanted have come."""
    met: set[T] = set()
    for value in census(name):
        met.add(sort(value))
        if wanted <= met:
            break
    return met


@cache
def _seen(name: str, number: int) -> tuple[Any, ...]:
    seen: list[Any] = []

    @seed(number)
    @settings(ANY, max_examples=100)
    @given(getattr(strategies, name)())
    def look(value: object) -> None:
        seen.append(value)

    look()
    return tuple(seen)


def first(strategy: st.SearchStrategy[T]) -> T:
    """Any value, so that there is one."""
    return find(strategy, lambda _: True, settings=ANY)


def several(strategy: st.SearchStrategy[T], count: int = 12) -> list[T]:
    """A few values that differ, as far as they do: what one is asked may be another's business."""
    seen: list[T] = []

    @seed(1)
    @settings(ANY, max_examples=count)
    @given(strategy)
    def look(value: T) -> None:
        if value not in seen:
            seen.append(value)

    look()
    return seen


def smallest(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool] = bool) -> T:
    """What a failing test would show of the values that it fails on."""
    return find(strategy, wanted, settings=SMALLEST)


def number_of(value: Any) -> Decimal:  # noqa: ANN401 - a price, a quantity or an amount
    """The number of any of them."""
    return value if isinstance(value, Decimal) else value.value
