"""Short positions: what stands behind them, what comes free, and who bears a loss beyond it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import NOW, PAIR, Floor, FloorRules, quote
from trading_core.domain.commands import ApplyFill, CloseOrder
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import Bucket
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.valuation import equity
from trading_core.domain.words import Direction, Side
from trading_core.errors import InsufficientFunds, InsufficientHoldings

BUY, SELL = Side.BUY, Side.SELL


def money(**balances: object) -> dict[str, Decimal]:
    return {name: Decimal(str(amount)) for name, amount in balances.items()}


def test_a_short_sale_puts_proceeds_and_pledge_aside() -> None:
    """Selling what is not owned leaves cash less by the pledge; the proceeds cannot be spent."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    assert money(cash=900, margin=200, cost_short=-100, funding=-1000) == floor.money()
    assert Decimal(-10) == floor.balance(Bucket.SHORT, PAIR)
    assert Decimal(10) == floor.balance(Bucket.MARKET, PAIR)


def test_a_smaller_margin_rate_pledges_less() -> None:
    """The pledge is the market's share of the value."""
    floor = Floor(FloorRules(margin_rate=Decimal("0.25"))).open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    assert money(cash=975, margin=125, cost_short=-100, funding=-1000) == floor.money()


@pytest.mark.parametrize(
    ("price", "cash", "realized"), [(8, 1020, -20), (10, 1000, 0), (15, 950, 50), (110, 0, 1000)]
)
def test_a_full_cover_leaves_no_margin(price: int, cash: int, realized: int) -> None:
    """Profit comes to cash, loss is taken from margin and cash, and nothing stays behind."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.trade("B", BUY, 10, price, PAIR)
    expected = money(cash=cash, realized=realized, funding=-1000)
    assert {name: amount for name, amount in expected.items() if amount} == floor.money()
    assert ZERO == floor.account().units(PAIR, Direction.SHORT)


def test_a_partial_cover_frees_its_share_of_the_margin() -> None:
    """Four of ten units free four tenths of the margin and of the cost."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    (trade,) = floor.trade("B", BUY, 4, 5, PAIR).trades
    assert Decimal(20) == trade.realized
    expected = money(cash=900 + 80 - 20, margin=120, cost_short=-60, realized=-20, funding=-1000)
    assert expected == floor.money()
    assert Decimal(-6) == floor.balance(Bucket.SHORT, PAIR)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=7), st.integers(1, 30))
def test_many_partial_covers_leave_no_margin_and_no_cost_behind(parts: list[int], price: int) -> None:
    """Shares are rounded, yet the last cover takes exactly what is left."""
    floor = Floor(FloorRules(margin_rate=Decimal("0.33333333"))).open(100_000)
    floor.trade("S", SELL, sum(parts), "7.77777777", PAIR)
    for count, part in enumerate(parts):
        floor.trade(f"B-{count}", BUY, part, price, PAIR)
    account = floor.account()
    assert (ZERO, ZERO) == (account.total(Bucket.MARGIN), account.total(Bucket.COST_SHORT))
    assert Decimal(100_000) - account.cash == account.balance(Bucket.REALIZED)


def test_a_gap_beyond_margin_and_cash_is_owed() -> None:
    """An exit is always possible: the loss that the account cannot pay stands as a shortfall."""
    floor = Floor().open(100)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.ok(CloseOrder("S", 25))
    assert money(shortfall=-50, realized=150, funding=-100) == floor.money()
    assert Decimal(-50) == equity(floor.account(), floor.book.quotes)


def test_the_shortfall_begins_with_the_first_unit_that_is_missing() -> None:
    """Margin and cash that just pay the loss leave no shortfall."""
    floor = Floor().open(100)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.ok(CloseOrder("S", 20))
    assert money(realized=100, funding=-100) == floor.money()


@pytest.mark.parametrize("purpose", [Purpose.STOP_LOSS, Purpose.TAKE_PROFIT, Purpose.CLOSE])
def test_every_kind_of_exit_may_fall_short(purpose: Purpose) -> None:
    """Stop, target and close are booked whatever they cost."""
    floor = Floor().open(100)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.ok(ApplyFill("S", Fill("F", 30, 10, NOW, purpose)))
    assert Decimal(-100) == floor.balance(Bucket.SHORTFALL)


def test_an_order_of_its_own_cannot_fall_short() -> None:
    """Buying back by another order has to be paid, to the last unit."""
    floor = Floor().open(100)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.place("B", BUY, 10, PAIR, limit=20)
    refusal = floor.no(ApplyFill("B", Fill("F", "20.1", 10, NOW)))
    assert InsufficientFunds(Decimal(1), ZERO, floor.account().currency) == refusal
    floor.ok(ApplyFill("B", Fill("F", 20, 10, NOW)))
    assert money(realized=100, funding=-100) == floor.money()


def test_a_closed_short_cannot_be_bought_back_again() -> None:
    """A late fill of a cover finds nothing to cover."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.trade("B", BUY, 4, 10, PAIR)
    refusal = floor.no(CloseOrder("S", 10))
    assert InsufficientHoldings(PAIR, Decimal(10), Decimal(6)) == refusal


def test_reserved_short_units_are_used_by_their_own_order() -> None:
    """A cover reserves the short units that it will buy back, and gives none to others."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    floor.place("B", BUY, 6, PAIR, limit=9)
    buckets = (Bucket.SHORT, Bucket.SHORT_HELD)
    assert [Decimal(-4), Decimal(-6)] == [floor.balance(bucket, PAIR) for bucket in buckets]
    floor.ok(ApplyFill("B", Fill("F", 9, 5, NOW)))
    assert [Decimal(-4), Decimal(-1)] == [floor.balance(bucket, PAIR) for bucket in buckets]


def test_equity_follows_the_price_of_a_short_position() -> None:
    """A short position gains what the price loses, and opening it changes nothing."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    worth = [equity(floor.account(), {PAIR: quote(PAIR, last)}) for last in (10, 7, 14)]
    assert [Decimal(1000), Decimal(1030), Decimal(960)] == worth


def test_two_short_sales_share_one_margin() -> None:
    """Margin belongs to the product: a cover frees the mean of what stands behind its units."""
    floor = Floor().open(1000)
    floor.trade("S-1", SELL, 5, 10, PAIR)
    floor.trade("S-2", SELL, 5, 20, PAIR)
    assert Decimal(300) == floor.balance(Bucket.MARGIN, PAIR)
    floor.trade("B", BUY, 5, 15, PAIR)
    assert Decimal(150) == floor.balance(Bucket.MARGIN, PAIR)
    assert Decimal(-75) == floor.balance(Bucket.COST_SHORT, PAIR)
