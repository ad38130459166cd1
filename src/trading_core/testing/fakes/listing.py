"""How a list of rows is cut into pages; shared by every fake that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from trading_core.ports.paging import Page

T = TypeVar("T")


def page_of(rows: Iterable[T], page: Page, mark: Callable[[T], tuple[datetime, str]]) -> tuple[T, ...]:
    """Sort rows by their marks and take those behind the page's mark."""
    ordered = sorted(rows, key=mark, reverse=page.newest_first)
    if page.after is not None:
        begin = (page.after.at, page.after.name)
        ordered = [row for row in ordered if (mark(row) < begin if page.newest_first else mark(row) > begin)]
    return tuple(ordered[: page.limit])


def within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Whether a moment lies between two bounds, both included and both optional."""
    return (since is None or at >= since) and (until is None or at <= until)
