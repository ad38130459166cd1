"""Names that have no row of their own: a client's id is a part of its order, a reference of its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adapters.sql.loading import Loading
from trading_core.errors import AlreadyExists, InvariantViolated

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from trading_core.domain.book import Book, Changes


class SavingNames:
    """Looks after names that come without what they are names of, which no decision makes."""

    def __init__(self, loading: Loading) -> None:
        """Find names as a load does."""
        self._loading: Final = loading

    def check(self, connection: Connection, before: Book, changes: Changes) -> None:
        """Refuse them: as taken, when they are, and as wrong when they are not."""
        called = [
            name
            for name, number in changes.client_orders.items()
            if name not in before.client_orders and number not in changes.orders
        ]
        if called:
            _refuse("client order id", called, self._loading.client_orders(connection, called))
        added = {(entry.account, entry.reference) for entry in changes.entries}
        moved = [name for name in changes.movements if name not in before.movements and name not in added]
        if moved:
            _refuse("movement of cash", moved, self._loading.movements(connection, moved))


def _refuse(kind: str, names: Collection[tuple[str, str]], taken: Collection[tuple[str, str]]) -> None:
    shown = ", ".join(" ".join(name) for name in taken or names)
    if taken:
        raise AlreadyExists(kind, shown)
    raise InvariantViolated(f"a {kind} comes with what it is the name of", shown)
