"""A house in memory, as the tests of the use cases need it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve, field, frozen

from trading_core.domain.book import Outcome
from trading_core.domain.commands import Command, PlaceOrder, Stage
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.quotes import Quote
from trading_core.domain.words import OrderType, Side
from trading_core.testing import (
    FakeClock,
    FakeQuotes,
    MemoryAccounts,
    MemoryBooks,
    MemoryJournal,
    MemoryOrders,
)
from trading_core.testing.contracts.tour import MONDAY, order
from trading_core.use_cases.execute_commands import ExecuteCommands


def quote(symbol: str, last: object) -> Quote:
    return Quote(symbol, last, MONDAY, "exchange")


def market(
    number: str, account: str, side: Side = Side.BUY, symbol: str = "ABC", stage: Stage = Stage.FILLED
) -> PlaceOrder:
    return PlaceOrder(order(number, account, side, symbol, 1), stage)


def limited(number: str, account: str, price: object, stage: Stage = Stage.SUBMITTED) -> PlaceOrder:
    terms = order(number, account, Side.BUY, "ABC", 1, type=OrderType.LIMIT, limit_price=price)
    return PlaceOrder(terms, stage)


@frozen
class House:
    """Books with a quote source and a clock."""

    books: MemoryBooks = field(factory=MemoryBooks)
    quotes: FakeQuotes = field(factory=FakeQuotes)
    clock: FakeClock = field(factory=FakeClock)

    @property
    def accounts(self) -> MemoryAccounts:
        return MemoryAccounts(self.books.store)

    @property
    def orders(self) -> MemoryOrders:
        return MemoryOrders(self.books.store)

    @property
    def journal(self) -> MemoryJournal:
        return MemoryJournal(self.books.store)

    def do(self, *commands: Command) -> tuple[Outcome, ...]:
        return ExecuteCommands(self.books, self.quotes, self.clock)(commands)

    def cash(self, account: str) -> Decimal:
        found = self.accounts.get(AccountId(account))
        assert found is not None
        return found.cash

    def status(self, number: str) -> str:
        found = self.orders.get(OrderNumber(number))
        assert found is not None
        return found.status


def corrupt(house: House, account: str) -> None:
    """Write into an account what no entry has made: a position that has cost less than nothing."""
    known = house.books.store.accounts[AccountId(account)]
    wrong = {**known.balances, (Bucket.COST_LONG, Symbol("ABC")): Decimal(-1000)}
    house.books.store.accounts[known.id] = evolve(known, balances=wrong)


@pytest.fixture
def house() -> House:
    return House()
