"""Orders with a stop and targets: their units are reserved for their own exits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import ACME, NOW, PAIR, Floor, terms
from trading_core.domain.commands import ApplyFill, CancelOrder, CloseOrder, ExpireOrder, PlaceOrder, Stage
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import Bucket
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import Direction, Side
from trading_core.errors import InsufficientHoldings, InvalidTransition

BUY, SELL = Side.BUY, Side.SELL


def exit_of(
    number: str, quantity: object, purpose: Purpose = Purpose.TAKE_PROFIT, price: object = 12
) -> ApplyFill:
    return ApplyFill(number, Fill(f"{number} {purpose} {quantity}", price, quantity, NOW, purpose))


def guarded(cash: int = 1000) -> Floor:
    """Ten units at 10 with a stop and a target, and two more that are free."""
    floor = Floor().open(cash)
    floor.trade("G", BUY, 10, 10, stop_loss=5, take_profits=[12])
    floor.trade("B", BUY, 2, 10)
    return floor


def test_units_with_a_stop_cannot_be_sold_by_another_order() -> None:
    """What a stop guards is not free: other orders may sell what is there besides, and no unit more."""
    floor = guarded()
    assert [Decimal(2), Decimal(10)] == [floor.balance(one, ACME) for one in (Bucket.LONG, Bucket.LONG_HELD)]
    refusal = floor.no(PlaceOrder(terms("S", SELL, 3), Stage.FILLED, 10))
    assert InsufficientHoldings(ACME, Decimal(3), Decimal(2)) == refusal
    floor.trade("S-2", SELL, 2, 10)


def test_exits_in_parts_end_with_the_order_closed() -> None:
    """A target takes four, the stop the other six; the order is closed with the last of them."""
    floor = guarded()
    first = floor.ok(exit_of("G", 4)).order
    assert first is not None
    assert (OrderStatus.EXECUTED, Decimal(6)) == (first.status, first.open_quantity.value)
    last = floor.ok(exit_of("G", 6, Purpose.STOP_LOSS, 5)).order
    assert last is not None
    assert (OrderStatus.CLOSED, Decimal(0)) == (last.status, last.open_quantity.value)
    assert Decimal(2) == floor.account().units(ACME, Direction.LONG)
    assert Decimal(4) == last.targets_exited.value


def test_a_closed_order_takes_no_further_exit() -> None:
    """What is closed stays closed, by report and by hand."""
    floor = guarded()
    floor.ok(CloseOrder("G", 12))
    assert InvalidTransition("G", "closed", "close") == floor.no(CloseOrder("G", 12))
    assert "overfill" == getattr(floor.no(exit_of("G", 1)), "code", None)


def test_cancelling_a_partly_filled_order_keeps_its_guard() -> None:
    """The money for the rest comes back, the units that were filled stay reserved for their exits."""
    floor = Floor().open(1000)
    floor.place("G", BUY, 10, limit=10, take_profits=[12])
    floor.ok(ApplyFill("G", Fill("F", 10, 4, NOW)))
    floor.ok(CancelOrder("G"))
    assert (ZERO, Decimal(960)) == (floor.account().held, floor.account().cash)
    assert (ZERO, Decimal(4)) == (floor.balance(Bucket.LONG, ACME), floor.balance(Bucket.LONG_HELD, ACME))
    assert OrderStatus.CLOSED is floor_status(floor, exit_of("G", 4))


def floor_status(floor: Floor, command: ApplyFill | CloseOrder) -> OrderStatus:
    order = floor.ok(command).order
    assert order is not None
    return order.status


@pytest.mark.parametrize("ending", [CancelOrder("G"), ExpireOrder("G")])
def test_an_ended_order_can_still_be_exited(ending: CancelOrder | ExpireOrder) -> None:
    """What was filled before the end still stands and is still to be undone, in parts too."""
    floor = Floor().open(1000)
    floor.place("G", BUY, 10, limit=10, stop_loss=5)
    floor.ok(ApplyFill("G", Fill("F", 10, 4, NOW)))
    floor.ok(ending)
    ended = floor.order("G").status
    assert ended is floor_status(floor, exit_of("G", 1, Purpose.STOP_LOSS, 5))
    assert OrderStatus.CLOSED is floor_status(floor, CloseOrder("G", 10))


def test_an_exit_of_a_working_order_leaves_it_working() -> None:
    """All of what was filled may be exited while the rest still waits; the rest has exits again."""
    floor = Floor().open(1000)
    floor.place("G", BUY, 10, limit=10, take_profits=[12])
    floor.ok(ApplyFill("G", Fill("F-1", 10, 4, NOW)))
    assert OrderStatus.PARTIALLY_FILLED is floor_status(floor, exit_of("G", 4))
    assert OrderStatus.EXECUTED is floor_status(floor, ApplyFill("G", Fill("F-2", 10, 6, NOW)))
    assert Decimal(6) == floor.balance(Bucket.LONG_HELD, ACME)
    assert OrderStatus.CLOSED is floor_status(floor, exit_of("G", 6))


def test_an_exit_gives_nothing_of_the_entrys_reservation_back() -> None:
    """Selling what was filled pays out its proceeds; the money for the rest stays reserved."""
    floor = Floor().open(1000)
    floor.place("G", BUY, 10, limit=10, take_profits=[12])
    floor.ok(ApplyFill("G", Fill("F-1", 10, 5, NOW)))
    floor.ok(exit_of("G", 5))
    assert (Decimal(960), Decimal(50)) == (floor.account().cash, floor.account().held)


def test_an_exit_without_a_stop_takes_free_units() -> None:
    """An order without exits of its own is closed from what is free."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    assert Decimal(10) == floor.balance(Bucket.LONG, ACME)
    assert OrderStatus.CLOSED is floor_status(floor, CloseOrder("B", 10))


def test_units_sold_by_another_order_cannot_be_closed() -> None:
    """Closing needs the units that the order opened; another order may have sold them."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 4, 10)
    refusal = floor.no(CloseOrder("B", 10))
    assert InsufficientHoldings(ACME, Decimal(10), Decimal(6)) == refusal
    assert OrderStatus.EXECUTED is floor.order("B").status


def test_units_that_another_order_reserved_cannot_be_closed() -> None:
    """They are held, but not free: the last free unit may be used and no unit more."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.place("W", SELL, 4, limit=12)
    refusal = floor.no(CloseOrder("B", 10))
    assert InsufficientHoldings(ACME, Decimal(10), Decimal(6)) == refusal
    floor.ok(exit_of("B", 6, Purpose.CLOSE))
    assert (ZERO, Decimal(4)) == (floor.balance(Bucket.LONG, ACME), floor.balance(Bucket.LONG_HELD, ACME))


def test_what_an_exit_has_reserved_counts_among_what_is_there() -> None:
    """A late fill of a sale finds the rest of its reservation and what is free, and says so when it is too little."""
    floor = Floor().open(1000)
    floor.trade("G", BUY, 2, 10, stop_loss=5)
    floor.trade("B", BUY, 10, 10)
    floor.place("S", SELL, 10, limit=12)
    floor.ok(CancelOrder("S"))
    floor.place("W", SELL, 3, limit=12)
    refusal = floor.no(ApplyFill("S", Fill("F", 12, 8, NOW)))
    assert InsufficientHoldings(ACME, Decimal(8), Decimal(7)) == refusal
    floor.ok(ApplyFill("S", Fill("F", 12, 7, NOW)))


def test_a_guarded_short_reserves_what_it_owes() -> None:
    """A sale with a stop opens a short of its own beside a long that is there."""
    floor = Floor().open(1000)
    floor.trade("L", BUY, 3, 10, PAIR)
    floor.trade("G", SELL, 5, 10, PAIR, stop_loss=20)
    found = [
        floor.balance(one, PAIR) for one in (Bucket.LONG, Bucket.SHORT, Bucket.SHORT_HELD, Bucket.MARGIN)
    ]
    assert [Decimal(3), ZERO, Decimal(-5), Decimal(100)] == found
    floor.ok(CloseOrder("G", 8))
    assert (ZERO, Decimal(3)) == (
        floor.balance(Bucket.SHORT_HELD, PAIR),
        floor.account().units(PAIR, Direction.LONG),
    )


def test_a_short_exit_leaves_what_its_order_still_reserves() -> None:
    """A loss beyond the freed margin takes free cash: what is reserved is for the units still to come."""
    floor = Floor().open(200)
    floor.place("G", SELL, 10, PAIR, limit=10, stop_loss=30)
    floor.ok(ApplyFill("G", Fill("F", 10, 5, NOW)))
    assert (Decimal(100), Decimal(50)) == (floor.account().cash, floor.account().held)
    floor.ok(exit_of("G", 5, Purpose.STOP_LOSS, 25))
    assert (Decimal(75), Decimal(50)) == (floor.account().cash, floor.account().held)
