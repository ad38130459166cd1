"""Importing orders that were made elsewhere, as often as it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import ImportOrder, buy, open_account
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import DuplicateOrderNumber
from trading_core.testing import MemoryOrders
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.import_orders import ImportOrders


def row(number: str, price: int = 10, days: int | None = None) -> ImportOrder:
    terms = OrderTerms(
        number=number, source=Source.IMPORT, lines=[OrderLine("SKU", 1, price)], total_price=price
    )
    return ImportOrder(terms, None if days is None else MONDAY - timedelta(days=days))


@pytest.fixture
def imports(house: House) -> ImportOrders:
    return ImportOrders(ExecuteCommands(house.books, house.quotes, house.clock), house.orders)


def test_an_import_can_be_started_again(house: House, imports: ImportOrders) -> None:
    """Rows that are there are known, rows that are not are imported, each once."""
    first = imports([row("I-1"), row("I-2", days=3)])
    house.clock.advance(60)
    again = imports([row("I-1"), row("I-2", days=3), row("I-3"), row("I-3")])

    assert [False, False] == [outcome.replayed for outcome in first]
    assert [True, True, False, True] == [outcome.replayed for outcome in again]
    assert [outcome.order for outcome in first] == [outcome.order for outcome in again[:2]]
    assert all(outcome.ok for outcome in (*first, *again))


def test_a_number_of_another_order_is_refused(house: House, imports: ImportOrders) -> None:
    """A row never changes what was imported, nor what was traded, under its number."""
    house.do(open_account("a", 100), buy("N-1", "a", "ABC", 1, 5))
    imports([row("I-1", days=3)])
    outcomes = imports([row("I-1", 11, days=3), row("I-1", days=4), row("N-1"), row("I-1")])

    refusals = [outcome.refusal for outcome in outcomes]
    assert [*map(DuplicateOrderNumber, ["I-1", "I-1", "N-1"]), None] == refusals


def test_an_order_that_cannot_be_read_is_not_known(house: House) -> None:
    """A reader that lags behind the books does not make a duplicate a success."""
    elsewhere = House()
    imports = ImportOrders(
        ExecuteCommands(house.books, house.quotes, house.clock), MemoryOrders(elsewhere.books.store)
    )
    imports([row("I-1")])

    assert DuplicateOrderNumber("I-1") == imports([row("I-1")])[0].refusal
