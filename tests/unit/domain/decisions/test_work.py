"""The slate: changes over a book, taken back whole when a command is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME, NOW, PAIR, A, Floor, later, product, terms
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.book import Book, Changes, Settings, with_changes
from trading_core.domain.decisions.work import Work
from trading_core.domain.ids import ClientOrderId, Currency, FillId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Cause, Entry, Posting, Reference
from trading_core.domain.limits import NO_LIMITS, Limits
from trading_core.domain.order_states import Step
from trading_core.domain.orders import submitted
from trading_core.domain.product import product_for
from trading_core.domain.words import Side, TradingState
from trading_core.errors import InvalidValue, NotFound

DEPOSITED = Entry(
    A,
    1,
    NOW,
    Cause.DEPOSIT,
    (Posting(Bucket.CASH, None, Decimal(5)), Posting(Bucket.FUNDING, None, Decimal(-5))),
    reference=Reference("R"),
)


def full() -> Book:
    """A book with one of everything."""
    floor = Floor().open(1000, limits=Limits(max_position=500, max_orders_per_minute=9))
    floor.trade("O", Side.BUY, 1, 10, client="mine")
    return floor.book


def write_everything(work: Work) -> None:
    """Change one of each kind."""
    account = work.open(Account(AccountTerms("N")))
    work.enter(account, evolve(DEPOSITED, account=account.id))
    work.set_limits(A, Limits(max_position=1))
    work.set_recent_orders(A, (later(9),))
    work.product(Symbol("NEWCO"), work.account(A))
    work.know_product(Symbol("OTHERCO"), "Other")
    order = work.bring(submitted(terms("O-2", client="yours"), NOW), NOW)
    work.advance(order, order.event(Step.ACCEPT, NOW))
    work.settings = evolve(work.settings, state=TradingState.HALTED)


def test_what_is_taken_back_leaves_no_trace() -> None:
    """After an undo the slate is as it was when the command began, with what earlier commands wrote."""
    work = Work(full())
    work.begin()
    work.set_limits(A, Limits(max_position=7))
    work.know_product(Symbol("FIRST"), None)
    kept = Changes(
        limits={A: Limits(max_position=7)}, products={Symbol("FIRST"): product_for(Symbol("FIRST"))}
    )
    assert kept == work.changes()
    work.begin()
    write_everything(work)
    assert kept != work.changes()
    work.undo()
    assert kept == work.changes()


def test_undoing_twice_undoes_once() -> None:
    """The second undo has nothing left to take back."""
    work = Work(full())
    work.begin()
    work.set_limits(A, Limits(max_position=7))
    work.begin()
    work.set_limits(A, Limits(max_position=6))
    work.set_limits(A, Limits(max_position=5))
    work.undo()
    work.undo()
    assert Limits(max_position=7) == work.limits(A)


def test_without_a_beginning_everything_is_taken_back() -> None:
    """The slate itself is the first mark."""
    work = Work(full())
    write_everything(work)
    work.undo()
    assert Changes() == work.changes()


def test_the_book_itself_never_changes() -> None:
    """Whatever is written, the book that the slate lies over is the same."""
    book = full()
    work = Work(book)
    write_everything(work)
    assert full() == book
    assert book != with_changes(book, work.changes())


def test_what_was_changed_is_read_before_the_book() -> None:
    """The slate's limits, moments, orders and settings cover the book's."""
    work = Work(full())
    before = (work.limits(A), work.recent_orders(A), work.settings.state)
    assert (Limits(max_position=500, max_orders_per_minute=9), (NOW,), TradingState.ACTIVE) == before
    write_everything(work)
    after = (work.limits(A), work.recent_orders(A), work.settings.state)
    assert (Limits(max_position=1), (later(9),), TradingState.HALTED) == after
    assert OrderNumber("O-2") == work.client_order(A, ClientOrderId("yours"))
    assert OrderNumber("O") == work.client_order(A, ClientOrderId("mine"))
    assert work.movement(work.account(AccountTerms("N").id).id, Reference("R")) is not None


def test_what_is_nowhere_is_not_found() -> None:
    """Accounts, orders and markets that are needed are refused by name; others are simply absent."""
    work = Work(Book(settings=Settings(markets={})))
    with pytest.raises(NotFound) as caught:
        work.account(A)
    assert NotFound("account", "A") == caught.value
    with pytest.raises(NotFound) as caught:
        work.order(OrderNumber("O"))
    assert NotFound("order", "O") == caught.value
    with pytest.raises(NotFound) as caught:
        work.market(product("ACME"))
    assert NotFound("market", "floor") == caught.value
    assert (None, None) == (work.find_account(A), work.find_order(OrderNumber("O")))
    assert (None, None) == (work.trade(FillId("F")), work.movement(A, Reference("R")))
    assert (None, NO_LIMITS, ()) == (
        work.client_order(A, ClientOrderId("x")),
        work.limits(A),
        work.recent_orders(A),
    )


def test_a_product_that_is_known_is_not_made_again() -> None:
    """Neither an order nor an import changes what is there."""
    work = Work(full())
    account = work.account(A)
    assert work.product(ACME, account) == product("ACME")
    work.know_product(ACME, "Another name")
    assert Changes() == work.changes()


def test_a_product_is_made_once_in_a_batch() -> None:
    """The second look-up finds what the first has made."""
    work = Work(full())
    work.know_product(Symbol("NEWCO"), "New Company")
    work.know_product(Symbol("NEWCO"), "Another name")
    assert "New Company" == work.product(Symbol("NEWCO"), work.account(A)).name


def test_a_product_in_another_currency_is_not_for_this_account() -> None:
    """Both currencies are told."""
    work = Work(Book(products={PAIR: evolve(product("PAIR"), currency=Currency("USD"))}))
    with pytest.raises(InvalidValue) as caught:
        work.product(PAIR, Account(AccountTerms("A")))
    assert InvalidValue("symbol", "PAIR, traded in USD", "a product in TWD") == caught.value


def test_an_entry_without_a_reference_is_no_movement_to_repeat() -> None:
    """Only entries that the caller named are found by name."""
    work = Work(full())
    work.enter(work.account(A), evolve(DEPOSITED, sequence=3, reference=None))
    assert {} == work.changes().movements
    assert 1 == len(work.changes().entries)
