"""Users in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select, update

from adapters.sql.admitting import Admitting
from adapters.sql.columns import Named, Words
from adapters.sql.listing import Listing
from adapters.sql.rows.people import user_from
from adapters.sql.tables.people import users
from trading_core.errors import NotFound
from trading_core.ports.users import User, UserId, Username, Users

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.ports.paging import Page

_BY_ID: Final = users.c.id == bindparam("user", type_=Named())
_BY_NAME: Final = users.c.username == bindparam("user", type_=Named())
_GET: Final = select(users).where(_BY_ID)
_NAMED: Final = select(users).where(_BY_NAME)
_SET_PASSWORD: Final = update(users).where(_BY_ID).values(password_hash=bindparam("fresh", type_=Words()))


class SqlUsers(Users):
    """Reads and keeps users."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._admitting: Final = Admitting(sqlite=database.is_sqlite)
        self._list: Final = Listing(select(users), (users.c.username,), {})

    def add(self, user: User) -> None:
        """Keep a user."""
        with self._database.writing() as connection:
            self._admitting.add_users(connection, [user])

    def get(self, user: UserId) -> User | None:
        """Read a user by id."""
        with self._database.alone() as connection:
            row = connection.execute(_GET, {"user": user}).one_or_none()
        return None if row is None else user_from(row)

    def named(self, username: Username) -> User | None:
        """Read a user by name."""
        with self._database.alone() as connection:
            row = connection.execute(_NAMED, {"user": username}).one_or_none()
        return None if row is None else user_from(row)

    def set_password(self, user: UserId, password_hash: str) -> None:
        """Replace a password hash."""
        with self._database.writing() as connection:
            if not connection.execute(_SET_PASSWORD, {"user": user, "fresh": password_hash}).rowcount:
                raise NotFound("user", user)

    def find(self, page: Page) -> tuple[User, ...]:
        """Read a page of all users, by their names."""
        after = None if page.after is None else (page.after.name,)
        statement, parameters = self._list.page({}, after, page.limit, descending=page.newest_first)
        with self._database.alone() as connection:
            return tuple(user_from(row) for row in connection.execute(statement, parameters))

    def count(self, up_to: int) -> int:
        """Count the users."""
        statement, parameters = self._list.count({}, up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())
