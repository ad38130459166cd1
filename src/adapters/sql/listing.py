"""
Long lists, read page by page behind a mark.

A list has its conditions, each written once, and the columns that it is sorted by. Which conditions a caller states
makes the statement, so statements are remembered by that; an index fits each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_

from adapters.sql.columns import Count, Utc

Stated = frozenset[str]
Asked = tuple[Select[Any], dict[str, Any]]
Wrap = Callable[[Select[Any], bool], Select[Any]]

LIMIT: Final = bindparam("limit", type_=Count())


def as_it_is(page: Select[Any], descending: bool) -> Select[Any]:  # noqa: ARG001 - one of many
    """Read the rows of the list itself."""
    return page


def is_(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """A condition on a column, stated under a name."""
    return column == bindparam(name, type_=column.type)


def between(column: ColumnElement[Any]) -> dict[str, ColumnElement[bool]]:
    """The conditions on a moment, both ends included."""
    return {
        "since": column >= bindparam("since", type_=Utc()),
        "until": column <= bindparam("until", type_=Utc()),
    }


def stated(**wanted: object) -> dict[str, Any]:
    """What a caller states of all that he could."""
    return {name: value for name, value in wanted.items() if value is not None}


class Listing:
    """One list in one order: ``chosen`` selects its rows, and ``wrap`` may lead from those of a page to others."""

    def __init__(
        self,
        chosen: Select[Any],
        sorted_by: Sequence[ColumnElement[Any]],
        conditions: Mapping[str, ColumnElement[bool]],
        wrap: Wrap = as_it_is,
    ) -> None:
        """Write what does not depend on what is asked."""
        self._chosen: Final = chosen
        self._sorted_by: Final = tuple(sorted_by)
        self._conditions: Final = conditions
        self._wrap: Final = wrap
        self._pages: Final[dict[tuple[Stated, bool, bool], Select[Any]]] = {}
        self._counts: Final[dict[Stated, Select[Any]]] = {}

    def page(
        self, wanted: Mapping[str, Any], after: Sequence[Any] | None, limit: int, *, descending: bool
    ) -> Asked:
        """The statement of one page, and its parameters."""
        shape = (frozenset(wanted), after is not None, descending)
        if shape not in self._pages:
            self._pages[shape] = self._page(*shape)
        marks = {f"mark_{place}": value for place, value in enumerate(after or ())}
        return self._pages[shape], {**wanted, **marks, "limit": limit}

    def count(self, wanted: Mapping[str, Any], up_to: int) -> Asked:
        """The statement that counts rows, no further than is worth it, and its parameters."""
        shape = frozenset(wanted)
        if shape not in self._counts:
            found = self._fitting(shape).with_only_columns(*self._sorted_by).limit(LIMIT).subquery()
            self._counts[shape] = select(func.count()).select_from(found)
        return self._counts[shape], {**wanted, "limit": up_to}

    def _fitting(self, shape: Stated) -> Select[Any]:
        return self._chosen.where(*(self._conditions[name] for name in sorted(shape)))

    def _page(self, shape: Stated, marked: bool, descending: bool) -> Select[Any]:
        """What is stated to be equal sorts nothing any more, and is left out for the planner's sake."""
        page = self._fitting(shape)
        places = [
            (f"mark_{place}", column)
            for place, column in enumerate(self._sorted_by)
            if column.key not in shape
        ]
        if marked:
            here = tuple_(*(column for _, column in places))
            mark = tuple_(*(bindparam(name, type_=column.type) for name, column in places))
            page = page.where(here < mark if descending else here > mark)
        ordered = (column.desc() if descending else column for _, column in places)
        return self._wrap(page.order_by(*ordered).limit(LIMIT), descending)
