"""Profit by average cost, first-in-first-out and named lots, against an oracle that counts in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, NOW, PAIR, Floor, terms
from trading_core.domain.commands import ApplyFill, PlaceOrder, Stage
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import FillId
from trading_core.domain.journal import Bucket
from trading_core.domain.lots import LotMove
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import CostMethod, Direction, Side
from trading_core.errors import InsufficientHoldings, LotsNotHeld

BUY, SELL = Side.BUY, Side.SELL
EIGHTH = Fraction(1, 10**8)
NOTHING = Fraction(0)

quantities = st.decimals("0.01", 20, places=2)
prices = st.decimals("0.01", 50, places=2)
rounds = st.lists(st.tuples(st.booleans(), quantities, prices), min_size=1, max_size=15)


def three_lots(method: CostMethod) -> Floor:
    """Ten at 10, ten at 20 and ten at 30."""
    floor = Floor().open(10_000, method=method)
    for count, price in enumerate((10, 20, 30), start=1):
        floor.trade(f"B-{count}", BUY, 10, price)
    return floor


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (CostMethod.AVERAGE, 15 * (50 - 20)),
        (CostMethod.FIFO, 10 * 40 + 5 * 30),
        (CostMethod.SPECIFIC, 10 * 40 + 5 * 30),
    ],
)
def test_each_method_books_its_own_profit(method: CostMethod, expected: int) -> None:
    """Fifteen sold at 50: the mean cost, or the oldest units' cost; without names the oldest go first."""
    (trade,) = three_lots(method).trade("S", SELL, 15, 50).trades
    assert Decimal(expected) == trade.realized


def test_named_lots_are_consumed_in_the_order_of_their_names() -> None:
    """The third lot is used up first, then the first."""
    outcome = three_lots(CostMethod.SPECIFIC).trade("S", SELL, 15, 50, lots=["B-3.1", "B-1.1"])
    moves = [(move.lot, move.quantity, move.cost) for move in outcome.entries[0].lots]
    assert {NOW} == {move.at for move in outcome.entries[0].lots}
    assert [("B-3.1", Decimal(-10), Decimal(-300)), ("B-1.1", Decimal(-5), Decimal(-50))] == moves
    assert Decimal(10 * 20 + 5 * 40) == outcome.trades[0].realized


@pytest.mark.parametrize(
    ("lots", "blamed"), [(["B-9.1"], "B-9.1"), (["B-1.1", "B-9.1"], "B-9.1"), (["B-2.1"], "B-2.1")]
)
def test_lots_that_are_missing_or_too_small_refuse_the_sale(lots: list[str], blamed: str) -> None:
    """A lot that is unknown is named, and so is the last one when all together hold too little."""
    floor = three_lots(CostMethod.SPECIFIC)
    before = floor.account()
    command = PlaceOrder(terms("S", SELL, 11, lots=lots), Stage.FILLED, 50)
    assert LotsNotHeld(ACME, blamed) == floor.no(command)
    assert before == floor.account()


def test_named_lots_do_not_bind_the_exits_of_an_order() -> None:
    """A close undoes what the order opened, whichever lots the order itself consumed."""
    floor = Floor().open(10_000, method=CostMethod.SPECIFIC)
    floor.trade("B-1", BUY, 10, 10, PAIR)
    floor.trade("S", SELL, 15, 20, PAIR, lots=["B-1.1"])
    floor.ok(ApplyFill("S", Fill("F", 20, 5, NOW, Purpose.CLOSE)))
    assert ZERO == floor.account().units(PAIR, Direction.SHORT)


def test_a_fill_makes_a_lot_of_its_own_name() -> None:
    """Units, cost and moment of a purchase stand in a lot that is called like the fill."""
    floor = Floor().open(1000, method=CostMethod.FIFO)
    (entry,) = floor.trade("B", BUY, 3, 7).entries
    move = LotMove(ACME, Direction.LONG, FillId("B.1"), Decimal(3), Decimal(21), NOW)
    assert (move,) == entry.lots


def oracle(rounds: list[tuple[bool, Decimal, Decimal]], method: CostMethod) -> list[Fraction]:
    """Realized profit of each sale that finds enough units, in fractions."""
    lots: list[list[Fraction]] = []
    profits = []
    for buys, units, price in rounds:
        quantity, rate = Fraction(units), Fraction(price)
        if buys:
            lots.append([quantity, quantity * rate])
            if method is CostMethod.AVERAGE:
                lots = [[sum((lot[0] for lot in lots), NOTHING), sum((lot[1] for lot in lots), NOTHING)]]
        elif quantity <= sum(lot[0] for lot in lots):
            cost, wanted = Fraction(0), quantity
            while wanted:
                taken = min(wanted, lots[0][0])
                part = lots[0][1] * taken / lots[0][0]
                lots[0] = [lots[0][0] - taken, lots[0][1] - part]
                cost, wanted = cost + part, wanted - taken
                lots = [lot for lot in lots if lot[0]]
            profits.append(quantity * rate - cost)
    return profits


@given(rounds, st.sampled_from([CostMethod.AVERAGE, CostMethod.FIFO]))
def test_realized_profit_agrees_with_fractions(
    rounds: list[tuple[bool, Decimal, Decimal]], method: CostMethod
) -> None:
    """Each sale's profit is within the roundings of an eighth decimal of the exact one, and cost is never lost."""
    floor = Floor().open(10**6, method=method)
    found = []
    for count, (buys, units, price) in enumerate(rounds):
        command = PlaceOrder(terms(f"O-{count}", BUY if buys else SELL, units), Stage.FILLED, price)
        outcome = floor.do(command)[0]
        if outcome.ok and not buys:
            found.append(Fraction(outcome.trades[0].realized))
        elif not outcome.ok:
            assert isinstance(outcome.refusal, InsufficientHoldings)
    expected = oracle(rounds, method)
    assert len(expected) == len(found)
    bound = EIGHTH * len(rounds)
    assert [] == [pair for pair in zip(expected, found, strict=True) if abs(pair[0] - pair[1]) > bound]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.sampled_from(CostMethod))
def test_cost_shares_of_many_sales_leave_nothing_behind(parts: list[int], method: CostMethod) -> None:
    """Whatever the parts, selling all of it books all of its cost."""
    floor = Floor().open(1000, method=method)
    floor.trade("B", BUY, sum(parts), "3.33333333")
    cost = floor.balance(Bucket.COST_LONG, ACME)
    for count, part in enumerate(parts):
        floor.trade(f"S-{count}", SELL, part, 3)
    assert (ZERO, ()) == (
        floor.balance(Bucket.COST_LONG, ACME),
        floor.account().lots_of(ACME, Direction.LONG),
    )
    assert 3 * sum(parts) - cost == floor.account().realized
