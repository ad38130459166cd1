"""
Long lists, read page by page behind a mark.

A list has its conditions, each written once, and the columns that it is sorted by. Which conditions a caller states
makes the statement, so statements are remembered by that; an index fits each.

An index may have columns of few words between what is always stated and what is sorted by. Where some of these are left
open, the rows of each combination of words are a strand that lies in its order, and the page is merged from the
strands, of which no more is read than it shows. So one index answers whatever is asked of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    func,
    select,
    tuple_,
    union_all,
)

from adapters.sql.columns import Count, Utc

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


@frozen
class Worded:
    """A column of an index that may be left open, with every word that can stand in it."""

    column: ColumnElement[Any]
    words: Sequence[str]


@frozen
class Shape:
    """What makes a statement: which conditions are stated, and how many words of each worded column fit."""

    stated: frozenset[str]
    words: tuple[int, ...] = ()

    def strands(self) -> Iterable[tuple[int, ...]]:
        """Each combination of one word for each column, by their places; the only one of no columns is empty."""
        return product(*map(range, self.words))


class Listing:
    """One list in one order: ``chosen`` selects its rows, and ``wrap`` may lead from those of a page to others."""

    def __init__(
        self,
        chosen: Select[Any],
        sorted_by: Sequence[ColumnElement[Any]],
        conditions: Mapping[str, ColumnElement[bool]],
        worded: Mapping[str, Worded] | None = None,
        wrap: Wrap = as_it_is,
        *,
        cut: bool = False,
    ) -> None:
        """
        Write what does not depend on what is asked.

        Where the list is sorted by the words themselves, no planner merges the strands: each has to be ``cut`` to a page.
        """
        self._cut: Final = cut
        self._chosen: Final = chosen
        self._sorted_by: Final = tuple(sorted_by)
        self._conditions: Final = conditions
        self._worded: Final = worded or {}
        self._wrap: Final = wrap
        self._pages: Final[dict[tuple[Shape, bool, bool], Select[Any]]] = {}
        self._counts: Final[dict[Shape, Select[Any]]] = {}

    def page(
        self, wanted: Mapping[str, Any], after: Sequence[Any] | None, limit: int, *, descending: bool
    ) -> Asked:
        """The statement of one page, and its parameters."""
        shape, parameters = self._asked(wanted)
        form = (shape, after is not None, descending)
        if form not in self._pages:
            self._pages[form] = self._page(*form)
        marks = {f"mark_{place}": value for place, value in enumerate(after or ())}
        return self._pages[form], {**parameters, **marks, "limit": limit}

    def count(self, wanted: Mapping[str, Any], up_to: int) -> Asked:
        """The statement that counts rows, no further than is worth it, and its parameters."""
        shape, parameters = self._asked(wanted)
        if shape not in self._counts:
            found = together(strand.with_only_columns(*self._sorted_by) for strand in self._strands(shape))
            self._counts[shape] = select(func.count()).select_from(found.limit(LIMIT).subquery())
        return self._counts[shape], {**parameters, "limit": up_to}

    def _asked(self, wanted: Mapping[str, Any]) -> tuple[Shape, dict[str, Any]]:
        plain = {name: value for name, value in wanted.items() if name not in self._worded}
        fitting = [_several(wanted.get(name, worded.words)) for name, worded in self._worded.items()]
        words = {
            f"{name}_{place}": word
            for name, several in zip(self._worded, fitting, strict=True)
            for place, word in enumerate(several)
        }
        return Shape(frozenset(plain), tuple(map(len, fitting))), {**plain, **words}

    def _strands(self, shape: Shape) -> list[Select[Any]]:
        fitting = self._chosen.where(*(self._conditions[name] for name in sorted(shape.stated)))
        return [fitting.where(*self._one_word_each(places)) for places in shape.strands()]

    def _one_word_each(self, places: Sequence[int]) -> Iterable[ColumnElement[bool]]:
        for (name, worded), place in zip(self._worded.items(), places, strict=True):
            yield is_(worded.column, f"{name}_{place}")

    def _page(self, shape: Shape, marked: bool, descending: bool) -> Select[Any]:
        """What is stated to be equal sorts nothing any more, and is left out for the planner's sake."""
        strands = self._strands(shape)
        places = [
            (f"mark_{place}", column)
            for place, column in enumerate(self._sorted_by)
            if column.key not in shape.stated
        ]
        if marked:
            here = tuple_(*(column for _, column in places))
            mark = tuple_(*(bindparam(name, type_=column.type) for name, column in places))
            strands = [strand.where(here < mark if descending else here > mark) for strand in strands]
        ordered = [str(column.key) for _, column in places]
        if len(strands) > 1:
            parts = (in_order(strand, ordered, descending) for strand in strands)
            strands = [together(part.limit(LIMIT) if self._cut else part for part in parts)]
        return self._wrap(in_order(strands[0], ordered, descending).limit(LIMIT), descending)


def _several(fitting: str | Sequence[str]) -> Sequence[str]:
    return (fitting,) if isinstance(fitting, str) else fitting


def in_order(rows: Select[Any], names: Iterable[str], descending: bool) -> Select[Any]:
    """Sort by columns of these names."""
    columns = (rows.selected_columns[name] for name in names)
    return rows.order_by(*(column.desc() if descending else column for column in columns))


def together(strands: Iterable[Select[Any]]) -> Select[Any]:
    """
    All strands as one, the columns as they are: PostgreSQL does not see an order through what is made of them.

    SQLite takes only strands that are packed up once more, and PostgreSQL does not mind.
    """
    packed = (strand.subquery().select() for strand in strands)
    return select(union_all(*packed).subquery("strands"))
