"""Fills, triggers, cancellations and closes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import ACME, NOW, PAIR, A, Floor, later, terms
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    ExpireOrder,
    PlaceOrder,
    SetTradingState,
    Stage,
    TriggerOrder,
)
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import OrderNumber
from trading_core.domain.journal import Bucket, Cause, Posting
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.trades import Fill, Provenance, Purpose
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    DuplicateFill,
    InvalidTransition,
    NotFound,
    Overfill,
)

if TYPE_CHECKING:
    from trading_core.domain.orders import OrderEvent

BUY, SELL = Side.BUY, Side.SELL
HALT = SetTradingState(TradingState.HALTED, "a test")


def fill(name: str = "F", price: object = 10, quantity: object = 4, **more: Purpose) -> Fill:
    return Fill(name, price, quantity, NOW, more.get("purpose", Purpose.ENTRY))


def accepted() -> Floor:
    """A purchase of ten at ten that waits."""
    floor = Floor().open(1000)
    floor.place("O", BUY, 10, limit=10)
    return floor


def last(floor: Floor) -> OrderEvent:
    return floor.order("O").history[-1]


def test_a_fill_is_booked_and_shown() -> None:
    """Order, account, trade and entry of the outcome are those of the book."""
    floor = accepted()
    outcome = floor.ok(ApplyFill("O", fill()), later(9))
    assert (floor.order("O"), floor.account()) == (outcome.order, outcome.account)
    assert (floor.entries[-1],) == outcome.entries
    assert tuple(floor.book.trades.values()) == outcome.trades
    assert (Step.FILL_PART, NOW, outcome.trades[0], None) == (
        last(floor).step,
        last(floor).at,
        last(floor).trade,
        last(floor).detail,
    )
    assert (OrderStatus.PARTIALLY_FILLED, Quantity(4)) == (floor.order("O").status, floor.order("O").filled)
    floor.ok(ApplyFill("O", fill("F-2", 10, 6)))
    assert (Step.FILL_ALL, OrderStatus.EXECUTED) == (last(floor).step, floor.order("O").status)


def test_the_same_fill_again_is_booked_once() -> None:
    """A repeat shows the trade that was booked and the order as it stands."""
    floor = accepted()
    (trade,) = floor.ok(ApplyFill("O", fill())).trades
    floor.ok(ApplyFill("O", fill("F-2")))
    before = floor.book
    again = floor.ok(ApplyFill("O", Fill("F", "10.0", "4.00", NOW)))
    assert before == floor.book
    assert (True, (trade,), floor.order("O"), ()) == (
        again.replayed,
        again.trades,
        again.order,
        again.entries,
    )


def test_a_fill_is_known_again_within_its_batch() -> None:
    """Two reports and a repeat in one batch are two trades."""
    floor = accepted()
    outcomes = floor.do(*(ApplyFill("O", fill(name)) for name in ("F", "G", "F")))
    assert [False, False, True] == [outcome.replayed for outcome in outcomes]
    assert ["F", "G"] == list(floor.book.trades)


@pytest.mark.parametrize(
    "other",
    [
        Fill("F", 11, 4, NOW),
        Fill("F", 10, 3, NOW),
        Fill("F", 10, 4, later(1)),
        Fill("F", 10, 4, NOW, Purpose.CLOSE),
        Fill("F", 10, 4, NOW, Purpose.ENTRY, Provenance("elsewhere")),
    ],
)
def test_a_known_fill_with_other_content_is_refused(other: Fill) -> None:
    """Price, quantity, moment, purpose and origin all belong to a fill."""
    floor = accepted()
    floor.ok(ApplyFill("O", fill()))
    before = floor.book
    assert DuplicateFill("F") == floor.no(ApplyFill("O", other))
    assert before == floor.book


def test_a_fill_belongs_to_one_order() -> None:
    """The same report for another order is refused, even of the same account."""
    floor = accepted()
    floor.place("P", BUY, 10, limit=10)
    floor.ok(ApplyFill("O", fill()))
    assert DuplicateFill("F") == floor.no(ApplyFill("P", fill()))


def test_a_fill_of_an_unknown_order_is_refused() -> None:
    """Nobody can say whose it is."""
    assert NotFound("order", "X") == accepted().no(ApplyFill("X", fill()))


def test_orders_that_do_not_want_to_trade_are_not_filled() -> None:
    """A pending order, a rejected one and a complete one take no fill."""
    floor = Floor().open(1000)
    floor.ok(PlaceOrder(terms("PENDING", BUY, 10, limit=10), Stage.SUBMITTED))
    floor.no(PlaceOrder(terms("REJECTED", BUY, 1000, limit=10)))
    floor.trade("DONE", BUY, 10, 10)
    before = floor.book
    assert InvalidTransition("PENDING", "pending", "fill_part") == floor.no(ApplyFill("PENDING", fill()))
    assert InvalidTransition("PENDING", "pending", "fill_all") == floor.no(
        ApplyFill("PENDING", fill(quantity=10))
    )
    assert InvalidTransition("REJECTED", "rejected", "fill_part") == floor.no(ApplyFill("REJECTED", fill()))
    assert Overfill("DONE", Decimal(4), ZERO) == floor.no(ApplyFill("DONE", fill()))
    assert before == floor.book


def test_no_rule_and_no_halt_refuses_a_fill() -> None:
    """A fill is a fact: it happened, whatever is allowed by now."""
    floor = accepted()
    floor.ok(HALT)
    floor.ok(ApplyFill("O", fill()))
    assert OrderStatus.PARTIALLY_FILLED is floor.order("O").status


@pytest.mark.parametrize("ending", [CancelOrder("O"), ExpireOrder("O")])
def test_a_late_fill_of_an_ended_order_is_booked(ending: CancelOrder | ExpireOrder) -> None:
    """A broker may have filled before it heard of the end; the last of it makes the order executed."""
    floor = accepted()
    floor.ok(ending)
    ended = floor.order("O").status
    floor.ok(ApplyFill("O", fill()))
    assert (ended, Decimal(960)) == (floor.order("O").status, floor.account().cash)
    floor.ok(ApplyFill("O", fill("F-2", 10, 6)))
    assert (OrderStatus.EXECUTED, Decimal(900)) == (floor.order("O").status, floor.account().cash)


@pytest.mark.parametrize(
    ("ending", "step", "status", "detail"),
    [
        (CancelOrder("O"), Step.CANCEL, OrderStatus.CANCELLED, "cancelled on request"),
        (CancelOrder("O", "no longer wanted"), Step.CANCEL, OrderStatus.CANCELLED, "no longer wanted"),
        (ExpireOrder("O"), Step.EXPIRE, OrderStatus.EXPIRED, "its time has run out"),
        (ExpireOrder("O", "market closed"), Step.EXPIRE, OrderStatus.EXPIRED, "market closed"),
    ],
)
def test_an_end_gives_back_what_was_reserved(
    ending: CancelOrder | ExpireOrder, step: Step, status: OrderStatus, detail: str
) -> None:
    """One entry moves the money back, and the order says why it ended."""
    floor = accepted()
    outcome = floor.ok(ending, later(3))
    (entry,) = outcome.entries
    assert {Posting(Bucket.CASH, None, Decimal(100)), Posting(Bucket.HELD, None, Decimal(-100))} == set(
        entry.postings
    )
    assert (Cause.RELEASE, "O", A, 3, later(3)) == (
        entry.cause,
        entry.order,
        entry.account,
        entry.sequence,
        entry.at,
    )
    order = floor.order("O")
    assert (step, later(3), status, detail) == (last(floor).step, last(floor).at, order.status, order.reason)
    assert (order, floor.account()) == (outcome.order, outcome.account)


@pytest.mark.parametrize(
    ("side", "symbol", "first"), [(SELL, ACME, BUY), (SELL, PAIR, BUY), (BUY, PAIR, SELL)]
)
def test_an_end_gives_back_units_of_either_direction(side: Side, symbol: str, first: Side) -> None:
    """Units on sale and units being bought back are free again."""
    floor = Floor().open(1000)
    floor.trade("B", first, 10, 10, symbol)
    before = floor.account()
    floor.place("O", side, 7, symbol, limit=10)
    assert Decimal(7) == floor.account().hold(OrderNumber("O")).units
    floor.ok(CancelOrder("O"))
    after = floor.account()
    assert (before.balances, before.holds, before.lots) == (after.balances, after.holds, after.lots)


def test_an_end_shows_its_own_entry_alone() -> None:
    """Entries of commands before it in the batch belong to those."""
    floor = accepted()
    floor.place("P", BUY, 1, limit=1)
    first, second = floor.do(CancelOrder("P"), CancelOrder("O"))
    assert (["P"], ["O"]) == tuple([entry.order for entry in each.entries] for each in (first, second))


def test_an_end_with_nothing_reserved_makes_no_entry() -> None:
    """A pending order has reserved nothing."""
    floor = Floor().open(1000)
    floor.ok(PlaceOrder(terms("O", BUY, 10, limit=10), Stage.SUBMITTED))
    outcome = floor.ok(CancelOrder("O"))
    assert ((), OrderStatus.CANCELLED) == (outcome.entries, floor.order("O").status)


@pytest.mark.parametrize(("end", "status"), [(CancelOrder("O"), "cancelled"), (ExpireOrder("O"), "expired")])
@pytest.mark.parametrize(("quantity", "step"), [(4, "fill_part"), (10, "fill_all")])
def test_what_was_never_accepted_has_no_late_fill(
    end: CancelOrder | ExpireOrder, status: str, quantity: int, step: str
) -> None:
    """No rule has looked at it and no broker has seen it: a fill would sell short what the account owns."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.ok(PlaceOrder(terms("O", SELL, 10, limit=10), Stage.SUBMITTED))
    floor.ok(end)
    before = floor.book
    assert InvalidTransition("O", status, step) == floor.no(ApplyFill("O", fill("F", 10, quantity)))
    assert before == floor.book


def test_an_end_after_a_part_gives_back_the_rest() -> None:
    """What was filled is paid, what was not is free."""
    floor = accepted()
    floor.ok(ApplyFill("O", fill("F", 9, 4)))
    floor.ok(CancelOrder("O"))
    assert (Decimal(964), ZERO) == (floor.account().cash, floor.account().held)


def test_what_has_ended_does_not_end_again() -> None:
    """A cancelled, an executed and an unknown order cannot be cancelled or expired."""
    floor = accepted()
    floor.ok(CancelOrder("O"))
    floor.trade("DONE", BUY, 1, 1)
    before = floor.book
    assert InvalidTransition("O", "cancelled", "cancel") == floor.no(CancelOrder("O"))
    assert InvalidTransition("O", "cancelled", "expire") == floor.no(ExpireOrder("O"))
    assert InvalidTransition("DONE", "executed", "cancel") == floor.no(CancelOrder("DONE"))
    assert NotFound("order", "X") == floor.no(ExpireOrder("X"))
    assert before == floor.book


def test_a_stop_that_is_passed_is_noted_once() -> None:
    """The order stays accepted, says so, and is not triggered again."""
    floor = Floor().open(1000)
    floor.place("O", BUY, 10, stop=10)
    assert floor.order("O").triggered is False
    outcome = floor.ok(TriggerOrder("O"), later(4))
    assert (OrderStatus.ACCEPTED, True) == (floor.order("O").status, floor.order("O").triggered)
    assert (Step.TRIGGER, later(4), "the stop price was passed") == (
        last(floor).step,
        last(floor).at,
        last(floor).detail,
    )
    assert floor.order("O") == outcome.order
    assert InvalidTransition("O", "accepted", "trigger") == floor.no(TriggerOrder("O", "again"))


def test_only_a_waiting_stop_is_triggered() -> None:
    """Not an order without a stop price, not a pending one, not an executed one."""
    floor = accepted()
    floor.ok(PlaceOrder(terms("PENDING", BUY, 1, stop=10), Stage.SUBMITTED))
    floor.ok(PlaceOrder(terms("DONE", BUY, 1, stop=10)))
    floor.ok(ApplyFill("DONE", Fill("F-DONE", 10, 1, NOW)))
    assert InvalidTransition("O", "accepted", "trigger") == floor.no(TriggerOrder("O"))
    assert InvalidTransition("PENDING", "pending", "trigger") == floor.no(TriggerOrder("PENDING"))
    assert InvalidTransition("DONE", "executed", "trigger") == floor.no(TriggerOrder("DONE"))


def executed() -> Floor:
    """Ten bought at ten, at once."""
    floor = Floor().open(1000)
    floor.trade("O", BUY, 10, 10)
    return floor
