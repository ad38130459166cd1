"""A loss that free cash does not cover is owed, and paid by the first money that comes free."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.domain.floor import ACME, NOW, PAIR, Floor, FloorRules, later, quote, terms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Deposit,
    PlaceOrder,
    RejectOrder,
    SettleCash,
    Withdraw,
)
from trading_core.domain.journal import Bucket, Cause
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.valuation import buying_power, equity, short_losses
from trading_core.domain.words import Side
from trading_core.errors import InsufficientFunds, InvalidTransition

BUY, SELL = Side.BUY, Side.SELL


def indebted() -> Floor:
    """A hundred lost of which fifty could not be paid."""
    floor = Floor().open(100)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.ok(CloseOrder("S", 25))
    return floor


def test_a_deposit_pays_what_is_owed_first() -> None:
    """Of sixty that come in, fifty are owed and ten are free."""
    floor = indebted()
    outcome = floor.ok(Deposit("A", 60, "R"), later(3))
    assert [Cause.DEPOSIT, Cause.REPAYMENT] == [entry.cause for entry in outcome.entries]
    assert [later(3)] * 2 == [entry.at for entry in outcome.entries]
    assert (Decimal(10), Decimal(0)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))
    assert floor.account() == outcome.account


def test_a_small_deposit_pays_a_part() -> None:
    """Cash and a shortfall are never there together."""
    floor = indebted()
    floor.ok(Deposit("A", 20, "R"))
    assert (Decimal(0), Decimal(-30)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))
    assert Decimal(-30) == equity(floor.account(), floor.book.quotes)


def test_a_deposit_is_replayed_by_its_own_amount() -> None:
    """The repayment is another entry, so the same deposit is recognised."""
    floor = indebted()
    floor.ok(Deposit("A", 60, "R"))
    assert floor.ok(Deposit("A", 60, "R")).replayed


def test_a_loss_is_not_hidden_in_a_reservation() -> None:
    """Money that a far-off order has reserved pays the debt as soon as the order is cancelled."""
    floor = Floor().open(300)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.place("FAR", BUY, 200, ACME, limit=1)
    floor.ok(CloseOrder("S", 25))
    assert (Decimal(0), Decimal(-50)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))
    outcome = floor.ok(CancelOrder("FAR"))
    assert [Cause.RELEASE, Cause.REPAYMENT] == [entry.cause for entry in outcome.entries]
    assert (Decimal(150), Decimal(0)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))


def test_proceeds_that_are_paid_out_pay_what_is_owed() -> None:
    """Settled cash is free cash."""
    floor = Floor(FloorRules(settlement_days=1)).open(200)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.trade("O", SELL, 10, 10)
    floor.ok(ApplyFill("S", Fill("F", 25, 10, NOW, Purpose.STOP_LOSS)))
    assert Decimal(-50) == floor.balance(Bucket.SHORTFALL)
    outcome = floor.ok(SettleCash("A", later(days=9).date()))
    assert [Cause.SETTLEMENT, Cause.REPAYMENT] == [entry.cause for entry in outcome.entries]
    assert (Decimal(50), Decimal(0)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))


def test_what_is_owed_cannot_be_withdrawn_around() -> None:
    """Nothing is free while something is owed."""
    floor = indebted()
    assert InsufficientFunds(Decimal(1), Decimal(0), "TWD") == floor.no(Withdraw("A", 1, "R"))


def test_a_least_fee_may_be_more_than_a_first_small_part_brings() -> None:
    """The order as a whole pays for itself, so the first part is booked and its fee owed for a while."""
    floor = Floor(FloorRules(fee_least=Decimal(15))).open(115)
    floor.trade("B", BUY, 10, 10)
    floor.place("S", SELL, 10, limit=10)
    floor.ok(ApplyFill("S", Fill("F-1", 10, 1, NOW)))
    assert Decimal(-5) == floor.balance(Bucket.SHORTFALL)
    floor.ok(ApplyFill("S", Fill("F-2", 10, 9, NOW)))
    assert (Decimal(85), Decimal(0)) == (floor.account().cash, floor.balance(Bucket.SHORTFALL))


@pytest.mark.parametrize(("price", "owed"), [(35, 15), ("35.00000001", None)])
def test_a_first_part_owes_its_costs_and_no_more(price: object, owed: int | None) -> None:
    """A market that runs away by more than the costs of the part is not paid for."""
    floor = Floor(FloorRules(fee_least=Decimal(15))).open(35).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("B", BUY, 2)))
    (outcome,) = floor.do(ApplyFill("B", Fill("F", price, 1, NOW)))
    assert (owed is not None) == outcome.ok
    assert Decimal(-(owed or 0)) == floor.balance(Bucket.SHORTFALL)


@pytest.mark.parametrize(("price", "fits"), [("10.00000001", True), ("10.00000002", False)])
def test_a_later_part_owes_what_rounding_can_come_to(price: str, fits: bool) -> None:
    """One least unit for each part before it."""
    floor = Floor().open(20).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("B", BUY, 2)))
    floor.ok(ApplyFill("B", Fill("F-1", 10, 1, NOW)))
    (outcome,) = floor.do(ApplyFill("B", Fill("F-2", price, 1, NOW)))
    assert fits == outcome.ok


@pytest.mark.parametrize("price", [10, "10.00000001"])
def test_an_order_filled_in_one_piece_owes_nothing(price: object) -> None:
    """Its whole cost was known, so it is paid or refused."""
    floor = Floor(FloorRules(fee_least=Decimal(15))).open(35).see(quote(ACME, 10))
    floor.ok(PlaceOrder(terms("B", BUY, 2)))
    (outcome,) = floor.do(ApplyFill("B", Fill("F", price, 2, NOW)))
    assert (price == 10) == outcome.ok
    assert Decimal(0) == floor.balance(Bucket.SHORTFALL)


def test_many_parts_may_round_to_a_little_more_than_the_whole() -> None:
    """Three thirds at a price that does not divide are booked, whatever the last digit."""
    floor = Floor().open("0.00000003")
    floor.place("B", BUY, 3, limit="0.00000001")
    for number in range(5):
        floor.ok(ApplyFill("B", Fill(f"F-{number}", "0.00000001", "0.6", NOW)))
    assert OrderStatus.EXECUTED == floor.order("B").status
    assert Decimal("-0.00000002") == floor.balance(Bucket.SHORTFALL)


def test_a_brokers_rejection_gives_the_reservation_back() -> None:
    """The order is rejected with the broker's reason, and can be filled no more."""
    floor = Floor().open(100)
    floor.place("B", BUY, 10, limit=10)
    outcome = floor.ok(RejectOrder("B", "no such product there"))
    assert [Cause.RELEASE] == [entry.cause for entry in outcome.entries]
    assert (OrderStatus.REJECTED, "no such product there") == (
        floor.order("B").status,
        floor.order("B").reason,
    )
    assert Step.REJECT == floor.order("B").history[-1].step
    assert Decimal(100) == floor.account().cash
    refusal = floor.no(ApplyFill("B", Fill("F", 10, 1, NOW)))
    assert InvalidTransition("B", "rejected", "fill_part") == refusal


def test_what_is_bought_back_counts_its_loss_once() -> None:
    """A purchase that closes a losing short and opens a long pays for the loss itself."""
    floor = Floor().open(300)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.see(quote(PAIR, 20))
    account, quotes = floor.account(), floor.book.quotes
    assert (Decimal(100), Decimal(100)) == (short_losses(account, quotes), buying_power(account, quotes))
    assert (Decimal(40), Decimal(160)) == (
        short_losses(account, quotes, PAIR, Decimal(6)),
        buying_power(account, quotes, PAIR, Decimal(6)),
    )
    assert Decimal(100) == short_losses(account, quotes, ACME, Decimal(6))
    floor.trade("B", BUY, 20, 20, PAIR)
    assert Decimal(0) == floor.account().cash
