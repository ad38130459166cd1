"""Orders that were made elsewhere are kept, with the products that they name."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME, NOW, Floor, imported, later, terms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    ExpireOrder,
    ImportOrder,
    PlaceOrder,
    TriggerOrder,
)
from trading_core.domain.ids import Symbol
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.product import product_for
from trading_core.domain.trades import Fill
from trading_core.domain.words import Side
from trading_core.errors import DuplicateOrderNumber, InvalidTransition, NotFound


def test_an_imported_order_is_accepted_as_it_is() -> None:
    """It has its own time of creation, is submitted and accepted at once, and has no account."""
    floor = Floor()
    wanted = imported("I", (ACME, 2, 10), ("NEWCO", 1, 5))
    outcome = floor.ok(ImportOrder(wanted, later(days=-9)))
    order = floor.order("I")
    assert (wanted, later(days=-9), OrderStatus.ACCEPTED) == (order.terms, order.created_at, order.status)
    told = [(event.step, event.at, event.detail) for event in order.history]
    assert [(Step.SUBMIT, NOW, None), (Step.ACCEPT, NOW, "imported")] == told
    assert (order, None, (), False) == (outcome.order, outcome.account, outcome.entries, outcome.replayed)
    assert [] == floor.entries


def test_without_a_time_it_was_made_now() -> None:
    """The moment of the decision stands in for a time that nobody knows."""
    floor = Floor()
    floor.ok(ImportOrder(imported("I", (ACME, 2, 10))), later(7))
    assert later(7) == floor.order("I").created_at


def test_products_that_are_not_known_are_made_with_their_names() -> None:
    """A name comes from the line, else from the symbol; what is known stays as it is."""
    floor = Floor()
    known = floor.book.products[ACME]
    lines = ((ACME, 1, 1), ("NEWCO", 1, 1), ("2330", 1, 1))
    floor.ok(ImportOrder(imported("I", *lines, names=("Other", "New Company", None))))
    assert known == floor.book.products[ACME]
    assert product_for(Symbol("NEWCO")).named("New Company") == floor.book.products[Symbol("NEWCO")]
    assert product_for(Symbol("2330")) == floor.book.products[Symbol("2330")]


def test_the_first_line_that_names_a_product_makes_it() -> None:
    """Two orders, and two lines of one order, make one product."""
    floor = Floor()
    floor.do(
        ImportOrder(imported("I-1", ("NEWCO", 1, 1), names=("First",))),
        ImportOrder(imported("I-2", ("NEWCO", 1, 1), names=("Second",))),
    )
    assert "First" == floor.book.products[Symbol("NEWCO")].name


def test_a_number_is_imported_once() -> None:
    """Even the same order again is refused: an import says that it is new."""
    floor = Floor().open(1000)
    command = ImportOrder(imported("I", (ACME, 2, 10)))
    floor.ok(command)
    before = floor.book
    assert DuplicateOrderNumber("I") == floor.no(command)
    assert before == floor.book
    assert DuplicateOrderNumber("I") == floor.no(PlaceOrder(terms("I", Side.BUY, 1, limit=1)))


def test_a_refused_import_makes_no_products() -> None:
    """The products of a duplicate are not taken over."""
    floor = Floor()
    floor.ok(ImportOrder(imported("I", (ACME, 2, 10))))
    floor.no(ImportOrder(imported("I", ("NEWCO", 2, 10))))
    assert Symbol("NEWCO") not in floor.book.products


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (ApplyFill("I", Fill("F", 1, 1, NOW)), NotFound("trading order", "I")),
        (CancelOrder("I"), NotFound("trading order", "I")),
        (ExpireOrder("I"), NotFound("trading order", "I")),
        (CloseOrder("I", 1), NotFound("trading order", "I")),
        (TriggerOrder("I"), InvalidTransition("I", "accepted", "trigger")),
    ],
)
def test_an_imported_order_is_never_traded(command: Command, refusal: Exception) -> None:
    """It is a record: nothing fills, ends, closes or triggers it."""
    floor = Floor().open(1000)
    floor.ok(ImportOrder(imported("I", (ACME, 2, 10))))
    before = floor.book
    assert refusal == floor.no(command)
    assert before == floor.book


def test_a_product_that_only_an_import_names_is_counted_in_the_money_of_the_house() -> None:
    """Nobody has said what it is traded in."""
    floor = Floor()
    floor.book = evolve(floor.book, settings=evolve(floor.book.settings, currency="USD"))
    floor.ok(ImportOrder(imported("I", ("NEWCO", 1, 5))))
    assert "USD" == floor.book.products[Symbol("NEWCO")].currency
