"""The same order again: by its number, by the client's own id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import (
    NOW,
    A,
    Floor,
    later,
    terms,
)
from trading_core.domain.commands import ApplyFill, PlaceOrder, Stage
from trading_core.domain.ids import ClientOrderId, OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.trades import Fill
from trading_core.domain.words import Side
from trading_core.errors import (
    DuplicateClientOrderId,
    DuplicateFill,
    DuplicateOrderNumber,
)

if TYPE_CHECKING:
    pass

BUY, SELL = Side.BUY, Side.SELL
SUBMITTED, ACCEPTED, FILLED = Stage.SUBMITTED, Stage.ACCEPTED, Stage.FILLED


@pytest.mark.parametrize("stage", Stage)
def test_the_same_order_again_is_shown_as_it_stands(stage: Stage) -> None:
    """Equal terms under the same number are a repeat: nothing happens, and what happened then is shown."""
    floor = Floor().open(1000)
    command = PlaceOrder(terms("O", BUY, 10, limit=10), stage)
    first = floor.ok(command)
    before = floor.book
    again = floor.ok(command, later(5))
    assert before == floor.book
    assert (True, first.order, first.trades) == (again.replayed, again.order, again.trades)
    assert () == again.entries


def test_a_number_with_other_terms_is_taken() -> None:
    """Another quantity or another account under a known number is another order, and is refused unkept."""
    floor = Floor().open(1000).open(1000, name="B")
    floor.place("O", BUY, 10, limit=10)
    before = floor.book
    for other in (terms("O", BUY, 9, limit=10), terms("O", BUY, 10, limit=10, account="B")):
        (outcome,) = floor.do(PlaceOrder(other))
        assert (DuplicateOrderNumber("O"), None) == (outcome.refusal, outcome.order)
    assert before == floor.book


def test_a_rejected_number_stays_taken() -> None:
    """What was refused once is not tried again under the same number, even with the money there now."""
    floor = Floor().open(0)
    command = PlaceOrder(terms("O", BUY, 10, limit=10))
    floor.no(command)
    floor.leave(1000)
    assert DuplicateOrderNumber("O") == floor.no(command)


def test_the_same_order_under_a_clients_id_is_placed_once() -> None:
    """A client that repeats itself with a new number is shown its first order."""
    floor = Floor().open(1000)
    first = floor.place("O-1", BUY, 10, limit=10, client="mine")
    (again,) = floor.do(PlaceOrder(terms("O-2", BUY, 10, limit=10, client="mine")))
    assert (True, first) == (again.replayed, again.order)
    assert OrderNumber("O-2") not in floor.book.orders
    assert {(A, ClientOrderId("mine")): OrderNumber("O-1")} == floor.book.client_orders


def test_a_clients_id_names_one_order_of_an_account() -> None:
    """Other terms under the same id are refused; another account may use the id for its own."""
    floor = Floor().open(1000).open(1000, name="B")
    floor.place("O-1", BUY, 10, limit=10, client="mine")
    refusal = floor.no(PlaceOrder(terms("O-2", BUY, 11, limit=10, client="mine")))
    assert DuplicateClientOrderId("mine", "O-1") == refusal
    floor.place("O-3", BUY, 10, limit=10, client="mine", account="B")
    floor.place("O-4", BUY, 10, limit=10)


def test_a_clients_id_of_a_rejected_order_stays_taken() -> None:
    """A refusal is an answer; who wants another one asks under another id."""
    floor = Floor().open(0)
    floor.no(PlaceOrder(terms("O-1", BUY, 10, limit=10, client="mine")))
    refusal = floor.no(PlaceOrder(terms("O-2", BUY, 10, limit=10, client="mine")))
    assert DuplicateClientOrderId("mine", "O-1") == refusal


def test_a_number_is_looked_at_before_a_clients_id() -> None:
    """A repeat of the second order is shown, although its id would name the first."""
    floor = Floor().open(1000)
    floor.place("O-1", BUY, 10, limit=10, client="mine")
    other = PlaceOrder(terms("O-1", BUY, 11, limit=10, client="mine"))
    assert DuplicateOrderNumber("O-1") == floor.no(other)


def test_a_fill_at_once_never_takes_the_id_of_another_trade() -> None:
    """An id that another order's fill has is not booked twice; the order is rejected."""
    floor = Floor().open(1000)
    floor.place("O-1", BUY, 10, limit=10)
    floor.ok(ApplyFill("O-1", Fill("O-2.1", 10, 4, NOW)))
    before = floor.account()
    assert DuplicateFill("O-2.1") == floor.no(PlaceOrder(terms("O-2", BUY, 1, limit=1), FILLED))
    assert (before, OrderStatus.REJECTED) == (floor.account(), floor.order("O-2").status)
