"""Chance in a fixed number of throws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")

_SIDES: Final = 2_520  # divided by every number up to ten


class Dice:
    """
    Throws that were made beforehand; when they are used up, the first of everything comes.

    What takes a different number of draws each time is hard to vary: a variation of a short story that leads into a
    longer one runs out of choices and is lost, so short ones would come far more often than long ones.
    """

    def __init__(self, throws: bytes) -> None:
        """Begin with the first throw."""
        self._throws = iter(throws)

    def below(self, count: int) -> int:
        """A number from zero."""
        return next(self._throws, 0) % count

    def within(self, least: int, most: int) -> int:
        """A number between bounds, both included."""
        return least + self.below(most - least + 1)

    def choose(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.below(len(options))]

    def happens(self) -> bool:
        """Yes or no."""
        return self.below(2) == 1


def evenly(options: Iterable[T]) -> st.SearchStrategy[T]:
    """
    One of several, each as often as it is named.

    Variations of what was drawn copy one choice over another of the same form. Choices between few are then copied
    over choices between many, of which the first come too often; so all are made in the form of a throw.
    """
    several = tuple(options)
    return st.integers(0, _SIDES - 1).map(lambda throw: several[throw % len(several)])


def any_of(strategies: Iterable[st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """What one of several strategies makes, each as often as it is named; in ``one_of`` twice is once."""
    return evenly(strategies).flatmap(lambda strategy: strategy)


def dice(throws: int) -> st.SearchStrategy[Dice]:
    """Dice for so many throws."""
    return st.binary(min_size=throws, max_size=throws).map(Dice)
