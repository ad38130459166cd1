"""Which rows have to be written: those that are not the very same as what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def written(before: Mapping[K, V], after: Mapping[K, V]) -> list[K]:
    """
    The keys whose values are new or others.

    What a decision leaves alone it passes on as the same object, so nothing needs to be compared; what is equal
    and was made anew is written once more, which changes nothing.
    """
    return [key for key, value in after.items() if before.get(key) is not value]


def removed(before: Mapping[K, V], after: Mapping[K, V]) -> list[K]:
    """The keys that are there no more."""
    return list(before.keys() - after.keys())


def parted(saved: Mapping[K, V], before: Mapping[K, V]) -> tuple[list[V], list[V]]:
    """The values that are new, and those of what was known before."""
    new = [value for key, value in saved.items() if key not in before]
    return new, [value for key, value in saved.items() if key in before]
