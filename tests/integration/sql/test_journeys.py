"""Statements that travel together: whatever happens on the way, the transaction is one, and the connection is as good as before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress

import pytest

from adapters.sql import books as books_module
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.engine import SETTINGS
from adapters.sql.round_trips import BEGIN, Asked, ask
from adapters.sql.saving_accounts import SavingAccounts
from tests.integration.sql.databases import Templates, fresh_database
from tests.integration.sql.sessions import expect_count
from tests.integration.sql.test_failures import DEPOSIT, A, cash, cut, do, end_others, step
from trading_core.domain.book import Changes
from trading_core.domain.commands import open_account
from trading_core.domain.ids import AccountId
from trading_core.domain.limits import Limits
from trading_core.domain.needs import Needs
from trading_core.errors import InvariantViolated, Unavailable
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.ports.books import UnitOfWork
from trading_core.testing.contracts.tour import MONDAY

ONE = Needs(accounts=(A,))
KEPT = KeptAnswer("caller", "key", "f", b"", MONDAY)


def save_and_claim(work: UnitOfWork) -> None:
    step(work, DEPOSIT)
    work.claim_pending(1)


@pytest.mark.parametrize(
    "act",
    [
        lambda work: work.load(ONE),
        lambda work: work.reserve(ONE),
        lambda work: work.find_answers([(Caller("caller"), IdempotencyKey("key"))]),
        lambda work: step(work, DEPOSIT),
        save_and_claim,
    ],
    ids=["load", "reserve", "find answers", "save", "save and claim"],
)
def test_who_stands_still_loses_his_locks(
    act: Callable[[UnitOfWork], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends a transaction that is left alone, whatever was asked last, so that nobody waits for it for ever."""
    with Templates.known["postgresql"].copy() as url:
        with Database(url) as patient:
            do(SqlBooks(patient), open_account("a", 5))
        # a busy machine may hold up whoever is at work for longer than a short patience, never for longer than all of them
        for patience in ("1000", "5000", "30000"):
            monkeypatch.setitem(SETTINGS, "idle_in_transaction_session_timeout", patience)
            with suppress(Unavailable), Database(url) as database, SqlBooks(database).begin() as work:
                act(work)
                expect_count(url, "state LIKE 'idle in%'", 0)
                return
    pytest.fail("whoever was at work was always ended before he stood still")


def test_a_refused_save_undoes_the_one_before(database: Database) -> None:
    """A mistake that is noticed before anything is sent spoils what was waiting to be sent as well."""
    books = SqlBooks(database)
    do(books, open_account("a", 5))
    with books.begin() as work:
        step(work, DEPOSIT)
        with pytest.raises(InvariantViolated):
            work.save(Changes(limits={AccountId("nobody"): Limits(max_position=1)}))
        with pytest.raises(InvariantViolated):
            work.commit()

    assert 5 == cash(database)


def test_an_interrupted_unit_of_work_is_over(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is interrupted on the way can neither write outside of the transaction nor commit half of it."""
    books = SqlBooks(database)
    do(books, open_account("a", 5))

    def interrupted(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with books.begin() as work:
        step(work, DEPOSIT)
        with monkeypatch.context() as patch:
            patch.setattr(books_module, "ask", interrupted)
            with pytest.raises(KeyboardInterrupt):
                work.find_answers([(KEPT.caller, KEPT.key)])
        for late in (lambda: work.keep_answers([KEPT]), work.commit, lambda: work.load(ONE)):
            with pytest.raises(InvariantViolated):
                late()

    assert 5 == cash(database)


def test_nothing_is_written_outside_of_a_transaction() -> None:
    """A connection that leaves the beginning to its unit of work would make each statement true at once."""
    with fresh_database("postgresql") as database:
        write = SavingAccounts(sqlite=False)._new.asked([])
        with database.unit()[0] as connection:
            with pytest.raises(InvariantViolated):
                ask(connection, [write])
            with pytest.raises(KeyError):
                ask(connection, [BEGIN, Asked(write.statement, {"another": "[]"})])


@pytest.mark.parametrize(
    "act", [lambda work: work.reserve(ONE), lambda work: step(work, DEPOSIT)], ids=["reserve", "save"]
)
def test_whoever_leaves_by_an_error_sees_that_error(act: Callable[[UnitOfWork], object]) -> None:
    """A connection that is gone as well is not what went wrong first, and the next one is served."""

    def leave(books: SqlBooks, lose: Callable[[], None]) -> None:
        with books.begin() as work:
            act(work)
            lose()
            raise ZeroDivisionError

    with cut() as (books, lose):
        with pytest.raises(ZeroDivisionError):
            leave(books, lose)
        do(books, DEPOSIT)

        assert 6 == cash(books.database)


def test_after_a_restart_only_the_first_is_told() -> None:
    """Where one connection was cut the others were too, and nobody else has to find that out."""
    with Templates.known["postgresql"].copy() as url, Database(url, pool_size=4) as database:
        books = SqlBooks(database)
        do(books, open_account("a", 5))
        with ExitStack() as stack:
            for _ in range(4):
                stack.enter_context(books.begin()).find_answers([(KEPT.caller, KEPT.key)])
        end_others(url)
        with books.begin() as work, pytest.raises(Unavailable):
            work.reserve(ONE)
        for _ in range(4):
            with books.begin() as work:
                assert frozenset({"a"}) == work.reserve(ONE)
