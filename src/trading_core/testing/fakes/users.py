"""Users in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.users import User, UserId, Username, Users
from trading_core.testing.fakes.listing import page_of
from trading_core.testing.fakes.store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trading_core.ports.paging import Page

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class MemoryUsers(Users):
    """Keeps users under each of their names."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Work on a store, or on one of its own."""
        self._store = store or MemoryStore()

    def add(self, user: User) -> None:
        """Keep a user whose every name is free."""
        with self._store.guard:
            for kind, name in names_of(user):
                if (kind, name) in self._store.users:
                    raise AlreadyExists(kind, name)
            self._put(user)

    def get(self, user: UserId) -> User | None:
        """Read a user by id."""
        with self._store.guard:
            return self._store.users.get(("user", user))

    def named(self, username: Username) -> User | None:
        """Read a user by name."""
        with self._store.guard:
            return self._store.users.get(("username", username))

    def set_password(self, user: UserId, password_hash: str) -> None:
        """Replace a user's password hash."""
        with self._store.guard:
            known = self.get(user)
            if known is None:
                raise NotFound("user", user)
            self._put(evolve(known, password_hash=password_hash))

    def find(self, page: Page) -> tuple[User, ...]:
        """Read a page of all users, by their names."""
        at = NEVER if page.after is None else page.after.at
        return page_of(self._everybody(), page, lambda user: (at, user.username))

    def count(self, up_to: int) -> int:
        """Count the users."""
        return min(len(self._everybody()), up_to)

    def _everybody(self) -> list[User]:
        with self._store.guard:
            return [user for (kind, _), user in self._store.users.items() if kind == "user"]

    def _put(self, user: User) -> None:
        self._store.users.update(dict.fromkeys(names_of(user), user))


def names_of(user: User) -> Iterator[tuple[str, str]]:
    """The names that belong to one user and to nobody else, each with its kind."""
    yield "user", user.id
    yield "username", user.username
    yield "user of account", user.account
