"""What is saved is at work in the server while its process goes on, and nothing of it gets lost between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import psycopg
import pytest
from sqlalchemy import Connection

from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.round_trips import BEGIN, depart
from tests.integration.sql.databases import Templates
from tests.integration.sql.sessions import expect_count
from tests.integration.sql.test_failures import DEPOSIT, A, cash, do, step
from trading_core.domain.book import Changes, Settings
from trading_core.domain.commands import Deposit, open_account
from trading_core.domain.needs import Needs
from trading_core.errors import AlreadyExists, InvariantViolated, Unavailable
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.ports.books import UnitOfWork
from trading_core.testing.contracts.tour import MONDAY

ONE = Needs(accounts=(A,))
OPENED = open_account("a", 5)
KEY = Caller("caller"), IdempotencyKey("key")
KEPT = KeptAnswer(*KEY, "f", b"", MONDAY)
WAITING = "wait_event_type = 'Lock'"
REFUSED = "state = 'idle in transaction (aborted)'"


@pytest.fixture
def place() -> Iterator[str]:
    """A PostgreSQL database with tables and nothing in them."""
    with Templates.known["postgresql"].copy() as url:
        yield url


@pytest.fixture
def books(place: str) -> Iterator[SqlBooks]:
    """Two connections, so that one that comes back spoiled is soon met again."""
    with Database(place, pool_size=2) as database:
        yield SqlBooks(database)


def driver_of(connection: Connection) -> psycopg.Connection:
    """What is below everything else."""
    return cast("psycopg.Connection", connection.connection.driver_connection)


def collide(place: str, books: SqlBooks, second: UnitOfWork) -> None:
    """Let somebody else be quicker with what a unit of work has saved, and the server notice before anybody asks it."""
    with books.begin() as first:
        step(first, OPENED)
        assert {} == first.find_answers([KEY])
        step(second, OPENED)
        expect_count(place, WAITING, 1)
        first.commit()
    expect_count(place, REFUSED, 1)


def test_the_server_works_at_what_is_saved_before_it_is_asked(place: str, books: SqlBooks) -> None:
    """Whoever has saved goes on, even where the server has to wait, and the commit tells how it went."""
    with books.begin() as second:
        collide(place, books, second)
        with pytest.raises(AlreadyExists):
            second.commit()

    assert 5 == cash(books.database)


def test_the_first_refusal_is_the_one_that_is_told(place: str, books: SqlBooks) -> None:
    """What comes behind a save that was refused is not done, and its own failure says nothing about why."""
    with books.begin() as second:
        collide(place, books, second)
        second.keep_answers([KEPT])
        with pytest.raises(AlreadyExists):
            second.commit()

    with books.begin() as third:
        assert {} == third.find_answers([KEY])


@pytest.mark.parametrize(
    "ask",
    [
        lambda work: work.load(ONE),
        lambda work: work.reserve(ONE),
        lambda work: work.claim_pending(1),
        lambda work: work.find_answers([KEY]),
        lambda work: work.save(Changes(settings=Settings())),
    ],
    ids=["load", "reserve", "claim", "find answers", "save"],
)
def test_a_question_after_a_refused_save_tells_the_refusal(
    ask: Callable[[UnitOfWork], object], place: str, books: SqlBooks
) -> None:
    """Whatever comes next is the first that can tell it, and is in vain."""
    with books.begin() as second:
        collide(place, books, second)
        with pytest.raises(AlreadyExists):
            ask(second)
        with pytest.raises(InvariantViolated):
            second.commit()


def test_a_connection_is_left_as_it_was_found(place: str, books: SqlBooks) -> None:
    """Who leaves without a commit leaves nothing under way: the same connection serves the next, with no lock on it."""

    def session() -> int:
        with books.database.writer() as connection:
            return driver_of(connection).info.backend_pid

    do(books, OPENED)
    before = session()
    for _ in range(4):
        with books.begin() as work:
            step(work, DEPOSIT)
    assert before == session()
    serve_on(books)

    assert 11 == cash(books.database)


def serve_on(books: SqlBooks) -> None:
    """Have both connections do all that a batch does, again and again, since what a driver remembers shows late."""
    for number in range(3):
        with books.begin() as one, books.begin() as other:
            assert {} == one.find_answers([KEY])
            step(other, Deposit("a", 1, f"r{number}"))
            other.commit()
            step(one, Deposit("a", 1, f"s{number}"))
            one.commit()


def test_a_refused_commit_leaves_connections_that_serve(place: str, books: SqlBooks) -> None:
    """A server that was told to commit what it has refused says that it has rolled back, which must not confuse the driver."""
    with books.begin() as second:
        collide(place, books, second)
        with pytest.raises(AlreadyExists):
            second.commit()
    serve_on(books)

    assert 11 == cash(books.database)


def test_leaving_behind_a_refused_save_is_silent(place: str, books: SqlBooks) -> None:
    """What nobody asked about is not told, and the connection serves others."""
    with books.begin() as second:
        collide(place, books, second)
    serve_on(books)

    assert 11 == cash(books.database)


def test_a_session_that_has_forgotten_its_statements_is_replaced(books: SqlBooks) -> None:
    """Whoever stands between may give a connection another session; one refusal later there is a new one."""
    do(books, OPENED)
    with books.begin() as work:
        step(work, Deposit("a", 1, "before"))
        work.commit()
    with books.database.writer() as connection:
        driver_of(connection).pgconn.exec_(b"DEALLOCATE ALL")  # behind the back of the driver
    with books.begin() as work, pytest.raises(Unavailable):
        step(work, DEPOSIT)
    serve_on(books)

    assert 12 == cash(books.database)


def test_a_commit_is_heard_behind_what_the_driver_tidies_up(place: str) -> None:
    """A driver that remembers few statements takes others back at any time, and their ends are no answers to a commit."""
    with Database(place, pool_size=1) as database:
        books = SqlBooks(database)
        do(books, OPENED)
        with database.writer() as connection:
            driver_of(connection).prepared_max = 1
        for number in range(4):
            with books.begin() as work:
                step(work, Deposit("a", 1, f"r{number}"))
                assert {} == work.find_answers([KEY])
                work.commit()

        assert 9 == cash(database)


@pytest.mark.parametrize(
    "interrupted",
    [
        lambda connection: depart(connection, [BEGIN]),
        lambda connection: driver_of(connection).pgconn.enter_pipeline_mode(),
    ],
    ids=["a journey under way", "the end of one"],
)
def test_who_is_interrupted_leaves_no_spoiled_connection(
    interrupted: Callable[[Connection], object], place: str
) -> None:
    """Whoever is stopped at any line takes his connection with him, so that the next one neither waits nor finds his locks."""
    with Database(place, pool_size=1) as database:
        books = SqlBooks(database)
        do(books, OPENED)
        with database.unit()[0] as connection:
            interrupted(connection)

        assert 5 == cash(database)
        do(books, DEPOSIT)
        assert 6 == cash(database)
