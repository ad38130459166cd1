"""All writes of a decision in one round trip, where the database can take them so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import SQLAlchemyError

from adapters.sql.failures import translation

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.sql.bulk import Bulk
    from adapters.sql.rowset import Row

Write = tuple["Bulk", Collection["Row"]]


class Sending:
    """
    Sends writes: on SQLite one after the other, on PostgreSQL as the parts of one statement.

    A statement of many parts is checked when all of them are done, so a row may refer to one that another part
    writes. Each combination of tables is put together once; there are few.
    """

    def __init__(self, *, sqlite: bool) -> None:
        """Know no combination yet."""
        self._sqlite: Final = sqlite
        self._together: Final[dict[tuple[str, ...], Any]] = {}

    def __call__(self, connection: Connection, writes: Iterable[Write]) -> None:
        """Send what is to be written, and nothing if there is nothing."""
        due = [(bulk, rows) for bulk, rows in writes if rows]
        if self._sqlite or len(due) == 1:
            for bulk, rows in due:
                bulk(connection, rows)
        elif due:
            packed = {name: text for bulk, rows in due for name, text in bulk.pack(rows).items()}
            try:
                connection.execute(self._combined([bulk for bulk, _ in due]), packed)
            except SQLAlchemyError as failure:
                raise translation(failure) from failure

    def _combined(self, bulks: list[Bulk]) -> Any:  # noqa: ANN401 - the last of the statements, with the others in it
        names = tuple(bulk.name for bulk in bulks)
        if names not in self._together:
            *others, last = bulks
            parts = (bulk.statement.cte(f"done_{bulk.name}") for bulk in others)
            self._together[names] = last.statement.add_cte(*parts)
        return self._together[names]
