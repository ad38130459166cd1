"""Users in memory."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.errors import AlreadyExists, NotFound
from trading_core.ports.users import User, UserId, Username, Users

if TYPE_CHECKING:
    from collections.abc import Iterator


class MemoryUsers(Users):
    """Keeps users by id."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = Lock()
        self._users: dict[UserId, User] = {}

    def add(self, user: User) -> None:
        """Keep a user whose every name is free."""
        with self._lock:
            for kind, name in _names(user):
                if any((kind, name) in _names(other) for other in self._users.values()):
                    raise AlreadyExists(kind, name)
            self._users[user.id] = user

    def get(self, user: UserId) -> User | None:
        """Read a user by id."""
        with self._lock:
            return self._users.get(user)

    def named(self, username: Username) -> User | None:
        """Read a user by name."""
        with self._lock:
            return next((user for user in self._users.values() if user.username == username), None)

    def set_password(self, user: UserId, password_hash: str) -> None:
        """Replace a user's password hash."""
        with self._lock:
            if user not in self._users:
                raise NotFound("user", user)
            self._users[user] = evolve(self._users[user], password_hash=password_hash)


def _names(user: User) -> Iterator[tuple[str, str]]:
    yield "user", user.id
    yield "username", user.username
    yield "user of account", user.account
