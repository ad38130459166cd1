"""Verification finds what no entry and no event has made."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from tests.unit.use_cases.conftest import House
from trading_core.domain.account import Account
from trading_core.domain.account_parts import Hold
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import ImportOrder, PlaceOrder
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.words import Direction
from trading_core.testing import MemoryBooks, MemoryStore
from trading_core.testing.contracts.tour import ALICE, STRANGE, tour
from trading_core.testing.contracts.travel import take
from trading_core.use_cases import verify_books
from trading_core.use_cases.verify_books import VerifyBooks

NAME = AccountId(ALICE)
NUMBER = OrderNumber(STRANGE)


@pytest.fixture
def house() -> House:
    books = MemoryBooks()
    take(books, tour())
    return House(books)


def verify(house: House) -> VerifyBooks:
    return VerifyBooks(house.accounts, house.orders, house.journal)


def test_books_that_nobody_touched_have_no_differences(house: House) -> None:
    """Whatever happens by way of entries and events leaves nothing to complain about."""
    assert () == verify(house)()


def test_verification_walks_through_everything(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """More accounts and orders than fit into one reading are verified, to the last."""
    monkeypatch.setattr(verify_books, "CHUNK", 2)
    for name, account in house.books.store.accounts.items():
        house.books.store.accounts[name] = evolve(account, sequence=account.sequence + 1)

    assert {f"{name} sequence" for name in house.books.store.accounts} == {
        found.subject for found in verify(house)()
    }


def account_with(**fields: Any) -> Callable[[MemoryStore], None]:  # noqa: ANN401 - any field
    def change(store: MemoryStore) -> None:
        store.accounts[NAME] = evolve(store.accounts[NAME], **fields)

    return change


def balance_with(bucket: Bucket, amount: int, symbol: str | None = None) -> Callable[[MemoryStore], None]:
    def change(store: MemoryStore) -> None:
        place = (bucket, None if symbol is None else Symbol(symbol))
        known = store.accounts[NAME]
        store.accounts[NAME] = evolve(known, balances={**known.balances, place: Decimal(amount)})

    return change


def order_with(**fields: Any) -> Callable[[MemoryStore], None]:  # noqa: ANN401 - any field
    def change(store: MemoryStore) -> None:
        store.orders[NUMBER] = evolve(store.orders[NUMBER], **fields)

    return change


def lose_history(store: MemoryStore) -> None:
    store.orders[NUMBER] = evolve(store.orders[NUMBER], history=store.orders[NUMBER].history[1:])


def lose_entry(store: MemoryStore) -> None:
    del store.entries[NAME, 1]


def lose_last_entry(store: MemoryStore) -> None:
    del store.entries[NAME, store.accounts[NAME].sequence]


def lose_order(store: MemoryStore) -> None:
    del store.orders[NUMBER]


def swap_trade(store: MemoryStore) -> None:
    place, entry = next((place, entry) for place, entry in store.entries.items() if entry.order == NUMBER)
    assert entry.trade is not None
    store.entries[place] = evolve(entry, trade=evolve(entry.trade, fee=Decimal(7)))


def change_import(store: MemoryStore) -> None:
    known = store.orders[OrderNumber("imported-1")]
    store.orders[known.number] = evolve(known, reason="x" * 1000)


FOLD = "an account is the fold of its journal"
CHANGES = [
    (balance_with(Bucket.CASH, 5), {FOLD, "balances add up to zero"}),
    (balance_with(Bucket.HELD, 5), {FOLD, "balances add up to zero", "orders' holds are the money held"}),
    (balance_with(Bucket.UNSETTLED, 5), {FOLD, "balances add up to zero", "what is due is unsettled"}),
    (
        balance_with(Bucket.SHORTFALL, -5),
        {FOLD, "balances add up to zero", "free cash pays a shortfall"},
    ),
    (
        balance_with(Bucket.LONG, 5, "2330"),
        {FOLD, "balances add up to zero", "lots are the units of a position"},
    ),
    (
        balance_with(Bucket.COST_LONG, 5, "NEW"),
        {FOLD, "balances add up to zero", "lots are the cost of a position"},
    ),
    (
        account_with(holds={NUMBER: Hold(Decimal(3), Decimal(4))}),
        {FOLD, "orders' holds are the money held", "orders' holds are the units held"},
    ),
    (
        account_with(lots={(Symbol("NEW"), Direction.SHORT): ()}),
        {FOLD, "lots are the units of a position", "lots are the cost of a position"},
    ),
    (account_with(result=None), {FOLD}),
    (account_with(tallies={}), {FOLD}),
    (order_with(exited=Quantity(5)), {"an order is the fold of its history"}),
    (order_with(filled=Quantity(3001)), {"an order is the fold of its history", "filled <= ordered"}),
    (
        lose_history,
        {"order events follow one another"},
    ),
    (lose_last_entry, {FOLD}),
    (lose_entry, {FOLD, "a trade of an order's history is in the journal"}),
    (lose_order, {"a trade of the journal is in its order's history"}),
    (
        swap_trade,
        {
            "a trade of an order's history is in the journal",
            "a trade of the journal is in its order's history",
        },
    ),
    (change_import, {"an order is the fold of its history"}),
]


@pytest.mark.parametrize(("change", "laws"), CHANGES)
def test_what_was_altered_by_hand_is_found(
    house: House, change: Callable[[MemoryStore], None], laws: set[str]
) -> None:
    """Each law finds its own kind of alteration, and names where it is."""
    change(house.books.store)

    differences = verify(house)()
    assert laws == {found.law for found in differences}
    assert all(len(found.found) <= 403 for found in differences)


def test_what_comes_meanwhile_is_no_difference(house: House) -> None:
    """Trading goes on while the books are verified: newer entries and orders are not held against older ones."""
    late = Account(house.books.store.accounts[NAME].terms)
    earlier = [entry for entry in house.journal.entries(NAME) if entry.sequence <= 3]
    for entry in earlier:
        late = late.apply(entry)
    house.books.store.accounts[NAME] = late

    assert () == verify(house)()


def test_entries_that_cannot_be_folded_are_reported(house: House) -> None:
    """A journal that contradicts itself is a difference and not the end of the verification."""
    store = house.books.store
    store.entries[NAME, 2] = evolve(store.entries[NAME, 2], sequence=3)

    assert "entries follow one another" in {found.law for found in verify(house)()}


def test_every_command_of_the_tour_reaches_the_books(house: House) -> None:
    """The books that are verified here hold traded, imported and rejected orders."""
    kinds = {type(command) for stop in tour() for command in stop.commands}

    assert {PlaceOrder, ImportOrder} <= kinds
    assert {"rejected", "executed", "accepted"} <= {
        known.status for known in house.books.store.orders.values()
    }
