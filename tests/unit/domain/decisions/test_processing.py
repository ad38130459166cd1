"""Taking waiting orders further, once, however often it is asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import ACME, NOW, Floor, imported, later, quote, terms
from trading_core.domain.amounts import Price
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    ImportOrder,
    PlaceOrder,
    ProcessOrder,
    SetTradingState,
    Stage,
    TriggerOrder,
)
from trading_core.domain.journal import Cause
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.trades import Fill
from trading_core.domain.words import Side, TradingState
from trading_core.errors import InsufficientFunds, InvalidValue, NoPrice, NotFound, ReduceOnly, TradingHalted

BUY, SELL = Side.BUY, Side.SELL
SUBMITTED, ACCEPTED, FILLED = Stage.SUBMITTED, Stage.ACCEPTED, Stage.FILLED
HALT = SetTradingState(TradingState.HALTED, "a test")
REDUCE = SetTradingState(TradingState.REDUCING, "a test")


def waiting(cash: int = 1000) -> Floor:
    """An order that was noted and nothing more."""
    floor = Floor().open(cash)
    floor.ok(PlaceOrder(terms("O", BUY, 10, limit=10), SUBMITTED))
    return floor


def steps(floor: Floor) -> list[Step]:
    first, *later_on = (event.step for event in floor.order("O").history)
    assert Step.SUBMIT == first
    return later_on


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([SUBMITTED], []),
        ([ACCEPTED], [Step.ACCEPT]),
        ([FILLED], [Step.ACCEPT, Step.FILL_ALL]),
        ([ACCEPTED, FILLED], [Step.ACCEPT, Step.FILL_ALL]),
        ([ACCEPTED, ACCEPTED, SUBMITTED], [Step.ACCEPT]),
        ([FILLED, FILLED, ACCEPTED, SUBMITTED], [Step.ACCEPT, Step.FILL_ALL]),
    ],
)
def test_an_order_goes_as_far_as_it_is_taken_and_each_step_once(
    stages: list[Stage], expected: list[Step]
) -> None:
    """Asking again for what was done, or for less, changes nothing."""
    floor = waiting()
    for stage in stages:
        floor.ok(ProcessOrder("O", stage))
    assert expected == steps(floor)


def test_an_outcome_shows_its_own_entries_alone() -> None:
    """Entries of commands before it in the batch belong to those, for what passes and for what is refused."""
    floor = Floor().open(100).see(quote(ACME, 10))
    orders = [PlaceOrder(terms(number, BUY, 5)) for number in ("O", "P")]
    outcomes = floor.do(*orders, ProcessOrder("O"), ProcessOrder("P", FILLED, 99))
    assert [["O"], ["P"], ["O"], ["P"]] == [[entry.order for entry in each.entries] for each in outcomes]
    assert [True, True, True, False] == [each.ok for each in outcomes]


def test_processing_to_the_end_twice_shows_the_first_outcome() -> None:
    """The second answer is a replay with the same trades, and the book does not change."""
    floor = waiting()
    first = floor.ok(ProcessOrder("O"))
    before = floor.book
    again = floor.ok(ProcessOrder("O"), later(60))
    assert before == floor.book
    assert (False, True) == (first.replayed, again.replayed)
    assert (first.order, first.trades) == (again.order, again.trades)
    assert 1 == len(first.trades)


def test_an_order_that_is_filled_from_pending_reserves_nothing() -> None:
    """It pays at once; one that was accepted before uses its reservation."""
    floor = waiting()
    assert [Cause.FILL] == [entry.cause for entry in floor.ok(ProcessOrder("O")).entries]
    other = waiting()
    other.ok(ProcessOrder("O", ACCEPTED))
    assert [Cause.FILL] == [entry.cause for entry in other.ok(ProcessOrder("O")).entries]
    assert (floor.account().cash, Decimal(0)) == (other.account().cash, other.account().held)


@pytest.mark.parametrize(("given", "expected"), [(None, 10), (9, 9)])
def test_a_waiting_order_is_filled_at_the_given_price_or_its_own(given: int | None, expected: int) -> None:
    """The command's price comes before the order's."""
    assert Price(expected) == waiting().ok(ProcessOrder("O", FILLED, given)).trades[0].price


def test_a_waiting_market_order_takes_the_price_of_its_day() -> None:
    """Without any price at hand it is rejected; with a quote it is filled."""
    floor = Floor().open(1000)
    for number in ("O", "P"):
        floor.ok(PlaceOrder(terms(number, BUY, 10), SUBMITTED))
    assert NoPrice(ACME) == floor.no(ProcessOrder("O"))
    assert OrderStatus.REJECTED is floor.order("O").status
    floor.see(quote(ACME, 7))
    assert Price(7) == floor.ok(ProcessOrder("P")).trades[0].price


def test_a_waiting_order_is_rejected_by_the_books_of_its_day() -> None:
    """Money may be gone by the time that an order is processed."""
    floor = waiting().leave(99)
    (outcome,) = floor.do(ProcessOrder("O"))
    assert InsufficientFunds(Decimal(100), Decimal(99), floor.account().currency) == outcome.refusal
    assert (OrderStatus.REJECTED, outcome.order) == (floor.order("O").status, floor.order("O"))
    assert Decimal(99) == floor.account().cash


def test_a_rejected_order_is_shown_as_it_stands() -> None:
    """It has gone as far as it ever will."""
    floor = waiting().leave(0)
    floor.no(ProcessOrder("O"))
    again = floor.ok(ProcessOrder("O"))
    assert (True, OrderStatus.REJECTED) == (again.replayed, floor.order("O").status)


def test_an_accepted_order_that_cannot_be_filled_gives_its_reservation_back() -> None:
    """A market that has run away from what was reserved rejects the order, and the outcome shows the release."""
    floor = Floor().open(100).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("O", BUY, 10)))
    (outcome,) = floor.do(ProcessOrder("O", FILLED, 11))
    assert InsufficientFunds(Decimal(110), Decimal(100), floor.account().currency) == outcome.refusal
    assert [Cause.RELEASE] == [entry.cause for entry in outcome.entries]
    assert (Decimal(100), Decimal(0)) == (floor.account().cash, floor.account().held)
    assert (floor.account(), floor.order("O")) == (outcome.account, outcome.order)


@pytest.mark.parametrize("stage", Stage)
def test_a_partly_filled_order_is_not_filled_up(stage: Stage) -> None:
    """A broker fills it; processing shows it as it stands."""
    floor = waiting()
    floor.ok(ProcessOrder("O", ACCEPTED))
    floor.ok(ApplyFill("O", Fill("F", 10, 4, NOW)))
    again = floor.ok(ProcessOrder("O", stage))
    assert (True, floor.order("O"), 1) == (again.replayed, again.order, len(again.trades))


def test_a_cancelled_order_is_shown_as_it_stands() -> None:
    """What was ended while it waited is not begun."""
    floor = waiting()
    floor.ok(CancelOrder("O"))
    assert (True, floor.order("O")) == (floor.ok(ProcessOrder("O")).replayed, floor.order("O"))
    assert [Step.CANCEL] == steps(floor)


def test_what_is_not_there_or_was_made_elsewhere_is_not_processed() -> None:
    """An unknown order and an imported one have nothing to process."""
    floor = Floor().open(1000)
    floor.ok(ImportOrder(imported("I", (ACME, 1, 10))))
    assert NotFound("order", "O") == floor.no(ProcessOrder("O"))
    assert NotFound("trading order", "I") == floor.no(ProcessOrder("I"))


@pytest.mark.parametrize(
    ("switch", "refusal"), [(HALT, TradingHalted("a test")), (REDUCE, ReduceOnly("a test"))]
)
def test_the_kill_switch_rejects_orders_that_were_only_noted(
    switch: SetTradingState, refusal: Exception
) -> None:
    """A pending order has not passed the rules, so it is refused like a new one."""
    floor = waiting()
    floor.ok(switch)
    assert refusal == floor.no(ProcessOrder("O"))
    assert OrderStatus.REJECTED is floor.order("O").status


def test_an_accepted_order_waits_while_trading_is_halted() -> None:
    """It keeps its place and its reservation, and is filled when the halt is over."""
    floor = waiting()
    floor.ok(ProcessOrder("O", ACCEPTED))
    floor.ok(HALT)
    before = floor.book
    assert TradingHalted("a test") == floor.no(ProcessOrder("O"))
    assert before == floor.book
    assert floor.ok(ProcessOrder("O", ACCEPTED)).replayed
    floor.ok(SetTradingState(TradingState.ACTIVE, "over"))
    floor.ok(ProcessOrder("O"))
    assert OrderStatus.EXECUTED is floor.order("O").status


def test_an_accepted_order_goes_on_while_only_reductions_are_taken() -> None:
    """It was taken before; the switch is about what is taken from now on."""
    floor = waiting()
    floor.ok(ProcessOrder("O", ACCEPTED))
    floor.ok(REDUCE)
    floor.ok(ProcessOrder("O"))
    assert OrderStatus.EXECUTED is floor.order("O").status


@pytest.mark.parametrize(("side", "limit", "worse", "better"), [(BUY, 10, 11, 9), (SELL, 10, 9, 11)])
def test_nothing_is_filled_at_a_worse_price_than_the_limit(
    side: Side, limit: int, worse: int, better: int
) -> None:
    """The command is refused and the order waits on; a price as good or better is taken."""
    floor = Floor().open(1000)
    floor.trade("OWNED", BUY, 30, 10)
    for number, price in (("AT", limit), ("BETTER", better)):
        wanted = terms(number, side, 10, limit=limit)
        expected = InvalidValue("price", str(worse), f"the order's limit {limit} or a better price")
        assert expected == floor.no(PlaceOrder(wanted, FILLED, worse))
        assert number not in floor.book.orders
        floor.ok(PlaceOrder(wanted))
        assert expected == floor.no(ProcessOrder(number, FILLED, worse))
        assert OrderStatus.ACCEPTED == floor.order(number).status
        assert Price(price) == floor.ok(ProcessOrder(number, FILLED, price)).trades[0].price


def test_a_stop_goes_no_further_than_to_wait() -> None:
    """Whatever stage is asked for, what reserves money at the stop price waits until the stop was passed."""
    floor = Floor().open(1000).see(quote(ACME, 10))
    outcome = floor.ok(PlaceOrder(terms("O", BUY, 10, stop=12), FILLED, 5))
    assert (OrderStatus.ACCEPTED, Decimal(120), ()) == (
        floor.order("O").status,
        floor.account().held,
        outcome.trades,
    )
    again = floor.ok(ProcessOrder("O", FILLED, 5))
    assert (True, floor.order("O")) == (again.replayed, again.order)
    assert floor.order("O").awaits_trigger


def test_a_stop_that_was_passed_trades_at_the_market() -> None:
    """Its own price was the signal and is not what it gets."""
    floor = Floor().open(1000).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("O", BUY, 10, stop=12)))
    floor.ok(TriggerOrder("O"))
    floor.see(quote(ACME, 12, bid=11, ask=11))
    assert Price(11) == floor.ok(ProcessOrder("O")).trades[0].price
    assert not floor.order("O").awaits_trigger


def test_a_stop_with_a_limit_trades_at_its_limit() -> None:
    """Once it was passed, it is an order with a limit."""
    floor = Floor().open(1000).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("O", BUY, 10, stop=12, limit=13)))
    floor.ok(TriggerOrder("O"))
    assert Price(13) == floor.ok(ProcessOrder("O")).trades[0].price


def test_an_accepted_order_without_a_price_waits() -> None:
    """It has passed the rules and keeps its reservation until somebody knows a price."""
    floor = Floor().open(1000)
    floor.ok(PlaceOrder(terms("O", BUY, 10, stop=12)))
    floor.ok(TriggerOrder("O"))
    assert NoPrice(ACME) == floor.no(ProcessOrder("O"))
    assert (OrderStatus.ACCEPTED, Decimal(120)) == (floor.order("O").status, floor.account().held)
