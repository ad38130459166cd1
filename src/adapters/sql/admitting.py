"""Adding users and API keys, by themselves or in the unit of work that opens their account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from adapters.sql.bulk import inserting
from adapters.sql.rows.people import api_key_row, user_row
from adapters.sql.tables.people import api_keys, users

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from trading_core.ports.api_keys import ApiKey
    from trading_core.ports.users import User


class Admitting:
    """The statements that add users and keys, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        self._users: Final = inserting(users, is_sqlite=sqlite)
        self._keys: Final = inserting(api_keys, is_sqlite=sqlite)

    def add_users(self, connection: Connection, added: Iterable[User]) -> None:
        """Add users; one whose id, name or account is taken refuses them all."""
        self._users(connection, [user_row(user) for user in added])

    def add_keys(self, connection: Connection, added: Iterable[ApiKey]) -> None:
        """Add keys; one whose id is taken refuses them all."""
        self._keys(connection, [api_key_row(key) for key in added])
