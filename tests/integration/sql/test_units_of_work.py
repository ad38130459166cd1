"""What only shows when units of work of the databases are looked at closely."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from attrs import evolve
from sqlalchemy import Connection, event, func, text

from adapters.sql.accounts import SqlAccounts
from adapters.sql.books import SqlBooks
from adapters.sql.bulk import inserting
from adapters.sql.claiming import Claiming
from adapters.sql.database import Database
from adapters.sql.orders import SqlOrders
from adapters.sql.outbox import SqlOutbox
from adapters.sql.rows.product import product_row
from adapters.sql.tables.products import products
from tests.integration.sql.databases import Templates, fresh_database
from tests.servers.server import GLANCE
from trading_core.domain.book import Book, Changes
from trading_core.domain.commands import (
    Command,
    Deposit,
    ImportOrder,
    PlaceOrder,
    ProcessOrder,
    Stage,
    open_account,
)
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.needs import Needs, needs_of
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.product import product_for
from trading_core.domain.words import OrderType, Side, Source, TradingState
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.books import UnitOfWork
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.testing.contracts.tour import MONDAY, order

A: Final = AccountId("a")
B: Final = AccountId("b")
GATE: Final = 4_711
PATIENCE: Final = 60


def step(work: UnitOfWork, *commands: Command, book: Book | None = None) -> Book:
    decision = decide(work.load(needs_of(commands)) if book is None else book, commands, MONDAY)
    assert all(outcome.ok for outcome in decision.outcomes)
    work.save(decision.changes)
    return decision.book


def do(books: SqlBooks, *commands: Command) -> None:
    with books.begin() as work:
        step(work, *commands)
        work.commit()


def waiting(number: str, account: str) -> PlaceOrder:
    terms = order(number, account, Side.BUY, "ABC", 1, type=OrderType.LIMIT, limit_price=10)
    return PlaceOrder(terms, Stage.SUBMITTED)


def cash(database: Database) -> list[int]:
    accounts = [SqlAccounts(database).get(name) for name in (A, B)]
    return [int(account.cash) for account in accounts if account is not None]


def test_what_was_loaded_first_is_still_known_after_a_second_load(database: Database) -> None:
    """Who loads in two steps saves what he read in both, and nothing of it counts as new."""
    books = SqlBooks(database)
    do(books, open_account("a", 5), open_account("b", 5))
    with books.begin() as work:
        first = work.load(Needs(accounts=(A,)))
        second = work.load(Needs(accounts=(B,)))
        both = evolve(first, accounts={**first.accounts, **second.accounts})
        step(work, Deposit("a", 1, "r"), Deposit("b", 2, "r"), book=both)
        work.commit()

    assert [6, 7] == cash(database)


def test_what_was_saved_first_is_known_at_a_second_save(database: Database) -> None:
    """Who saves in two steps goes on from what he has saved, and commits all of it."""
    books = SqlBooks(database)
    with books.begin() as work:
        book = step(work, open_account("a", 5), open_account("b", 10))
        book = step(work, Deposit("a", 1, "r-1"), waiting("n", "b"), book=book)
        step(work, Deposit("a", 1, "r-2"), ProcessOrder("n", Stage.FILLED), book=book)
        work.commit()

    assert [7, 0] == cash(database)


def test_a_commit_is_the_end(database: Database) -> None:
    """Its locks are given back at once, so nothing that was read before may be decided upon afterwards."""
    books = SqlBooks(database)
    do(books, open_account("a", 5), open_account("b", 5))
    with books.begin() as work:
        step(work, Deposit("a", 1, "r"))
        work.commit()
        do(books, Deposit("a", 1, "meanwhile"))
        with pytest.raises(InvariantViolated):
            work.load(Needs(accounts=(A,)))

    assert [7, 5] == cash(database)


def test_a_writer_of_sqlite_begins_alone() -> None:
    """Whoever may write has the lock before he reads: he could not get it any more after somebody else has written."""
    with Templates.known["sqlite"].copy() as url, Database(url, patience_ms=50) as database:
        books = SqlBooks(database)
        with books.begin(), pytest.raises(Unavailable):
            books.begin().__enter__()


def test_accounts_that_are_locked_are_passed_over() -> None:
    """A worker does not wait for another's account while there is work on others."""
    with fresh_database("postgresql") as database:
        books = SqlBooks(database)
        do(books, open_account("a", 50), open_account("b", 50), waiting("n-1", "a"), waiting("n-2", "b"))
        with books.begin() as first, books.begin() as second:
            first.load(Needs(accounts=(A,)))

            assert ("n-2",) == second.claim_pending(10)


def test_accounts_that_others_have_are_not_waited_for() -> None:
    """Who reserves gets what is free at once, and keeps the others out of it."""
    with fresh_database("postgresql") as database:
        books = SqlBooks(database)
        do(books, open_account("a", 50), open_account("b", 50))
        with books.begin() as first, books.begin() as second, books.begin() as third:
            assert {"a"} == first.reserve(Needs(accounts=(A,)))
            assert {"b"} == second.reserve(Needs(accounts=(A, B)))
            assert frozenset() == third.reserve(Needs(accounts=(A, B)))


def test_a_reservation_serves_one_load() -> None:
    """Whoever loads a second time is told what is true by then, and not what he was told before."""
    with fresh_database("postgresql") as database:
        books, needs = SqlBooks(database), Needs(accounts=(A,))
        do(books, open_account("a", 50))
        with books.begin() as first, books.begin() as second:
            first.reserve(needs)
            before = first.load(needs).settings
            second.save(Changes(settings=evolve(before, state=TradingState.HALTED)))
            second.commit()

            assert (before.state, TradingState.HALTED) == (
                TradingState.ACTIVE,
                first.load(needs).settings.state,
            )


def test_an_order_that_was_worked_meanwhile_is_not_claimed() -> None:
    """Looking and locking are two things: what was done in between is seen before the order is handed out."""
    with fresh_database("postgresql") as database:
        books = SqlBooks(database)
        do(books, open_account("a", 50), waiting("n", "a"))
        slow = Claiming(sqlite=False)
        # the lock makes the choice stop between seeing the order and locking its account
        vars(slow)["_choose"] = slow._choose.where(func.pg_advisory_xact_lock(GATE).is_not(None))

        def claim() -> tuple[OrderNumber, ...]:
            with database.writer() as connection:
                return slow.claim(connection, 10)

        with ThreadPoolExecutor(1) as pool, books.begin() as work, database.writer() as gate:
            gate.execute(text(f"SELECT pg_advisory_lock({GATE})"))
            step(work, ProcessOrder("n", Stage.FILLED))
            claimed = pool.submit(claim)
            until_somebody_waits(gate)
            work.commit()
            gate.execute(text(f"SELECT pg_advisory_unlock({GATE})"))

            assert () == claimed.result()


def until_somebody_waits(connection: Connection) -> None:
    asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    deadline = time.monotonic() + PATIENCE
    while not connection.execute(asked).scalar_one():
        assert time.monotonic() < deadline, "nobody came to wait for the lock"
        time.sleep(GLANCE)


def test_an_order_of_one_product_twice_is_listed_once(database: Database) -> None:
    """Two lines of a product are one order of that product, on a page and in a count."""
    lines = [OrderLine("ABC", 1, 1), OrderLine("ABC", 2, 1), OrderLine("DEF", 1, 1)]
    terms = OrderTerms(number="i", source=Source.IMPORT, lines=lines, total_price=4)
    do(SqlBooks(database), ImportOrder(terms))
    orders, wanted = SqlOrders(database), OrderFilter(symbol=Symbol("ABC"))

    assert ["i"] == [known.number for known in orders.find(wanted, Page())]
    assert 1 == orders.count(wanted, 10)


def sent_with(database: Database, act: Callable[[], object], begin: str) -> str:
    """The rows that were sent with the statement that begins so."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        if statement.startswith(begin):
            sent.append(str(values))

    event.listen(database.engine, "before_cursor_execute", note)
    act()
    event.remove(database.engine, "before_cursor_execute", note)
    return "".join(sent)


def test_rows_are_written_in_the_order_of_their_names(database: Database) -> None:
    """Two who make the same products, each in an order of his own, wait for one another and not for ever."""
    insert = inserting(products, is_sqlite=database.is_sqlite)
    rows = [product_row(product_for(Symbol(name))) for name in ("CCC", "AAA", "BBB")]

    def write() -> None:
        with database.writing() as connection:
            insert(connection, rows)

    sent = sent_with(database, write, "INSERT INTO products")
    assert sent.index("AAA") < sent.index("BBB") < sent.index("CCC")


def test_events_are_told_in_the_order_in_which_they_happened(database: Database) -> None:
    """The outbox is no list of names: what was decided first is told first."""
    do(SqlBooks(database), open_account("a", 50), waiting("z", "a"), waiting("y", "a"), waiting("x", "a"))

    assert ["z", "y", "x"] == [unsent.event.order for unsent in SqlOutbox(database).unsent(10)]
