"""Tickets: leave to come in once, for whoever cannot show his credential at the door itself."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, instant


@frozen
class Ticket:
    """``holder`` is what whoever gave it wants to know of its bearer; the ticket itself is known by its digest only."""

    digest: str = field(validator=a(str))
    holder: bytes = field(validator=a(bytes))
    expires_at: datetime = field(converter=instant)


class Tickets(Protocol):
    """
    Tickets that were given and not used.

    1. A ticket is taken once: however many try at the same moment, in whatever process, one gets it.
    2. One whose time is over is not got at all.
    """

    @abstractmethod
    def keep(self, ticket: Ticket, now: datetime) -> None:
        """Keep a new ticket; a taken digest fails with ``AlreadyExists``."""

    @abstractmethod
    def take(self, digest: str, now: datetime) -> bytes | None:
        """Use up a ticket and tell its holder, if there is one."""
