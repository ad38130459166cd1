"""
What a caller wishes of a strategy: nothing, a value, or a strategy of values.

All keywords of this package are read the same way, and a wish that cannot be granted is refused when the strategy is
made and not when somebody's test first draws from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from trading_core.domain.exact import show
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def wished(wish: object, usual: st.SearchStrategy[T], read: Callable[[object], T]) -> st.SearchStrategy[T]:
    """The usual when nothing is wished, else what is wished, read as the type that is needed."""
    if wish is None:
        return usual
    if isinstance(wish, st.SearchStrategy):
        return wish.map(read)
    return st.just(read(wish))


def one_of_kind(kind: type[T], name: str) -> Callable[[object], T]:
    """Read a value that has to be of a type already."""

    def read(wish: object) -> T:
        if not isinstance(wish, kind):
            raise InvalidValue(name, show(wish), f"a value of type {kind.__name__}, or a strategy of them")
        return wish

    return read


def size_of(wish: object, name: str, least: int, most: int) -> int:
    """Read a size, which is no truth."""
    if type(wish) is not int or not least <= wish <= most:
        raise InvalidValue(name, show(wish), f"a whole number from {least} to {most}")
    return wish
