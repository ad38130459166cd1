"""An order as it stands, and the one way in which it changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import MONDAY, NOW, later, terms
from tests.unit.domain.junk import refusal
from tests.unit.domain.making import trade
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.charges import Charges
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.orders import Order, OrderEvent, refold, submitted
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Side
from trading_core.errors import InvalidTransition, InvalidValue, InvariantViolated

D = Decimal


def accepted(quantity: object = 10, closing: object = 0) -> Order:
    """An order that was accepted, part of which closes a position."""
    order = submitted(terms("O-1", Side.BUY, quantity), NOW)
    return order.apply(order.event(Step.ACCEPT, NOW, closing=Quantity(closing)))


def filled(order: Order, quantity: object, price: object = 10, step: Step = Step.FILL_PART) -> Order:
    """The order after one more fill."""
    number = f"F-{len(order.history)}"
    return order.apply(order.event(step, later(1), trade=trade(number, quantity, price)))


def exited(order: Order, quantity: object, purpose: Purpose, step: Step = Step.EXIT_PART) -> Order:
    """The order after one more exit."""
    sold = trade(f"F-{len(order.history)}", quantity, 10, side=Side.SELL, purpose=purpose)
    return order.apply(order.event(step, later(2), trade=sold))


def test_an_order_begins_pending_with_nothing_done() -> None:
    """What was asked is there, and nothing has become of it yet."""
    order = submitted(terms("O-7"), NOW)

    assert Order(terms("O-7"), NOW) == order
    assert (OrderStatus.PENDING, OrderNumber("O-7"), NOW) == (order.status, order.number, order.created_at)
    nothing = Quantity(0)
    assert [nothing] * 4 == [order.closing, order.filled, order.exited, order.targets_exited]
    assert (D(0), (), ()) == (order.filled_value, order.charges, order.history)
    assert order.reason is None
    assert order.average_price is None
    assert order.triggered is False
    assert order.working


def test_an_order_is_made_of_terms_and_a_moment() -> None:
    """The two things that an order begins with are judged."""
    here = NOW.astimezone(timezone(timedelta(hours=8)))

    assert (NOW, UTC) == (submitted(terms(), here).created_at, submitted(terms(), here).created_at.tzinfo)
    assert InvalidValue("terms", "None", "a value of type OrderTerms") == refusal(submitted, None, NOW)
    assert "a datetime" == refusal(submitted, terms(), date(2026, 3, 2)).facts["expected"]


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_works_while_it_wants_to_trade(status: OrderStatus) -> None:
    """Pending, accepted and partly filled orders want to; the others do not."""
    wants = status in {OrderStatus.PENDING, OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED}

    assert wants is evolve(submitted(terms(), NOW), status=status).working


def test_events_are_numbered_and_say_where_they_lead() -> None:
    """The next event counts on from the history and takes its state from the table."""
    order = submitted(terms("O-1"), NOW)
    first = order.event(Step.ACCEPT, later(1), "fine", closing=Quantity(3))
    number = OrderNumber("O-1")

    expected = OrderEvent(number, 1, Step.ACCEPT, OrderStatus.ACCEPTED, later(1), "fine", Quantity(3), None)
    assert expected == first
    bought = trade(quantity=4)
    second = order.apply(first).event(Step.FILL_PART, later(2), trade=bought)
    filling = OrderStatus.PARTIALLY_FILLED
    assert OrderEvent(number, 2, Step.FILL_PART, filling, later(2), None, None, bought) == second


def test_an_event_need_not_say_more_than_its_step() -> None:
    """Detail, closing part and trade are there when there are any."""
    event = OrderEvent(OrderNumber("O-1"), 1, Step.ACCEPT, OrderStatus.ACCEPTED, NOW)

    assert (None, None, None) == (event.detail, event.closing, event.trade)


def test_a_step_that_is_not_in_the_table_makes_no_event() -> None:
    """A pending order is not filled."""
    order = submitted(terms("O-1"), NOW)

    assert InvalidTransition("O-1", "pending", "fill_all") == refusal(order.event, Step.FILL_ALL, NOW)


@pytest.mark.parametrize("step", [Step.FILL_PART, Step.FILL_ALL])
@pytest.mark.parametrize("end", [Step.CANCEL, Step.EXPIRE])
def test_a_late_fill_is_of_an_order_that_was_accepted(end: Step, step: Step) -> None:
    """The table lets an ended order be filled; a history in which it was never accepted does not."""
    seen, unseen = (
        order.apply(order.event(end, NOW)) for order in (accepted(), submitted(terms("O-1"), NOW))
    )
    event = seen.event(step, NOW)

    assert seen.status_after(step) is event.status
    refused = InvalidTransition("O-1", seen.status, step)
    assert refused == refusal(unseen.event, step, NOW)
    assert refused == refusal(unseen.apply, evolve(event, sequence=2))


@pytest.mark.parametrize("sequence", [0, 1, 3])
def test_events_follow_one_another(sequence: int) -> None:
    """A missing or repeated event is a fault of the books, not a state of an order."""
    order = accepted()
    event = evolve(order.event(Step.CANCEL, NOW), sequence=sequence)

    expected = InvariantViolated("order events follow one another", f"O-1 got {sequence}")
    assert expected == refusal(order.apply, event)


def test_an_event_leads_where_the_table_says() -> None:
    """An event that claims another state is a fault of the books; one that has no row is refused."""
    order = accepted()
    cancelled = order.event(Step.CANCEL, NOW)
    claiming = evolve(cancelled, status=OrderStatus.EXPIRED)
    absent = evolve(cancelled, step=Step.EXIT_ALL, status=OrderStatus.CLOSED)

    assert InvariantViolated("order states follow the table", "O-1 to expired") == refusal(
        order.apply, claiming
    )
    assert InvalidTransition("O-1", "accepted", "exit_all") == refusal(order.apply, absent)


def test_fills_add_up() -> None:
    """Filled quantity and value grow with each fill of the order itself, and what remains shrinks."""
    order = filled(filled(accepted(10), 3, 10), 4, 20)

    assert (Quantity(7), D(110), Quantity(3)) == (order.filled, order.filled_value, order.remaining)
    assert (Quantity(0), Quantity(0)) == (order.exited, order.targets_exited)
    assert Quantity(7) == order.opened == order.open_quantity
    assert Price("15.71428571") == order.average_price
    assert OrderStatus.PARTIALLY_FILLED is order.status
    assert Quantity(0) == filled(order, 3, 1, Step.FILL_ALL).remaining


@pytest.mark.parametrize(
    ("closing", "fill", "left", "opened"),
    [(0, 4, 0, 4), (3, 2, 1, 0), (3, 3, 0, 0), (3, 4, 0, 1), (10, 4, 6, 0), (10, 10, 0, 0)],
)
def test_the_closing_part_is_filled_first(closing: int, fill: int, left: int, opened: int) -> None:
    """What an order reduces comes before what it opens."""
    order = filled(accepted(10, closing), fill, step=Step.FILL_ALL if fill == 10 else Step.FILL_PART)

    assert (Quantity(left), Quantity(opened)) == (order.closing_left, order.opened)
    assert Quantity(opened) == order.open_quantity


def test_the_closing_part_is_told_once_and_kept() -> None:
    """An event that says nothing about it changes nothing of it, and one of nothing is none."""
    order = accepted(10, 3)

    assert Quantity(3) == filled(order, 1).closing
    assert Quantity(3) == order.closing_left
    assert Quantity(0) == order.apply(order.event(Step.TRIGGER, NOW, closing=Quantity(0))).closing


@pytest.mark.parametrize(
    ("purpose", "at_targets"), [(Purpose.STOP_LOSS, 0), (Purpose.TAKE_PROFIT, 4), (Purpose.CLOSE, 0)]
)
def test_exits_undo_what_was_opened(purpose: Purpose, at_targets: int) -> None:
    """An exit leaves what was filled as it is, counts as exited, and at a target as exited there."""
    bought = filled(accepted(10, 2), 10, step=Step.FILL_ALL)
    order = exited(bought, 4, purpose)

    assert (Quantity(10), D(100)) == (order.filled, order.filled_value)
    assert (Quantity(4), Quantity(at_targets)) == (order.exited, order.targets_exited)
    assert (Quantity(8), Quantity(4)) == (order.opened, order.open_quantity)
    assert OrderStatus.EXECUTED is order.status
    closed = exited(order, 4, purpose, Step.EXIT_ALL)
    assert (OrderStatus.CLOSED, Quantity(0)) == (closed.status, closed.open_quantity)
    assert (Quantity(8), Quantity(2 * at_targets)) == (closed.exited, closed.targets_exited)


@pytest.mark.parametrize("step", [Step.REJECT, Step.CANCEL, Step.EXPIRE])
def test_the_reason_is_why_an_order_ended(step: Step) -> None:
    """Only what ends an order gives it a reason, and what comes later does not take it away."""
    order = accepted()
    noted = order.apply(order.event(Step.TRIGGER, NOW, "passed"))
    ended = noted.apply(noted.event(step, NOW, "because"))

    assert (None, None) == (order.reason, noted.reason)
    assert "because" == ended.reason
    if step is not Step.REJECT:
        assert "because" == filled(ended, 1).reason


def test_an_order_that_was_triggered_stays_so() -> None:
    """A stop that was passed once was passed."""
    order = accepted()
    passed = order.apply(order.event(Step.TRIGGER, NOW))

    assert (False, True, True) == (order.triggered, passed.triggered, filled(passed, 1).triggered)


def test_charges_follow_the_trades() -> None:
    """Each trade is added to the bill of its day and side; an event without a trade leaves the bills alone."""
    order = filled(accepted(), 3, 10)
    bill = Charges(MONDAY, Side.BUY, Quantity(3), D(30))

    assert (bill,) == order.charges
    assert (bill,) == order.apply(order.event(Step.CANCEL, NOW)).charges


def test_an_average_price_is_rounded_half_even_to_eight_decimals() -> None:
    """The mean of what was paid is a price like any other."""
    order = filled(filled(accepted(3), 1, "0.00000001"), 1, "0.00000002")

    assert Price("0.00000002") == order.average_price
    half = filled(filled(accepted(3), 1, "0.00000002"), 1, "0.00000003")
    assert Price("0.00000002") == half.average_price


def test_history_grows_by_each_event() -> None:
    """Nothing that happened to an order is forgotten."""
    order = filled(accepted(), 3)

    assert [1, 2] == [event.sequence for event in order.history]
    assert [Step.ACCEPT, Step.FILL_PART] == [event.step for event in order.history]
    assert order == refold(order)


def test_terms_and_birth_never_change() -> None:
    """What was asked, and when, stays what it was."""
    order = filled(submitted_long_ago(), 3)

    assert (terms("O-1"), datetime(2026, 1, 1, tzinfo=UTC)) == (order.terms, order.created_at)


def submitted_long_ago() -> Order:
    order = submitted(terms("O-1"), datetime(2026, 1, 1, tzinfo=UTC))
    return order.apply(order.event(Step.ACCEPT, NOW))


def test_refolding_shows_what_was_changed_behind_the_books() -> None:
    """An order that does not follow from its events is not equal to the fold of them."""
    order = filled(accepted(), 3)
    tampered = evolve(order, filled=Quantity(4), status=OrderStatus.CLOSED, reason="x")

    assert tampered != refold(tampered)
    assert order == refold(tampered)
