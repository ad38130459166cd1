"""All writes of a decision in one statement, where the database can take them so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from adapters.sql.round_trips import Asked, Statement

if TYPE_CHECKING:
    from adapters.sql.bulk import Bulk
    from adapters.sql.rowset import Row

Write = tuple["Bulk", Collection["Row"]]


class Sending:
    """
    Makes statements of writes: for SQLite one of each, for PostgreSQL one of which they are the parts.

    A statement of many parts is checked when all of them are done, so a row may refer to one that another part
    writes. Each combination of tables is put together once; there are few.
    """

    def __init__(self, *, sqlite: bool) -> None:
        """Know no combination yet."""
        self._sqlite: Final = sqlite
        self._together: Final[dict[tuple[str, ...], Statement]] = {}

    def __call__(self, writes: Iterable[Write]) -> list[Asked]:
        """What is to be sent, and nothing if there is nothing."""
        due = [(bulk, rows) for bulk, rows in writes if rows]
        if self._sqlite or len(due) <= 1:
            return [bulk.asked(rows) for bulk, rows in due]
        packed = {name: text for bulk, rows in due for name, text in bulk.pack(rows).items()}
        return [Asked(self._combined([bulk for bulk, _ in due]), packed)]

    def _combined(self, bulks: list[Bulk]) -> Statement:
        names = tuple(bulk.name for bulk in bulks)
        if names not in self._together:
            *others, last = bulks
            parts = (bulk.statement.cte(f"done_{bulk.name}") for bulk in others)
            self._together[names] = Statement(last.statement.add_cte(*parts))
        return self._together[names]
