"""A piece of background work, as those who run it know it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen


@frozen
class Piece:
    """
    Work that is done every so many seconds, and at once when somebody hints at one of its kinds.

    ``work`` returns how much it has done; while that is something, it is done again at once.
    """

    name: str
    every: float
    work: Callable[[], int]
    kinds: tuple[str, ...] = ()
