"""Markets that pay out later: proceeds wait until their day, purchases and pledges do not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import FLOOR, MONDAY, PAIR, Floor, FloorRules, later, terms
from trading_core.domain.commands import ApplyFill, CloseOrder, PlaceOrder, Stage
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import Bucket
from trading_core.domain.markets import WEEKDAYS, Market
from trading_core.domain.trades import Fill
from trading_core.domain.valuation import equity
from trading_core.domain.words import Side
from trading_core.errors import InsufficientFunds

BUY, SELL = Side.BUY, Side.SELL


def slow(rules: FloorRules | None = None, cash: int = 1000) -> Floor:
    """A floor that pays proceeds out on the second weekday after the trade."""
    waiting = evolve(rules or FloorRules(), settlement_days=2)
    return Floor(market=Market(FLOOR, (waiting,), calendar=WEEKDAYS)).open(cash)


@pytest.mark.parametrize(("day", "waits"), [(0, 2), (2, 4), (3, 7), (4, 8)])
def test_proceeds_wait_for_the_second_weekday(day: int, waits: int) -> None:
    """What is sold on a Thursday or Friday is paid out in the next week."""
    floor = slow()
    floor.trade("B", BUY, 10, 10)
    (entry,) = floor.trade("S", SELL, 10, 12, now=later(days=day)).entries
    due = MONDAY + timedelta(days=waits)
    assert due == entry.due
    assert {due: Decimal(120)} == floor.account().settlements
    assert (Decimal(900), Decimal(120)) == (floor.account().cash, floor.balance(Bucket.UNSETTLED))


def test_costs_are_taken_from_the_proceeds_that_wait() -> None:
    """Fee and tax leave less to be paid out, and no cash is touched."""
    floor = slow(FloorRules(fee_least=Decimal(20), tax_rate=Decimal("0.1")))
    floor.trade("B", BUY, 10, 10, now=later())
    floor.leave(0)
    floor.trade("S", SELL, 10, 10, now=later(days=1))
    assert (ZERO, Decimal(100 - 20 - 10)) == (floor.account().cash, floor.balance(Bucket.UNSETTLED))


@pytest.mark.parametrize(("price", "cash", "waiting"), [(20, 10, 0), (21, 10, 1), (15, 5, 0)])
def test_proceeds_that_do_not_pay_their_costs_do_not_wait(price: int, cash: int, waiting: int) -> None:
    """Only money that comes in can wait; what is missing is paid at once."""
    floor = slow(FloorRules(fee_least=Decimal(20)))
    floor.trade("B", BUY, 1, 10)
    floor.leave(10)
    (entry,) = floor.trade("S", SELL, 1, price, now=later(days=1)).entries
    assert (Decimal(cash), Decimal(waiting)) == (floor.account().cash, floor.balance(Bucket.UNSETTLED))
    assert (entry.due is not None) is (waiting > 0)


def test_money_that_waits_is_the_accounts_own() -> None:
    """Proceeds that are not paid out yet count in what the account is worth."""
    floor = slow()
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 12)
    assert Decimal(1020) == equity(floor.account(), floor.book.quotes)


def test_money_that_waits_buys_nothing() -> None:
    """Unsettled proceeds are not free."""
    floor = slow(cash=100)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 10)
    refusal = floor.no(PlaceOrder(terms("X", BUY, 1), Stage.FILLED, 1))
    assert InsufficientFunds(Decimal(1), ZERO, floor.account().currency) == refusal


def test_purchases_are_paid_at_once() -> None:
    """Nothing that is bought waits."""
    (entry,) = slow().trade("B", BUY, 10, 10).entries
    assert entry.due is None


def test_a_sale_that_closes_and_opens_waits_for_its_own_proceeds_alone() -> None:
    """Proceeds of the closed part wait, those of the opened part are margin, and the pledge is paid now."""
    floor = slow()
    floor.trade("B", BUY, 10, 10, PAIR)
    floor.trade("S", SELL, 15, 10, PAIR)
    assert Decimal(1000 - 100 - 50) == floor.account().cash
    assert (Decimal(100), Decimal(100)) == (
        floor.balance(Bucket.UNSETTLED),
        floor.balance(Bucket.MARGIN, PAIR),
    )


def test_a_short_sale_alone_has_nothing_that_waits() -> None:
    """Without a closed part there are no proceeds to pay out."""
    floor = slow()
    (entry,) = floor.trade("S", SELL, 5, 10, PAIR).entries
    assert (None, Decimal(950)) == (entry.due, floor.account().cash)


def test_the_pledge_of_a_crossing_sale_uses_its_reservation() -> None:
    """The reserved pledge pays for the opened part while the proceeds wait."""
    floor = slow()
    floor.trade("B", BUY, 10, 10, PAIR)
    floor.place("S", SELL, 15, PAIR, limit=10)
    assert Decimal(50) == floor.account().held
    floor.ok(ApplyFill("S", Fill("F", 10, 15, later())))
    assert (ZERO, Decimal(850)) == (floor.account().held, floor.account().cash)


def test_buying_back_pays_out_the_margin_at_once() -> None:
    """Margin that comes free is cash on the day."""
    floor = slow()
    floor.trade("S", SELL, 5, 10, PAIR)
    floor.ok(CloseOrder("S", 8))
    assert (Decimal(1010), ZERO) == (floor.account().cash, floor.balance(Bucket.UNSETTLED))
