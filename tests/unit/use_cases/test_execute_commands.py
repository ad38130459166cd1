"""Carrying out commands: one transaction, one outcome each, in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.use_cases.conftest import House, corrupt, limited, market, quote
from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Changes
from trading_core.domain.commands import (
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    Stage,
    Withdraw,
    buy,
    open_account,
)
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.needs import Needs
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.words import Side, Source
from trading_core.errors import (
    AlreadyExists,
    DuplicateOrderNumber,
    InsufficientFunds,
    InvariantViolated,
    NoPrice,
    NotFound,
    Unavailable,
)
from trading_core.testing import FakeQuotes, MemoryBooks
from trading_core.testing.contracts.tour import order
from trading_core.testing.fakes.books import MemoryUnitOfWork
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.rounds import MOST_ROUNDS


def test_outcomes_stand_in_the_places_of_their_commands(house: House) -> None:
    """A caller finds the answer to its third command in the third place, whatever became of the second."""
    commands: list[Command] = [
        open_account("a", 10),
        buy("N-1", "a", "ABC", 1, 11),
        Deposit("a", 5, "r"),
        Deposit("b", 5, "r"),
    ]
    outcomes = house.do(*commands)

    assert commands == [outcome.command for outcome in outcomes]
    assert [True, False, True, False] == [outcome.ok for outcome in outcomes]
    assert isinstance(outcomes[1].refusal, InsufficientFunds)
    assert NotFound("account", "b") == outcomes[3].refusal
    assert Decimal(15) == house.cash("a")


def test_nothing_to_do_is_nothing_done(house: House) -> None:
    """An empty batch opens no transaction."""
    house.books.store.turn.acquire()

    assert () == house.do()


def test_a_repeated_batch_changes_nothing(house: House) -> None:
    """Whoever lost the answer asks again and gets it, once paid."""
    house.do(open_account("a", 100))
    first = house.do(buy("N-1", "a", "ABC", 2, 10), Deposit("a", 5, "r"))
    again = house.do(buy("N-1", "a", "ABC", 2, 10), Deposit("a", 5, "r"))

    assert [True, True] == [outcome.replayed for outcome in again]
    assert first[0].trades == again[0].trades
    assert Decimal(85) == house.cash("a")


def test_prices_are_asked_for_while_nothing_is_locked() -> None:
    """Waiting for a market never keeps others from their accounts."""

    class Watching(FakeQuotes):
        def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
            assert not books.store.turn.locked()
            return super().quotes(symbols)

    books = MemoryBooks()
    house = House(books, Watching(quote("ABC", 7)))
    house.do(open_account("a", 100))
    (outcome,) = house.do(market("N-1", "a"))

    assert outcome.unwrap().trades[0].price == quote("ABC", 7).last
    assert [frozenset({"ABC"})] == house.quotes.asked


def test_only_the_prices_that_a_decision_uses_are_asked_for(house: House) -> None:
    """Deposits, cancellations and imports need no market; a market that is slow does not slow them."""
    imported = OrderTerms(number="I-1", source=Source.IMPORT, lines=(), total_price=1)
    house.do(open_account("a", 100), Deposit("a", 1, "r"), ImportOrder(imported), CancelOrder("none"))
    house.do(ProcessOrder("I-1"), ProcessOrder("none"), CloseOrder("none"))

    assert [] == house.quotes.asked


def test_what_an_account_owes_is_valued_before_it_spends(house: House) -> None:
    """The losses of a short position count against a purchase of another product, and against a withdrawal."""
    house.quotes.see(quote("EURUSD", 10))
    house.do(
        OpenAccount(AccountTerms("a", "USD"), 100), OpenAccount(AccountTerms("b", "USD"), 100),
    )  # fmt: skip
    house.do(market("S-1", "a", Side.SELL, "EURUSD"))
    house.quotes.see(quote("EURUSD", 60))
    outcomes = house.do(buy("N-1", "a", "ABC", 1, 50), Withdraw("a", 50, "r"), Withdraw("b", 50, "r"))

    assert [InsufficientFunds(Decimal(50), Decimal(40), "USD")] * 2 == [o.refusal for o in outcomes[:2]]
    assert outcomes[2].ok


def test_a_pending_order_is_priced_by_its_number(house: House) -> None:
    """Commands that name only an order are priced by what the order names."""
    house.quotes.see(quote("ABC", 7))
    house.do(open_account("a", 100), market("N-1", "a", stage=Stage.SUBMITTED))
    house.do(ProcessOrder("N-1"))
    terms = order("N-2", "a", Side.BUY, "ABC", 1, stop_loss=1)
    house.do(PlaceOrder(terms, Stage.FILLED))
    house.quotes.see(quote("ABC", 9))
    house.do(CloseOrder("N-2"))

    assert ("executed", "closed") == (house.status("N-1"), house.status("N-2"))
    assert Decimal(100 - 7 - 7 + 9) == house.cash("a")


def test_a_source_that_is_down_puts_off_what_needs_a_price(house: House) -> None:
    """No order is rejected for good because a market was silent for a moment, and the others go on."""
    house.quotes.see(quote("ABC", 7))
    house.do(
        open_account("a", 100),
        market("P-1", "a", stage=Stage.SUBMITTED),
        limited("P-2", "a", 6),
        PlaceOrder(order("P-3", "a", Side.BUY, "ABC", 1), Stage.FILLED),
    )
    house.quotes.down = True
    commands: list[Command] = [
        market("N-1", "a"),
        limited("N-2", "a", 5, Stage.FILLED),
        PlaceOrder(order("N-3", "a", Side.BUY, "ABC", 1), Stage.FILLED, 4),
        market("N-4", "a", stage=Stage.SUBMITTED),
        ProcessOrder("P-1"),
        ProcessOrder("P-2"),
        ProcessOrder("P-1", price=3),
        CloseOrder("P-3"),
        CloseOrder("none"),
        Deposit("a", 1, "r"),
    ]
    outcomes = house.do(*commands)

    down = Unavailable("the quote source")
    refusals = [down, None, None, None, down, None, None, down, NotFound("order", "none"), None]
    assert refusals == [outcome.refusal for outcome in outcomes]
    assert commands == [outcome.command for outcome in outcomes]
    assert house.orders.get(OrderNumber("N-1")) is None
    house.quotes.down = False
    assert house.do(commands[0])[0].ok


def test_a_price_that_was_told_before_the_source_went_down_is_used() -> None:
    """Only what is unknown has to wait."""

    class Failing(FakeQuotes):
        def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
            if "ABC" not in symbols:
                raise Unavailable("the quote source")
            return super().quotes(symbols)

    house = House(quotes=Failing(quote("ABC", 7)))
    house.do(open_account("a", 100), market("P-1", "a", symbol="XYZ", stage=Stage.SUBMITTED))
    outcomes = house.do(market("N-1", "a"), ProcessOrder("P-1"))

    assert [True, False] == [outcome.ok for outcome in outcomes]


def test_a_part_that_is_silent_keeps_nothing_else_waiting() -> None:
    """Of what the rest of a source tells, prices are known, and what has none is refused: neither waits for the silent part."""

    class Half(FakeQuotes):
        def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
            if "XYZ" in symbols:
                raise Unavailable("the quote source")
            return super().quotes(symbols)

    house = House(quotes=Half(quote("ABC", 5)))
    house.do(open_account("a", 100))
    outcomes = house.do(*(market(f"N-{symbol}", "a", symbol=symbol) for symbol in ("ABC", "XYZ", "NONE")))

    assert [None, Unavailable("the quote source"), NoPrice("NONE")] == [one.refusal for one in outcomes]


def test_a_product_without_a_price_is_refused(house: House) -> None:
    """A source that answers and knows no price is an answer."""
    house.do(open_account("a", 100))
    (outcome,) = house.do(market("N-1", "a"))

    assert NoPrice("ABC") == outcome.refusal
    assert "rejected" == house.status("N-1")


def racing(house: House, times: int, rival: Changes | None = None) -> ExecuteCommands:
    """Books in which a rival writes between the loading and the saving, so many times."""
    left = [times]

    class Raced(MemoryUnitOfWork):
        def save(self, changes: Changes) -> None:
            if left[0] and changes.orders:
                left[0] -= 1
                if rival is not None:
                    self._store.orders.update(rival.orders)
                raise AlreadyExists("order", "N-1")
            super().save(changes)

    class RacedBooks(MemoryBooks):
        def begin(self) -> MemoryUnitOfWork:
            return Raced(self.store)

    return ExecuteCommands(RacedBooks(house.books.store), house.quotes, house.clock)


def test_a_lost_race_is_run_again(house: House) -> None:
    """Who was second loads what the first has written and decides anew: his command is refused, not his batch."""
    house.do(open_account("a", 100), open_account("b", 100))
    elsewhere = House()
    elsewhere.do(open_account("b", 100), buy("N-1", "b", "ABC", 1, 3))
    rival = Changes(orders=dict(elsewhere.books.store.orders))
    outcomes = racing(house, 1, rival)([buy("N-1", "a", "ABC", 1, 5), buy("N-2", "a", "ABC", 1, 5)])

    assert [DuplicateOrderNumber("N-1"), None] == [outcome.refusal for outcome in outcomes]


def test_a_race_is_not_run_for_ever(house: House) -> None:
    """Books that always say that somebody was faster are broken, and the caller hears what they said."""
    house.do(open_account("a", 100))

    assert racing(house, MOST_ROUNDS - 2)([buy("N-1", "a", "ABC", 1, 5)])[0].ok
    with pytest.raises(AlreadyExists):
        racing(house, MOST_ROUNDS)([buy("N-2", "a", "ABC", 1, 5)])


def test_prices_are_not_chased_for_ever(house: House) -> None:
    """An account that owes another product at each look is put off with an error that says so."""
    rounds = iter(range(100))

    class Restless(MemoryUnitOfWork):
        def load(self, needs: Needs) -> Book:
            book = super().load(needs)
            ((number, known),) = book.orders.items()
            line = OrderLine(f"S{next(rounds)}", 1)
            return evolve(book, orders={number: evolve(known, terms=evolve(known.terms, lines=[line]))})

    class RestlessBooks(MemoryBooks):
        def begin(self) -> MemoryUnitOfWork:
            return Restless(self.store)

    house.do(open_account("a", 100), market("P-1", "a", stage=Stage.SUBMITTED))
    execute = ExecuteCommands(RestlessBooks(house.books.store), house.quotes, house.clock)
    with pytest.raises(Unavailable):
        execute([ProcessOrder("P-1")])


def test_books_that_contradict_themselves_stop_the_batch(house: House) -> None:
    """It is better to stop than to be wrong: nothing of the batch is saved."""
    house.do(open_account("a", 100))
    corrupt(house, "a")
    with pytest.raises(InvariantViolated):
        house.do(open_account("b", 5), buy("N-1", "a", "ABC", 1, 1))

    assert house.accounts.get(AccountId("b")) is None
