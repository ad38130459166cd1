"""Tickets in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from trading_core.errors import AlreadyExists
from trading_core.ports.tickets import Ticket, Tickets

if TYPE_CHECKING:
    from datetime import datetime


class MemoryTickets(Tickets):
    """Keeps them in a dictionary."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._kept: dict[str, Ticket] = {}

    def keep(self, ticket: Ticket, now: datetime) -> None:
        """Keep one, and throw away what nobody can use any more."""
        with self._lock:
            self._kept = {name: one for name, one in self._kept.items() if now < one.expires_at}
            if ticket.digest in self._kept:
                raise AlreadyExists("ticket", ticket.digest)
            self._kept[ticket.digest] = ticket

    def take(self, digest: str, now: datetime) -> bytes | None:
        """Use one up."""
        with self._lock:
            found = self._kept.pop(digest, None)
        return None if found is None or now >= found.expires_at else found.holder
