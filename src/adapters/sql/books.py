"""The books in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from attrs import evolve
from sqlalchemy.exc import SQLAlchemyError

from adapters.sql.admitting import Admitting
from adapters.sql.answering import Answering
from adapters.sql.claiming import Claiming
from adapters.sql.drafts import hold_draft
from adapters.sql.failures import translated
from adapters.sql.loading import Loading
from adapters.sql.round_trips import ask, depart, departed, forget
from adapters.sql.saving import Saving
from adapters.sql.saving_names import SavingNames
from trading_core.domain.book import Book, Settings, with_changes
from trading_core.errors import InvariantViolated, TradingError
from trading_core.ports.books import Books, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from sqlalchemy import Connection

    from adapters.sql.database import Database
    from adapters.sql.reading_ahead import Ahead
    from adapters.sql.round_trips import Asked, Rows
    from trading_core.domain.book import Changes
    from trading_core.domain.ids import AccountId, OrderNumber
    from trading_core.domain.needs import Needs
    from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
    from trading_core.ports.api_keys import ApiKey
    from trading_core.ports.users import User


class SqlBooks(Books):
    """Accounts, orders and the journal in one database; the markets are those of this deployment."""

    def __init__(self, database: Database, settings: Settings | None = None) -> None:
        """Write the statements once for every unit of work."""
        sqlite = database.is_sqlite
        self.database: Final = database
        self.settings: Final = settings or Settings()
        self.loading: Final = Loading(sqlite=sqlite)
        self.claiming: Final = Claiming(sqlite=sqlite)
        self.saving: Final = Saving(sqlite=sqlite)
        self.names: Final = SavingNames(self.loading)
        self.answering: Final = Answering(sqlite=sqlite)
        self.admitting: Final = Admitting(sqlite=sqlite)

    def begin(self) -> SqlUnitOfWork:
        """Make a unit of work."""
        return SqlUnitOfWork(self)

    def look(self, needs: Needs) -> Book:
        """Read a snapshot."""
        with self.database.snapshot() as connection:
            return self.loading.load(connection, needs, self.settings, locked=None).book


class SqlUnitOfWork(UnitOfWork):
    """One transaction. On SQLite it has the only lock there is for writing, on PostgreSQL those of its accounts."""

    def __init__(self, books: SqlBooks) -> None:
        """Connect to nothing yet."""
        self._books = books
        self._settings = books.settings
        self._known = Book(settings=books.settings)
        self._reserved: frozenset[AccountId] = frozenset()
        self._families: frozenset[str] = frozenset()
        self._standing: Mapping[str, datetime] = {}
        self._ahead: Ahead | None = None
        self._due: list[Asked] = []
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Begin the transaction."""
        with translated():
            connection, self._due = self._books.database.unit()
            try:
                connection.begin()
            except SQLAlchemyError:
                connection.close()
                raise
        self._connection = connection
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Roll back what was not committed; whoever is left already by an error is not told of a second one."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            with translated():
                forget(connection)
                connection.close()
        except TradingError:
            if not connection.closed:
                connection.invalidate()
                connection.close()

    @property
    def _open(self) -> Connection:
        """The connection, told of everything that was due and heard about what has departed."""
        if self._due or departed(self._alive()):
            self._ask()
        return self._alive()

    def _alive(self) -> Connection:
        if self._connection is None:
            raise InvariantViolated(
                "a unit of work is used within itself", "it was left, or spoiled by a refusal"
            )
        return self._connection

    def _write(self, *writes: Asked) -> None:
        """Have something written by the next journey, which may be that of the commit."""
        self._alive()
        self._due += writes

    def _ask(self, *asked: Asked, commit: bool = False) -> list[Rows]:
        """Ask something on the same journey as whatever is due; if any of it is refused, nothing of it stays."""
        due, self._due = self._due, []
        with self._all_or_nothing():
            return ask(self._alive(), [*due, *asked], commit=commit)[len(due) :]

    def load(self, needs: Needs) -> Book:
        """Lock and read."""
        ahead, self._ahead = self._ahead, None
        with self._all_or_nothing():
            loaded = self._books.loading.load(
                self._open, needs, self._settings, self._reserved, self._families, ahead
            )
        self._known = _both(self._known, loaded.book)
        self._standing = loaded.standing
        return loaded.book

    def ask_for(self, families: Collection[str]) -> None:
        """Remember them for the loads."""
        self._families = frozenset(families)

    def standing(self) -> Mapping[str, datetime]:
        """Tell what the last load has seen."""
        return self._standing

    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        """Lock what nobody else has locked, and read ahead."""
        if not needs.accounts:
            return frozenset()
        answers = self._ask(*self._books.loading.reservation(needs, self._families))
        free, self._ahead = self._books.loading.reserved(answers, needs, self._families)
        self._reserved |= free
        return free

    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        """Choose orders and lock their accounts."""
        with self._all_or_nothing():
            return self._books.claiming.claim(self._open, limit)

    def save(self, changes: Changes) -> None:
        """
        Have it written while this process goes on.

        The first row that is there already, or breaks a law of the database, ends it all; that is told by whatever is asked
        next or by the commit.
        """
        with self._all_or_nothing():
            self._books.names.check(self._open, self._known, changes)
            self._write(*self._books.saving(self._known, changes))
            self._due = depart(self._alive(), self._due)
        self._ahead = None
        self._known = with_changes(self._known, changes)
        self._settings = changes.settings or self._settings

    def find_answers(
        self, names: Sequence[tuple[Caller, IdempotencyKey]]
    ) -> Mapping[tuple[Caller, IdempotencyKey], KeptAnswer]:
        """Look up answers."""
        if not names:
            return {}
        (rows,) = self._ask(self._books.answering.search(names))
        return self._books.answering.found(rows)

    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        """Keep answers, by the same journey as what they are answers to."""
        with self._all_or_nothing():
            if answers:
                self._write(self._books.answering.keep(answers))

    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget answers."""
        with self._all_or_nothing():
            return self._books.answering.forget(self._open, before, limit)

    def add_users(self, users: Sequence[User]) -> None:
        """Add users."""
        with self._all_or_nothing():
            self._books.admitting.add_users(self._open, users)

    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        """Add keys."""
        with self._all_or_nothing():
            self._books.admitting.add_keys(self._open, keys)

    def hold_draft(self, number: OrderNumber) -> bool:
        """Lock a draft."""
        with self._all_or_nothing():
            return hold_draft(self._open, number)

    def commit(self) -> None:
        """Make it true, and be over."""
        self._ask(commit=True)
        self.__exit__(None, None, None)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """Do something, or undo everything at once, so that nothing of it can be committed any more."""
        try:
            with translated():
                yield
        except BaseException:
            self.__exit__(None, None, None)
            raise


def _both(known: Book, more: Book) -> Book:
    """What two loads together have brought."""
    return evolve(
        known,
        settings=more.settings,
        **{name: getattr(known, name).plus(getattr(more, name)) for name in PARTS},
    )


PARTS: Final = (
    "accounts",
    "limits",
    "recent_orders",
    "products",
    "orders",
    "client_orders",
    "trades",
    "movements",
)
