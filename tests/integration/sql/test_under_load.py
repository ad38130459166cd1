"""Many write and read at once: every reading is of one moment, and the books are right in the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

from adapters.sql.accounts import SqlAccounts
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.journal import SqlJournal
from adapters.sql.orders import SqlOrders
from adapters.sql.trades import SqlTrades
from trading_core.domain.commands import (
    CancelOrder,
    Command,
    Deposit,
    PlaceOrder,
    ProcessOrder,
    Stage,
    buy,
    open_account,
    sell,
)
from trading_core.domain.decisions import decide
from trading_core.domain.needs import needs_of
from trading_core.domain.words import OrderType, Side
from trading_core.errors import AlreadyExists, Unavailable
from trading_core.ports.paging import Page
from trading_core.ports.trades import TradeFilter
from trading_core.testing.contracts.tour import MONDAY, order
from trading_core.use_cases.verify_books import Difference, VerifyBooks

ACCOUNTS = [f"a{number}" for number in range(4)]
SYMBOLS = ["ABC", "DEF", "GHI"]
WRITERS = 4
ROUNDS = 12
MOST_TRIES = 200


def wishes(dice: Random, writer: int, count: int) -> list[Command]:
    """A few commands of any kind, on accounts and products that everybody uses, in any order."""
    made: list[Command] = []
    for number in range(dice.randint(1, 6)):
        name, account, symbol = f"{writer}-{count}-{number}", dice.choice(ACCOUNTS), dice.choice(SYMBOLS)
        limit = order(name, account, Side.BUY, symbol, 1, type=OrderType.LIMIT, limit_price=10)
        made += dice.choice(
            [
                [buy(name, account, symbol, 2, 10)],
                [sell(name, account, symbol, 1, 11)],
                [PlaceOrder(limit, Stage.ACCEPTED), CancelOrder(name)],
                [PlaceOrder(limit, Stage.SUBMITTED), ProcessOrder(name)],
                [Deposit(account, 1, name)],
            ]
        )
    return made


def until_done(books: SqlBooks, commands: list[Command]) -> None:
    for _ in range(MOST_TRIES):
        try:
            with books.begin() as work:
                work.save(decide(work.load(needs_of(commands)), commands, MONDAY).changes)
                work.commit()
        except (AlreadyExists, Unavailable):
            continue
        return
    raise Unavailable("the books")


def trade_until_done(books: SqlBooks, writer: int) -> None:
    dice = Random(writer)  # noqa: S311 - chance that can be had again
    for count in range(ROUNDS):
        until_done(books, wishes(dice, writer, count))


def test_every_reading_is_of_one_moment(database: Database) -> None:
    """While many trade, what is read of an account or order belongs together; afterwards nothing is lost or wrong."""
    books = SqlBooks(database)
    verify = VerifyBooks(SqlAccounts(database), SqlOrders(database), SqlJournal(database))
    until_done(books, [open_account(name, 10_000) for name in ACCOUNTS])
    found: list[Difference] = []
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(trade_until_done, books, writer) for writer in range(WRITERS)]
        while not all(writer.done() for writer in writers):
            found += verify()
        for writer in writers:
            writer.result()
    found += verify()

    assert [] == found
    assert ROUNDS < len(SqlTrades(database).find(TradeFilter(), Page(limit=1000)))
