"""The law of every list that is read in pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from trading_core.ports.paging import Mark, Page

T = TypeVar("T")

MOST_FOUND: Final = 500

Marked = Callable[[T], tuple[datetime, str]]


def check_pages(find: Callable[[Page], Sequence[T]], rows: Sequence[T], mark: Marked[T]) -> None:
    """Pages of any size, in either direction, show every row once and in order."""
    for newest_first in (True, False):
        expected = sorted(rows, key=mark, reverse=newest_first)
        for limit in (1, 2, len(expected) + 1):
            assert expected == walk(find, mark, limit, newest_first=newest_first)


def walk(
    find: Callable[[Page], Sequence[T]], mark: Marked[T], limit: int, *, newest_first: bool = True
) -> list[T]:
    """Read a list to its end, page by page."""
    found: list[T] = []
    after: Mark | None = None
    while page := find(Page(limit=limit, after=after, newest_first=newest_first)):
        assert len(page) <= limit
        found += page
        assert len(found) <= MOST_FOUND, "the list never ends"
        after = Mark(*mark(page[-1]))
    return found
