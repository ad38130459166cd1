"""A batch costs as many statements as one command: what is measured is how often the database is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import text

from adapters.sql.accounts import SqlAccounts
from adapters.sql.bars import SqlBars
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.moves import SqlMoves
from adapters.sql.orders import SqlOrders
from adapters.sql.outbox import SqlOutbox
from adapters.sql.trades import SqlTrades
from tests.integration.sql.counting import counted, journeys
from tests.integration.sql.databases import Templates, fresh_database
from trading_core.domain.commands import Command, PlaceOrder, Stage, buy, open_account, sell
from trading_core.domain.decisions import decide
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.moves import MoveState
from trading_core.domain.needs import Needs, needs_of
from trading_core.domain.quotes import Bar
from trading_core.domain.words import OrderType, Side
from trading_core.ports.moves import Finding
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.ports.trades import TradeFilter
from trading_core.testing import FakeClock, FakeQuotes
from trading_core.testing.contracts.bars import FULL
from trading_core.testing.contracts.moves import MOVE, UNSEEN
from trading_core.testing.contracts.tour import MONDAY, order
from trading_core.use_cases.answer_once import AnswerOnce, Request

MANY = 50
# Accounts with all that belongs to them, products, the kill switch and orders that may be there are read together.
FIND_ORDERS, READ_TOGETHER = 1, 1
WRITE_ACCOUNTS, WRITE_ORDERS, WRITE_LINES, WRITE_TRADES = 1, 1, 1, 1
WRITE_EVENTS, WRITE_OUTBOX, WRITE_ENTRIES, WRITE_POSITIONS = 1, 1, 1, 1
ACCEPT_WRITES = WRITE_ACCOUNTS + WRITE_ORDERS + WRITE_LINES + WRITE_EVENTS + WRITE_OUTBOX + WRITE_ENTRIES
BUY_WRITES = ACCEPT_WRITES + WRITE_TRADES + WRITE_POSITIONS
READ_ORDERS, READ_THEIR_PARTS, WRITE_HOLDS = 1, 1, 1
FIND_ANSWERS, KEEP_ANSWERS = 1, 1
LOCK_AND_READ, WRITE, COMMIT = 1, 1, 1


def writes(database: Database, tables: int) -> int:
    """Whatever a decision changes is one statement where the database takes it so, and else one for each table."""
    return tables if database.is_sqlite else 1


def locks(database: Database) -> int:
    """Accounts are locked by a statement, where beginning to write has not locked everything already."""
    return 0 if database.is_sqlite else 1


def buy_reads(database: Database) -> int:
    """What is read before a purchase is decided: orders lead to accounts, which only a lock makes worth asking first."""
    return (0 if database.is_sqlite else FIND_ORDERS) + locks(database) + READ_TOGETHER


def repeat_reads(database: Database) -> int:
    """What is read of orders that are there: where nothing has to be locked, they are found together with the rest."""
    sought = READ_TOGETHER if database.is_sqlite else locks(database)
    return sought + FIND_ORDERS + READ_ORDERS + READ_THEIR_PARTS + READ_TOGETHER


def do(database: Database, commands: Sequence[Command]) -> list[str]:
    with counted(database) as sent, SqlBooks(database).begin() as work:
        decision = decide(work.load(needs_of(commands)), commands, MONDAY)
        work.save(decision.changes)
        work.commit()
    assert all(outcome.ok for outcome in decision.outcomes)
    return sent


@pytest.fixture
def rich(database: Database) -> Database:
    return enriched(database)


def enriched(database: Database) -> Database:
    """Many accounts with money; the product is known, since its first use costs a statement more."""
    do(database, [open_account(f"a{number}", 10**6) for number in range(MANY)])
    do(database, [open_account("first", 10**6), buy("first", "first", "ABC", 1, 100)])
    return database


def buys(count: int, prefix: str) -> list[Command]:
    return [buy(f"{prefix}-{number}", f"a{number}", "ABC", 1, 100) for number in range(count)]


def submitted(count: int, prefix: str, stage: Stage) -> list[Command]:
    return [
        PlaceOrder(
            order(
                f"{prefix}-{number}", f"a{number}", Side.BUY, "ABC", 1, type=OrderType.LIMIT, limit_price=100
            ),
            stage,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, MANY])
def test_a_batch_costs_what_one_costs(rich: Database, count: int) -> None:
    """A trade at a stated price is few readings and its writings, and so are fifty, whatever the accounts hold."""
    expected = buy_reads(rich) + writes(rich, BUY_WRITES)

    assert expected == len(do(rich, buys(count, "first")))
    assert expected == len(do(rich, buys(count, "n")))
    sells: list[Command] = [sell(f"s-{number}", f"a{number}", "ABC", 1, 100) for number in range(count)]
    assert expected == len(do(rich, sells))


@pytest.mark.parametrize("count", [1, MANY])
def test_an_order_that_waits_is_read_whole(rich: Database, count: int) -> None:
    """A cancelled, filled or processed order is read with its lines and events."""
    accepted = do(rich, submitted(count, "n", Stage.ACCEPTED))
    filled = do(rich, submitted(count, "n", Stage.FILLED))

    assert buy_reads(rich) + writes(rich, ACCEPT_WRITES + WRITE_HOLDS) == len(accepted)
    assert repeat_reads(rich) == len(filled)


def test_who_was_reserved_is_not_locked_again(rich: Database) -> None:
    """A batch that has locked what it can have goes on to read it."""
    commands = buys(2, "n")
    needs = needs_of(commands)
    with counted(rich) as sent, SqlBooks(rich).begin() as work:
        assert set(needs.accounts) == work.reserve(needs)
        work.load(needs)

    assert locks(rich) + READ_TOGETHER == len(sent)


@pytest.mark.parametrize("key", [None, "k"])
def test_a_batch_in_haste_is_three_journeys(key: str | None, server_folder: Path) -> None:
    """All is locked and read at once, written at once, and made true together with the answers under keys."""
    batch = [
        Request(caller="c", key=key and f"{key}-{place}", commands=[command], render=lambda _: b"done")
        for place, command in enumerate(buys(MANY, "n"))
    ]
    with fresh_database("postgresql") as database:
        answer = AnswerOnce(SqlBooks(enriched(database)), FakeQuotes(), FakeClock())
        said = journeys(database, lambda: answer(batch, patient=False), server_folder)

    assert LOCK_AND_READ + WRITE + COMMIT == said - (0 if key is None else FIND_ANSWERS)


@pytest.mark.parametrize("count", [1, MANY])
def test_requests_under_keys_cost_two_statements_more(rich: Database, count: int) -> None:
    """The answers of a batch are looked up at once and kept at once."""
    answer = AnswerOnce(SqlBooks(rich), FakeQuotes(), FakeClock())
    requests = [
        Request(
            caller="caller", key=f"k-{number}", fingerprint="f", commands=[command], render=lambda _: b"done"
        )
        for number, command in enumerate(buys(count, "n"))
    ]
    with counted(rich) as sent:
        answer(requests)
    assert FIND_ANSWERS + buy_reads(rich) + writes(rich, BUY_WRITES) + KEEP_ANSWERS == len(sent)
    with counted(rich) as sent:
        assert all(one.replayed for one in answer(requests))
    assert FIND_ANSWERS + READ_TOGETHER == len(sent)


def test_a_statement_that_is_read_often_is_planned_once() -> None:
    """Whoever ends a reading leaves the statements that the server has prepared for all who come later."""
    with Templates.known["postgresql"].copy() as url, Database(url, pool_size=1) as database:
        accounts = SqlAccounts(enriched(database))
        for _ in range(MANY):
            accounts.get(AccountId("a1"))
        with database.alone() as connection:
            prepared = connection.execute(
                text("SELECT generic_plans + custom_plans FROM pg_prepared_statements")
            )

            assert max(prepared.scalars()) > MANY // 2


def test_nothing_is_asked_of_tables_that_nothing_is_wanted_of(rich: Database) -> None:
    """Who needs nothing reads the kill switch alone, and who saves nothing writes nothing."""
    assert READ_TOGETHER == len(do(rich, []))


def test_each_reading_is_one_statement_a_table(rich: Database) -> None:
    """Pages cost what their tables are, however many rows are on them."""
    do(rich, buys(MANY, "n"))
    page, accounts, orders, trades = Page(limit=1000), SqlAccounts(rich), SqlOrders(rich), SqlTrades(rich)
    readings: list[tuple[int, Callable[[], object]]] = [
        (1, lambda: accounts.get(AccountId("a1"))),
        (2, lambda: accounts.page(None, 1000)),
        (1, lambda: accounts.limits(AccountId("a1"))),
        (1, lambda: accounts.revisions([AccountId("a1")])),
        (2, lambda: orders.find(OrderFilter(), page)),
        (2, lambda: orders.find(OrderFilter(symbol=Symbol("ABC")), page)),
        (0, lambda: orders.find(OrderFilter(statuses=frozenset()), page)),
        (1, lambda: orders.count(OrderFilter(), 10)),
        (1, lambda: trades.find(TradeFilter(), page)),
        (1, lambda: SqlJournal(rich).entries(AccountId("a1"))),
        (1, lambda: SqlOutbox(rich).unsent(1000)),
        (1, lambda: SqlBars(rich).latest_of_all()),
    ]
    for expected, read in readings:
        with counted(rich) as sent:
            read()
        assert expected == len(sent), sent


@pytest.mark.parametrize("count", [1, MANY])
def test_what_comes_in_masses_is_written_at_once(rich: Database, count: int) -> None:
    """Bars, moves and told events cost one statement, however many there are."""
    outbox = SqlOutbox(rich)
    moves = [evolve(MOVE, trading_day=MOVE.trading_day + timedelta(number)) for number in range(count)]
    bars = [Bar(f"S{number}", FULL.start, 1, 1, 1, 1) for number in range(count)]
    unsent = outbox.unsent(count)
    writings: list[tuple[int, Callable[[], object]]] = [
        (2, lambda: SqlBars(rich).append(bars)),
        (1, lambda: SqlBars(rich).append(bars)),
        (2, lambda: SqlMoves(rich).keep([Finding(UNSEEN, MoveState("2330"), moves)])),
        (1, lambda: outbox.mark_sent(unsent)),
        (0, lambda: outbox.mark_sent([])),
        (0, lambda: SqlBars(rich).append([])),
    ]
    for expected, write in writings:
        with counted(rich) as sent:
            write()
        assert expected == len(sent), sent


def test_a_load_is_no_statement_an_account(rich: Database) -> None:
    """All accounts of the house are read by one statement, locked in the order of their names."""
    names = tuple(AccountId(f"a{number}") for number in range(MANY))
    with counted(rich) as sent, SqlBooks(rich).begin() as work:
        assert set(names) == set(work.load(Needs(accounts=names)).accounts)

    assert locks(rich) + READ_TOGETHER == len(sent)
    assert rich.is_sqlite or "ORDER BY accounts.id" in sent[0]
