"""Closing by hand what an order has opened."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import NOW, PAIR, Floor, FloorRules, later, quote, terms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    PlaceOrder,
    SetTradingState,
    Stage,
)
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.trades import STATED, Fill, Purpose
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    InvalidTransition,
    NoPrice,
    NotFound,
    TradingHalted,
)

if TYPE_CHECKING:
    pass

BUY, SELL = Side.BUY, Side.SELL
HALT = SetTradingState(TradingState.HALTED, "a test")


def fill(name: str = "F", price: object = 10, quantity: object = 4, **more: Purpose) -> Fill:
    return Fill(name, price, quantity, NOW, more.get("purpose", Purpose.ENTRY))


def accepted() -> Floor:
    """A purchase of ten at ten that waits."""
    floor = Floor().open(1000)
    floor.place("O", BUY, 10, limit=10)
    return floor


def executed() -> Floor:
    """Ten bought at ten, at once."""
    floor = Floor().open(1000)
    floor.trade("O", BUY, 10, 10)
    return floor


def test_a_close_undoes_what_the_order_opened() -> None:
    """All of it is sold at the stated price by one trade of the order."""
    floor = executed()
    outcome = floor.ok(CloseOrder("O", 12), later(5))
    (trade,) = outcome.trades
    assert (SELL, Price(12), Quantity(10), Purpose.CLOSE) == (
        trade.side,
        trade.price,
        trade.quantity,
        trade.purpose,
    )
    assert ("O.2", later(5), STATED) == (trade.id, trade.executed_at, trade.provenance)
    assert (OrderStatus.CLOSED, Decimal(1020)) == (floor.order("O").status, floor.account().cash)
    assert (floor.order("O"), floor.account(), (floor.entries[-1],)) == (
        outcome.order,
        outcome.account,
        outcome.entries,
    )


@pytest.mark.parametrize(("side", "expected"), [(BUY, 9), (SELL, 11)])
def test_a_close_without_a_price_meets_the_other_side_of_the_quote(side: Side, expected: int) -> None:
    """What was bought is sold at the bid, what was sold is bought at the ask."""
    floor = Floor().open(1000)
    floor.trade("O", side, 10, 10, PAIR)
    assert NoPrice(PAIR) == floor.no(CloseOrder("O"))
    floor.see(quote(PAIR, 10, bid=9, ask=11))
    assert Price(expected) == floor.ok(CloseOrder("O")).trades[0].price


def test_a_close_takes_what_earlier_exits_have_left() -> None:
    """Three were exited before, seven are closed."""
    floor = executed()
    floor.ok(ApplyFill("O", fill(quantity=3, purpose=Purpose.STOP_LOSS)))
    (trade,) = floor.ok(CloseOrder("O", 12)).trades
    assert (Quantity(7), "O.3") == (trade.quantity, trade.id)


@pytest.mark.parametrize(
    ("named", "expected"),
    [(["O.2"], "O.3"), (["O.3", "O.4"], "O.5"), (["O.2", "O.4"], "O.3"), (["F"], "O.2")],
)
def test_a_close_passes_over_ids_that_a_broker_has_used(named: list[str], expected: str) -> None:
    """A broker may have called its fills what ours would be called; no trade takes the place of another."""
    floor = accepted()
    for name in named:
        floor.ok(ApplyFill("O", fill(name, 10, 10 // len(named))))
    (trade,) = floor.ok(CloseOrder("O", 12)).trades
    assert (expected, {*named, expected}) == (trade.id, set(floor.book.trades))


def test_only_an_executed_or_ended_order_with_something_open_is_closed() -> None:
    """Working orders are cancelled first; one that only closed, or filled nothing, has nothing to undo."""
    floor = accepted()
    floor.trade("B", BUY, 5, 10)
    floor.trade("S", SELL, 5, 10)
    floor.ok(PlaceOrder(terms("PENDING", BUY, 1, limit=1), Stage.SUBMITTED))
    floor.place("C", BUY, 1, limit=1)
    floor.ok(CancelOrder("C"))
    assert InvalidTransition("O", "accepted", "close") == floor.no(CloseOrder("O", 10))
    floor.ok(ApplyFill("O", fill()))
    assert InvalidTransition("O", "partially_filled", "close") == floor.no(CloseOrder("O", 10))
    assert InvalidTransition("S", "executed", "close") == floor.no(CloseOrder("S", 10))
    assert InvalidTransition("PENDING", "pending", "close") == floor.no(CloseOrder("PENDING", 10))
    assert InvalidTransition("C", "cancelled", "close") == floor.no(CloseOrder("C", 10))
    assert NotFound("order", "X") == floor.no(CloseOrder("X", 10))


def test_nothing_is_closed_while_trading_is_halted() -> None:
    """A halt is asked before the order's state; while only reducing, a close passes."""
    floor = executed()
    floor.place("W", BUY, 1, limit=1)
    floor.ok(HALT)
    assert TradingHalted("a test") == floor.no(CloseOrder("O", 10))
    assert TradingHalted("a test") == floor.no(CloseOrder("W", 10))
    floor.ok(SetTradingState(TradingState.REDUCING, "a test"))
    floor.ok(CloseOrder("O", 10))
    assert OrderStatus.CLOSED is floor.order("O").status


def test_a_close_of_a_crossing_order_undoes_only_what_it_opened() -> None:
    """Ten were closed and five opened: the close buys five."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10, PAIR)
    floor.trade("O", SELL, 15, 10, PAIR)
    (trade,) = floor.ok(CloseOrder("O", 10)).trades
    assert (BUY, Quantity(5)) == (trade.side, trade.quantity)


def test_the_costs_of_a_close_are_charged_like_any_other() -> None:
    """Fee and tax of the other side."""
    floor = Floor(FloorRules(fee_least=Decimal(3), tax_rate=Decimal("0.1"))).open(1000)
    floor.trade("O", BUY, 10, 10)
    (trade,) = floor.ok(CloseOrder("O", 10), later(days=1)).trades
    assert (Decimal(3), Decimal(10)) == (trade.fee, trade.tax)
