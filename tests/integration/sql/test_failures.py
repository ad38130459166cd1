"""What databases cannot do is said in the words of the core, and what was lost was never there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError, StatementError

from adapters.sql.accounts import SqlAccounts
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.failures import translated, translation
from adapters.sql.migrations import migrate
from adapters.sql.users import SqlUsers
from tests.integration.sql.databases import Templates
from tests.servers import PostgresServer
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.book import Changes, Settings
from trading_core.domain.commands import Command, Deposit, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId, ClientOrderId, OrderNumber
from trading_core.domain.journal import Cause, Entry, Reference
from trading_core.domain.limits import Limits
from trading_core.domain.needs import Needs, needs_of
from trading_core.errors import InvalidValue, InvariantViolated, TradingError, Unavailable
from trading_core.ports.books import UnitOfWork
from trading_core.testing.contracts.tour import MONDAY
from trading_core.testing.contracts.users import ALICE

A = AccountId("a")
ONE = Needs(accounts=(A,))
DEPOSIT = Deposit("a", 1, "r")


@pytest.fixture
def hasty(kind: str) -> Iterator[Database]:
    """A database whose users hardly wait, with one account."""
    with Templates.known[kind].copy() as url, Database(url, pool_size=2, patience_ms=50) as database:
        do(SqlBooks(database), open_account("a", 5))
        yield database


def do(books: SqlBooks, *commands: Command) -> None:
    with books.begin() as work:
        step(work, *commands)
        work.commit()


def step(work: UnitOfWork, *commands: Command) -> None:
    decision = decide(work.load(needs_of(commands)), commands, MONDAY)
    work.save(decision.changes)


def cash(database: Database) -> object:
    account = SqlAccounts(database).get(A)
    return None if account is None else account.cash


def test_who_waits_too_long_for_an_account_is_told(hasty: Database) -> None:
    """A second unit of work on one account gives up after its patience, and the first is not disturbed."""
    books = SqlBooks(hasty)
    with books.begin() as first:
        step(first, DEPOSIT)
        with pytest.raises(Unavailable):
            do(books, DEPOSIT)
        first.commit()

    assert 6 == cash(hasty)


def test_who_finds_no_connection_is_told(hasty: Database) -> None:
    """More at once than the pool has connections are put off, and nobody waits for ever."""
    with hasty.snapshot(), hasty.snapshot(), pytest.raises(Unavailable):
        cash(hasty)

    assert 5 == cash(hasty)


def end_others(url: str) -> None:
    """Cut every connection to a database, as a failing server or network does."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@contextmanager
def cut() -> Iterator[tuple[SqlBooks, Callable[[], None]]]:
    with Templates.known["postgresql"].copy() as url, Database(url) as database:
        books = SqlBooks(database)
        do(books, open_account("a", 5))
        yield books, lambda: end_others(url)


def test_a_connection_that_is_lost_while_loading_is_told() -> None:
    """Whoever loses the database may ask again, and is served on a new connection."""
    with cut() as (books, lose):
        with books.begin() as work:
            lose()
            with pytest.raises(Unavailable):
                work.load(ONE)
        do(books, DEPOSIT)

        assert 6 == cash(books.database)


def test_a_connection_that_is_lost_while_saving_is_told() -> None:
    """What was saved and not committed is gone with the connection."""
    with cut() as (books, lose):
        with books.begin() as work:
            step(work, DEPOSIT)
            lose()
            with pytest.raises(Unavailable):
                work.save(Changes(settings=Settings()))

        assert 5 == cash(books.database)


def test_a_connection_that_is_lost_before_the_commit_is_told() -> None:
    """A commit that did not arrive is no commit."""
    with cut() as (books, lose):
        with books.begin() as work:
            step(work, DEPOSIT)
            lose()
            with pytest.raises(Unavailable):
                work.commit()

        assert 5 == cash(books.database)


def test_a_connection_that_is_lost_while_looking_is_told() -> None:
    """Whoever looks something up learns that nobody answered, and the next who asks is served."""
    with cut() as (books, lose):
        accounts = SqlAccounts(books.database)
        before = accounts.revisions([A])
        lose()
        with pytest.raises(Unavailable):
            accounts.revisions([A])

        assert before == accounts.revisions([A])


def test_what_was_lost_cannot_be_gone_on_with() -> None:
    """A unit of work whose connection is gone fails at every further step, and its end is silent."""
    with cut() as (books, lose), books.begin() as work:
        lose()
        for said in (Unavailable, InvariantViolated):
            with pytest.raises(said):
                work.load(ONE)


def test_what_has_failed_is_not_committed() -> None:
    """Who waited for an account in vain cannot make true what he did before, though the server would end it without a word."""
    with (
        Templates.known["postgresql"].copy() as url,
        Database(url, pool_size=2, patience_ms=50) as database,
    ):
        books = SqlBooks(database)
        do(books, open_account("a", 5), open_account("b", 5))
        with books.begin() as first, books.begin() as second:
            step(first, DEPOSIT)
            step(second, Deposit("b", 1, "r"))
            with pytest.raises(Unavailable):
                second.load(ONE)
            with pytest.raises(InvariantViolated):
                second.commit()

        assert 5 == cash(database)


def test_a_server_that_is_gone_is_unavailable_until_it_is_back(server_folder: Path) -> None:
    """Reading and writing fail alike while nobody answers, and go on by themselves afterwards."""
    with PostgresServer(server_folder) as server:
        migrate(server.url)
        with Database(server.url) as database:
            books = SqlBooks(database)
            do(books, open_account("a", 5))
            server.kill()
            with pytest.raises(Unavailable):
                cash(database)
            with pytest.raises(Unavailable):
                do(books, DEPOSIT)
            server.start()
            do(books, DEPOSIT)

            assert 6 == cash(database)


def test_a_database_without_tables_is_no_passing_trouble(
    kind: str, server_folder: Path, database_url: str
) -> None:
    """Who forgot to migrate is told of a mistake, and not to try again."""
    url = f"sqlite:///{server_folder / 'empty.db'}" if kind == "sqlite" else database_url
    with Database(url) as database:
        with pytest.raises(InvariantViolated):
            SqlUsers(database).get(ALICE.id)
        with pytest.raises(InvariantViolated):
            SqlAccounts(database).revisions([A])


def save_and_commit(work: UnitOfWork, changes: Changes) -> None:
    work.save(changes)
    work.commit()


def test_what_a_refused_save_left_cannot_be_committed(database: Database) -> None:
    """After a refusal there is nothing to go on with."""
    books = SqlBooks(database)
    do(books, open_account("a", 5))
    with books.begin() as work:
        with pytest.raises(TradingError):
            save_and_commit(work, Changes(accounts={A: Account(AccountTerms("a"))}))
        for late in (work.commit, lambda: work.load(ONE), lambda: work.claim_pending(1)):
            with pytest.raises(InvariantViolated):
                late()


def test_a_unit_of_work_that_was_left_is_over(database: Database) -> None:
    """Nothing is done outside of a transaction."""
    with SqlBooks(database).begin() as work:
        work.load(ONE)
    with pytest.raises(InvariantViolated):
        work.commit()


@pytest.mark.parametrize(
    "wrong",
    [
        Changes(limits={A: Limits(max_position=1)}),
        Changes(client_orders={(A, ClientOrderId("c")): OrderNumber("none")}),
        Changes(movements={(A, Reference("r")): Entry("a", 1, MONDAY, Cause.DEPOSIT, (), reference="r")}),
        Changes(entries=(Entry("a", 2, MONDAY, Cause.DEPOSIT, ()),)),
    ],
)
def test_parts_without_their_whole_are_refused(database: Database, wrong: Changes) -> None:
    """Limits of nobody, names of nothing and entries behind a gap are mistakes of ours, and never stored."""
    with SqlBooks(database).begin() as work, pytest.raises(InvariantViolated):
        save_and_commit(work, wrong)


def test_an_account_that_contradicts_itself_is_not_read(database: Database) -> None:
    """Rows that somebody removed by hand are noticed by the account that had them."""
    do(SqlBooks(database), open_account("a", 5))
    with database.writing() as connection:
        connection.execute(text("UPDATE accounts SET holds = 1"))
    with pytest.raises(InvariantViolated, match="holds"):
        cash(database)


def test_an_error_of_ours_stays_what_it_is() -> None:
    """What a column refuses is told as it was refused, however deep in the libraries."""
    inner = InvalidValue("number", "0.1", "a Decimal")
    outer = StatementError("wrapped", None, None, inner)

    assert translation(outer) is inner
    with pytest.raises(InvariantViolated), translated():
        raise SQLAlchemyError("of a kind that nobody expects")
