"""Tickets in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, insert

from adapters.sql.columns import Words
from adapters.sql.forgetting import Forgetting
from adapters.sql.tables.feed import tickets
from trading_core.ports.tickets import Ticket, Tickets

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.sql.database import Database

SWEPT: Final = 100

_KEEP: Final = insert(tickets)
_TAKE: Final = (
    delete(tickets)
    .where(tickets.c.digest == bindparam("taken", type_=Words()))
    .returning(tickets.c.holder, tickets.c.expires_at)
)
_SWEEP: Final = Forgetting(tickets.c.expires_at, until=True)


class SqlTickets(Tickets):
    """A ticket is a row, which whoever deletes it has taken."""

    def __init__(self, database: Database) -> None:
        """Keep them there."""
        self._database: Final = database

    def keep(self, ticket: Ticket, now: datetime) -> None:
        """Keep one, and throw away some that nobody can use any more."""
        row = {"digest": ticket.digest, "holder": ticket.holder, "expires_at": ticket.expires_at}
        with self._database.writing() as connection:
            _SWEEP(connection, now, SWEPT)
            connection.execute(_KEEP, row)

    def take(self, digest: str, now: datetime) -> bytes | None:
        """Delete one."""
        with self._database.writing() as connection:
            found = connection.execute(_TAKE, {"taken": digest}).one_or_none()
        return None if found is None or now >= found.expires_at else found.holder
