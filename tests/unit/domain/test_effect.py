"""What an order closes and opens, and the money that must be there for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, PAIR, Floor, FloorRules, later, terms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.effect import (
    Effect,
    cash_needed,
    closed_direction,
    effect_of,
    opened_direction,
    pledge,
    released_margin,
)
from trading_core.domain.exact import ZERO
from trading_core.domain.words import Direction, Side

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol

BUY, SELL = Side.BUY, Side.SELL


def effect(closing: object, opening: object) -> Effect:
    return Effect(Quantity(closing), Quantity(opening))


def needed(floor: Floor, side: Side, wanted: Effect, price: object, symbol: Symbol = PAIR) -> Decimal:
    market = next(iter(floor.book.settings.markets.values()))
    product = floor.book.products[symbol]
    return cash_needed(floor.account(), side, wanted, Price(price), product, market.rules[0])


def short_of_ten_at_ten(rules: FloorRules | None = None) -> Floor:
    """A short position with 100 of proceeds and 100 of pledge behind it."""
    floor = Floor(rules).open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    return floor


def test_a_side_opens_one_direction_and_closes_the_other() -> None:
    """Buying opens long and closes short, selling the reverse."""
    assert [Direction.LONG, Direction.SHORT] == [opened_direction(BUY), opened_direction(SELL)]
    assert [Direction.SHORT, Direction.LONG] == [closed_direction(BUY), closed_direction(SELL)]


def test_an_effect_reduces_only_when_it_opens_nothing() -> None:
    """One unit that opens makes an order more than a reduction."""
    assert effect(5, 0).reduces_only is True
    assert effect(5, "0.00000001").reduces_only is False


@pytest.mark.parametrize(("quantity", "expected"), [(9, (9, 0)), (10, (10, 0)), (11, (10, 1))])
def test_free_units_of_the_other_direction_are_closed_first(quantity: int, expected: tuple[int, int]) -> None:
    """An order closes what is free and opens the rest, on both sides."""
    floor = Floor().open(1000)
    floor.trade("L", BUY, 10, 10, ACME)
    floor.trade("S", SELL, 10, 10, PAIR)
    for side, symbol in ((SELL, ACME), (BUY, PAIR)):
        found = effect_of(floor.account(), terms("X", side, quantity, symbol), side)
        assert effect(*expected) == found


def test_units_of_the_same_direction_close_nothing() -> None:
    """Buying more of what is held opens all of it."""
    floor = Floor().open(1000)
    floor.trade("L", BUY, 10, 10, ACME)
    assert effect(0, 4) == effect_of(floor.account(), terms("X", BUY, 4, ACME), BUY)


def test_an_order_with_exits_opens_all_of_it() -> None:
    """A stop guards exactly what its order opened, so such an order closes nothing that was there."""
    floor = Floor().open(1000)
    floor.trade("L", BUY, 10, 10, PAIR)
    wanted = terms("X", SELL, 4, PAIR, take_profits=[5])
    assert effect(0, 4) == effect_of(floor.account(), wanted, SELL)


def test_units_that_another_order_reserved_are_not_closed() -> None:
    """Only free units count as closing."""
    floor = Floor().open(1000)
    floor.trade("L", BUY, 10, 10, PAIR)
    floor.place("W", SELL, 7, PAIR, limit=12)
    assert effect(3, 2) == effect_of(floor.account(), terms("X", SELL, 5, PAIR), SELL)


def test_more_units_than_one_order_can_name_can_still_be_sold() -> None:
    """Two purchases of the largest quantity make a holding that can be sold in parts."""
    floor = Floor().open(10**9)
    for day in (0, 1):
        floor.trade(f"L-{day}", BUY, 10**15, "0.00000001", ACME, now=later(days=day))
    assert effect(10**15, 0) == effect_of(floor.account(), terms("X", SELL, 10**15, ACME), SELL)


def test_a_pledge_is_rounded_half_even_to_eight_decimals() -> None:
    """A third of a unit of money cannot be pledged, the nearest eighth decimal can."""
    assert Decimal("0.00000002") == pledge(Decimal("0.00000003"), Decimal("0.5"))
    assert Decimal("50.0") == pledge(Decimal(100), Decimal("0.5"))


def test_margin_comes_free_by_the_share_that_is_bought_back() -> None:
    """Three of ten free three tenths, nothing frees nothing, all frees all."""
    floor = short_of_ten_at_ten()
    product = floor.book.products[PAIR]
    found = [released_margin(floor.account(), product, Decimal(units)) for units in (0, 3, 10)]
    assert [ZERO, Decimal(60), Decimal(200)] == found


def test_nothing_is_released_where_nothing_is_short() -> None:
    """A long account has no margin to share out."""
    floor = Floor().open(1000)
    assert ZERO == released_margin(floor.account(), floor.book.products[PAIR], ZERO)


COSTLY = FloorRules(fee_rate=Decimal("0.01"), fee_least=Decimal(20), tax_rate=Decimal("0.1"))


@pytest.mark.parametrize(
    ("side", "closing", "opening", "price", "expected"),
    [
        (BUY, 0, 5, 10, 50 + 20),
        (BUY, 0, 500, 10, 5000 + 50),
        (SELL, 0, 100, 10, 1000 + 20 + 100),  # the proceeds of a short sale stay in the margin
        (SELL, 1, 0, 10, 11),  # 20 + 1 of costs less the proceeds of 10
        (SELL, 2, 0, 11, 0),  # 20 + 2 of costs are just paid by 22
        (SELL, 3, 0, 10, 0),
        (SELL, 1, 100, 10, 1000 + (20 + 101 - 10)),
    ],
)
def test_costs_belong_to_the_money_that_is_needed(
    side: Side, closing: int, opening: int, price: int, expected: int
) -> None:
    """Proceeds of what is closed pay for costs; what they do not cover must be there."""
    assert Decimal(expected) == needed(Floor(COSTLY).open(1000), side, effect(closing, opening), price)


@pytest.mark.parametrize(
    ("closing", "opening", "price", "expected"),
    [
        (10, 0, 20, 0),  # 200 of margin just pay 200
        (10, 0, 21, 10),
        (5, 0, 21, 5),  # half of the margin comes free
        (10, 0, 5, 0),
        (10, 4, 20, 80),
        (10, 4, 5, 20),  # the profit of the closed part is not counted on for the opened one
        (10, 4, 21, 84 + 10),
    ],
)
def test_buying_back_is_paid_by_the_margin_first(
    closing: int, opening: int, price: int, expected: int
) -> None:
    """What the margin does not cover must be there, and all of what is opened."""
    assert Decimal(expected) == needed(short_of_ten_at_ten(), BUY, effect(closing, opening), price)


def test_costs_of_buying_back_are_paid_by_the_margin_only_when_nothing_is_opened() -> None:
    """A pure cover pays its fee from what comes free; one that opens too has its whole costs in cash."""
    floor = Floor(COSTLY).open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    assert [Decimal(0), Decimal(1)] == [needed(floor, BUY, effect(10, 0), price) for price in (18, "18.1")]
    assert Decimal(18 + 20) == needed(floor, BUY, effect(10, 1), 18)


@given(
    st.integers(0, 10),
    st.integers(0, 10),
    st.integers(1, 40),
    st.sampled_from([FloorRules(), COSTLY, FloorRules(margin_rate=Decimal("0.3"))]),
)
def test_what_is_needed_is_enough_to_pay_a_fill_at_the_same_price(
    closing: int, extra: int, price: int, rules: FloorRules
) -> None:
    """An order that passes with exactly the needed money is filled without touching a shortfall."""
    if closing + extra:
        floor = Floor(rules).open(10_000)
        floor.trade("S", SELL, 10, 10, PAIR)
        quantity = closing + (extra if closing == 10 else 0) or 1
        wanted = effect_of(floor.account(), terms("X", BUY, quantity, PAIR), BUY)
        need = needed(floor, BUY, wanted, price)
        floor.leave(need)
        floor.trade("X", BUY, quantity, price, PAIR)
        assert {} == {key: value for key, value in floor.money().items() if key == "shortfall"}
