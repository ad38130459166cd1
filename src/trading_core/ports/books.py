"""The books: accounts, orders and the journal, changed by one unit of work at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from trading_core.domain.book import Book, Changes
    from trading_core.domain.ids import AccountId, OrderNumber
    from trading_core.domain.needs import Needs
    from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
    from trading_core.ports.api_keys import ApiKey
    from trading_core.ports.users import User


class UnitOfWork(Protocol):
    """
    One transaction on the books, used by one thread: enter, load, save, commit, leave.

    1. No commit, no change: who leaves without one, by an error or not, leaves the books as they were, and nothing
       that was not committed is seen by anybody else.
    2. What was saved is what is read, every field of it.
    3. What the names lead to is loaded too: an order's account and products, the order behind a client's id. Names
       of nothing are absent from the book; the book holds no quotes.
    4. Accounts that are loaded stay locked until the unit of work is left, and are locked in the order of their
       ids. A second unit of work that needs one of them waits, or fails with ``Unavailable``; it never decides on
       what the first is about to change.
    5. What this unit of work has not loaded is new: an account, order, product, trade, entry, movement, client's
       id, answer, user or key that exists already fails with ``AlreadyExists``, when it is written or at the latest at the
       commit. After that nothing of this unit of work stays and it can only be left; who starts over will load what was
       in the way.
    6. Entries are only ever added, each account's numbered from 1 without a gap.
    7. The order events of what was saved stand in the outbox from the commit on.
    8. Users and API keys that were added are there from the commit on, beside everything else that was committed.
    9. A draft that is held is dismissed by nobody until the unit of work is left, and a dismissed one is not held.
    10. Families of tokens that were asked for stand, until their time is over, as the store says at the load that follows;
       one that has ended, or is unknown, is not told.
    11. Of the settings, the state of trading and its reason are kept; the markets are the deployment's.
    """

    @abstractmethod
    def __enter__(self) -> Self:
        """Begin the transaction."""

    @abstractmethod
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Give back every lock and forget what was not committed."""

    @abstractmethod
    def load(self, needs: Needs) -> Book:
        """Lock and read what a decision needs."""

    @abstractmethod
    def ask_for(self, families: Collection[str]) -> None:
        """Let every load from now on see which of these families of tokens stand; ``standing`` tells it."""

    @abstractmethod
    def standing(self) -> Mapping[str, datetime]:
        """Which of the families that were asked for stood at the last load, each until when."""

    @abstractmethod
    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        """
        Lock those of these accounts that no other unit of work has locked, without waiting, and tell which.

        An account that is not there is not told either. Where the store has one lock for everything, whoever is in
        has all of them. What else is needed is named so that the store may read it on the way: the load that follows
        need not ask again for as much of it as is still wanted.
        """

    @abstractmethod
    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        """
        Choose trading orders that are pending, the oldest first, and lock their accounts.

        Orders whose account another unit of work has locked are passed over, or waited for where the store has
        one lock for everything. Accounts are locked and not orders, since every other way to an order goes
        through its account: two locks in two orders would block each other.
        """

    @abstractmethod
    def save(self, changes: Changes) -> None:
        """Write what a decision has changed."""

    @abstractmethod
    def find_answers(
        self, names: Sequence[tuple[Caller, IdempotencyKey]]
    ) -> Mapping[tuple[Caller, IdempotencyKey], KeptAnswer]:
        """Look up what callers were answered under their keys; a key that was not used is absent."""

    @abstractmethod
    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        """Keep answers, one for each caller and key: a second one fails with ``AlreadyExists``, and all with it (law 5)."""

    @abstractmethod
    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget some of the answers that were kept before a moment, and tell how many; their keys may be used again."""

    @abstractmethod
    def add_users(self, users: Sequence[User]) -> None:
        """Add users whose id, name and account are free; a name that is taken fails with ``AlreadyExists``."""

    @abstractmethod
    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        """Add API keys whose id is free; one that is taken fails with ``AlreadyExists``."""

    @abstractmethod
    def hold_draft(self, number: OrderNumber) -> bool:
        """Lock a draft for the order that it becomes, and tell whether it may: not where it was dismissed, or is none."""

    @abstractmethod
    def commit(self) -> None:
        """Make everything since the beginning true at once."""


class Books(Protocol):
    """Where units of work begin. One object serves every thread of a process."""

    @abstractmethod
    def begin(self) -> UnitOfWork:
        """Make a unit of work, to be entered by ``with``."""

    @abstractmethod
    def look(self, needs: Needs) -> Book:
        """
        Read what a unit of work would load, as it was committed at one moment, and lock nothing.

        Whoever only looks neither waits for those who change the books nor lets them wait.
        """
