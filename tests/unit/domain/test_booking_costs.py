"""Fees and taxes: by order, side and day, whatever the number of fills; and sales that do not pay for themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, PAIR, Floor, FloorRules, later
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import ApplyFill, CloseOrder
from trading_core.domain.journal import Bucket
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import Side
from trading_core.errors import InsufficientFunds

BUY, SELL = Side.BUY, Side.SELL
TAXED = FloorRules(tax_rate=Decimal("0.1"))
LEAST = FloorRules(fee_rate=Decimal("0.01"), fee_least=Decimal(20))


def bought(rules: FloorRules, quantity: int = 10, *, cash: int = 1000) -> Floor:
    """An account that bought units at 10 each."""
    floor = Floor(rules).open(cash)
    floor.trade("B", BUY, quantity, 10)
    return floor


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
    st.sampled_from([BUY, SELL]),
    st.sampled_from([Decimal(0), Decimal(20)]),
)
def test_many_fills_of_a_day_cost_what_one_fill_costs(parts: list[int], side: Side, least: Decimal) -> None:
    """Fee and tax are of the order's day, so their sums do not depend on how a broker splits it."""
    rules = FloorRules(fee_rate=Decimal("0.013"), fee_least=least, tax_rate=Decimal("0.017"))
    found = []
    for split in (parts, [sum(parts)]):
        floor = Floor(rules).open(100_000)
        floor.trade("B", BUY, 300, 10)
        floor.place("O", side, sum(parts), ACME, limit=9)
        trades = [
            floor.ok(ApplyFill("O", Fill(f"F-{count}", 9, part, later(count)))).trades[0]
            for count, part in enumerate(split)
        ]
        costs = (sum(trade.fee for trade in trades), sum(trade.tax for trade in trades))
        found.append((costs, floor.money()))
    assert found[0] == found[1]


def test_the_minimum_is_charged_once_an_order_and_day() -> None:
    """A second fill of the day pays only what the minimum did not cover, one of the next day pays it again."""
    floor = Floor(LEAST).open(10_000)
    floor.place("O", BUY, 500, limit=10)
    moments = [later(), later(1), later(2), later(days=1)]
    fees = [
        floor.ok(ApplyFill("O", Fill(f"F-{count}", 10, quantity, at))).trades[0].fee
        for count, (quantity, at) in enumerate(zip((100, 100, 20, 10), moments, strict=True))
    ]
    assert [Decimal(20), Decimal(0), Decimal(2), Decimal(20)] == fees


def test_exits_are_charged_apart_from_the_entry() -> None:
    """The other side of an order has a minimum of its own, shared by its exits of a day."""
    floor = bought(LEAST)
    exits = [(Purpose.TAKE_PROFIT, 4), (Purpose.CLOSE, 6)]
    fees = [
        floor.ok(ApplyFill("B", Fill(f"F-{quantity}", 10, quantity, later(), purpose))).trades[0].fee
        for purpose, quantity in exits
    ]
    assert [Decimal(20), Decimal(0)] == fees


def test_only_what_was_bought_on_the_day_is_taxed_as_day_trade() -> None:
    """Ten bought yesterday and four today: of seven sold, four pay half the rate."""
    floor = bought(TAXED)
    floor.trade("B-2", BUY, 4, 10, now=later(days=1))
    (trade,) = floor.trade("S", SELL, 7, 100, now=later(60, days=1)).trades
    assert (Quantity(4), Decimal(30 + 20)) == (trade.day_traded, trade.tax)


def test_several_sales_of_a_day_share_what_was_bought_on_it() -> None:
    """What one sale matched is not matched by the next, by other orders either."""
    floor = bought(TAXED, 20)
    floor.trade("B-2", BUY, 10, 10, now=later(days=1))
    matched = [
        floor.trade(f"S-{quantity}", SELL, quantity, 10, now=later(60, days=1)).trades[0].day_traded
        for quantity in (4, 5, 6, 7)
    ]
    assert [Quantity(4), Quantity(5), Quantity(1), Quantity(0)] == matched


def test_the_next_day_begins_with_nothing_matched() -> None:
    """What was bought yesterday and not sold pays the whole rate today."""
    floor = bought(TAXED)
    (trade,) = floor.trade("S", SELL, 5, 100, now=later(days=1)).trades
    assert (Quantity(0), Decimal(50)) == (trade.day_traded, trade.tax)


def test_another_product_is_not_matched() -> None:
    """Buying one product does not make the sale of another a day trade."""
    floor = bought(TAXED)
    floor.trade("P", BUY, 10, 10, PAIR, now=later(days=1))
    (trade,) = floor.trade("S", SELL, 5, 100, now=later(60, days=1)).trades
    assert Quantity(0) == trade.day_traded


def test_buying_back_is_no_purchase_of_the_day() -> None:
    """Units that only end a short position were not bought to be sold again."""
    floor = Floor(TAXED).open(10_000)
    floor.trade("L", BUY, 10, 10, PAIR)
    floor.trade("S", SELL, 10, 10, PAIR, take_profits=[1], now=later(days=1))
    floor.ok(CloseOrder("S", 10), later(30, days=1))
    (trade,) = floor.trade("X", SELL, 5, 100, PAIR, now=later(60, days=1)).trades
    assert (Quantity(0), Decimal(50)) == (trade.day_traded, trade.tax)


def test_partial_fills_are_taxed_by_what_they_matched_together() -> None:
    """Rounding counts for the order's day and not for each fill: 3 times 1.5 are 4, not 3."""
    floor = Floor(TAXED).open(1000)
    floor.trade("B", BUY, 9, 10)
    floor.place("S", SELL, 9, limit=10)
    taxes = [
        floor.ok(ApplyFill("S", Fill(f"F-{count}", 10, 3, later(count)))).trades[0].tax for count in (1, 2, 3)
    ]
    assert [Decimal(1), Decimal(2), Decimal(1)] == taxes


@pytest.mark.parametrize(("cash", "passes"), [(15, True), (14, False)])
def test_a_sale_whose_costs_exceed_its_proceeds_needs_cash(cash: int, passes: bool) -> None:
    """A minimum fee of 20 on a sale worth 5 takes 15 from cash, to the last unit."""
    floor = bought(LEAST).leave(cash)
    floor.place("S", SELL, 1, limit=25)
    report = ApplyFill("S", Fill("F", 5, 1, later()))
    if passes:
        floor.ok(report)
        assert {} == {name: amount for name, amount in floor.money().items() if name in {"cash", "held"}}
    else:
        refusal = floor.no(report)
        assert InsufficientFunds(Decimal(15), Decimal(14), floor.account().currency) == refusal


def test_the_costs_of_a_tiny_sale_are_reserved_with_it() -> None:
    """What the proceeds at the limit do not pay is reserved when the sale is accepted."""
    floor = bought(LEAST).leave(15)
    floor.place("S", SELL, 1, limit=5)
    assert Decimal(15) == floor.balance(Bucket.HELD)
    floor.ok(ApplyFill("S", Fill("F", 5, 1, later())))
    assert Decimal(0) == floor.account().cash


def test_an_exit_whose_costs_exceed_everything_falls_short() -> None:
    """A close is possible without the money for its fee."""
    floor = bought(LEAST).leave(3)
    floor.ok(CloseOrder("B", 1))
    assert Decimal(-7) == floor.balance(Bucket.SHORTFALL)
    assert Decimal(0) == floor.account().cash
