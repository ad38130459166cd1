"""Users: who may come in, and what they may do."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, instant, optional
from trading_core.domain.ids import AccountId, Name
from trading_core.domain.words import Word

if TYPE_CHECKING:
    from trading_core.ports.paging import Page


class Username(Name):
    """A user's name at the doors; capitals and small letters are different."""

    __slots__ = ()
    law = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.@+-]{0,62}[A-Za-z0-9_])?")
    expected = "1 to 64 letters, digits or _.@+-, a letter, digit or _ at both ends"


class UserId(Name):
    """A user's name for machines, never used again."""

    __slots__ = ()


class Role(Word):
    """What a user may do: see to the own accounts, or operate the house."""

    USER = "user"
    OPERATOR = "operator"


@frozen(kw_only=True)
class User:
    """One user and the account that is his; without a password hash nobody can log in as him."""

    id: UserId = field(converter=UserId)
    username: Username = field(converter=Username)
    account: AccountId = field(converter=AccountId)
    role: Role = field(default=Role.USER, validator=a(Role))
    password_hash: str | None = field(default=None, validator=optional(str))
    created_at: datetime = field(converter=instant)


class Users(Protocol):
    """
    The users of the house.

    1. What was added is what is read, every field of it.
    2. Ids, usernames and accounts are each unique: adding a second fails with ``AlreadyExists`` and changes nothing.
       Of many who register one name at once, exactly one succeeds.
    3. The list of users goes by their names alone; the moments of its marks say nothing.
    """

    @abstractmethod
    def add(self, user: User) -> None:
        """Keep a new user."""

    @abstractmethod
    def get(self, user: UserId) -> User | None:
        """Read a user by id."""

    @abstractmethod
    def named(self, username: Username) -> User | None:
        """Read a user by name."""

    @abstractmethod
    def set_password(self, user: UserId, password_hash: str) -> None:
        """Replace a user's password hash; an unknown user fails with ``NotFound``."""

    @abstractmethod
    def find(self, page: Page) -> tuple[User, ...]:
        """Read a page of all users."""

    @abstractmethod
    def count(self, up_to: int) -> int:
        """Count the users, no further than that."""
