"""What an account is worth: with and without quotes, long and short."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME, BOLT, PAIR, Floor, product, quote
from trading_core.domain.commands import Withdraw
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import Symbol
from trading_core.domain.product import ProductKind
from trading_core.domain.valuation import (
    Position,
    buying_power,
    equity,
    positions,
    positions_in,
    short_losses,
    unrealized,
)
from trading_core.domain.words import Direction, Side
from trading_core.errors import InsufficientFunds

BUY, SELL = Side.BUY, Side.SELL


def mixed() -> Floor:
    """Ten ACME at 10 with four of them on sale, and five PAIR sold short at 20; 800 of cash is left."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10, ACME)
    floor.trade("S", SELL, 5, 20, PAIR)
    floor.place("W", SELL, 4, ACME, limit=12)
    return floor


def test_positions_are_told_by_product_and_direction() -> None:
    """Each position has its units, what of it is reserved, its cost and its last price where one is known."""
    floor = mixed()
    floor.trade("G", SELL, 1, 30, PAIR)
    floor.trade("L", BUY, 2, 20, PAIR, take_profits=[40])
    found = positions(floor.account(), {ACME: quote(ACME, 11)})
    expected = (
        Position(ACME, Direction.LONG, Decimal(10), Decimal(4), Decimal(100), Decimal(11)),
        Position(PAIR, Direction.LONG, Decimal(2), Decimal(2), Decimal(40), None),
        Position(PAIR, Direction.SHORT, Decimal(6), ZERO, Decimal(130), None),
    )
    assert expected == found
    for symbol, own in ((ACME, expected[:1]), (PAIR, expected[1:]), (BOLT, ())):
        assert own == positions_in(floor.account(), symbol, {ACME: quote(ACME, 11)})


def test_an_account_without_positions_has_none() -> None:
    """What was sold is no position any more."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 10)
    assert () == positions(floor.account(), {})


@pytest.mark.parametrize(
    ("direction", "last", "value", "gain"),
    [
        (Direction.LONG, None, "100", "0"),
        (Direction.LONG, "12", "120", "20"),
        (Direction.LONG, "9", "90", "-10"),
        (Direction.SHORT, None, "100", "0"),
        (Direction.SHORT, "12", "120", "-20"),
        (Direction.SHORT, "9", "90", "10"),
    ],
)
def test_a_position_gains_in_its_own_direction(
    direction: Direction, last: str | None, value: str, gain: str
) -> None:
    """Without a price a position counts at cost; with one, a rise is a gain to a long and a loss to a short."""
    price = None if last is None else Decimal(last)
    position = Position(ACME, direction, Decimal(10), ZERO, Decimal(100), price)
    assert (Decimal(value), Decimal(gain)) == (position.market_value, position.unrealized)


def test_average_cost_and_market_value_are_rounded_half_even_to_eight_decimals() -> None:
    """A third has eight decimals, and half a unit of the eighth goes to the even neighbour."""
    third = Position(ACME, Direction.LONG, Decimal(3), ZERO, Decimal(10), Decimal("0.00000003"))
    assert Decimal("3.33333333") == third.average_cost
    half = Position(ACME, Direction.LONG, Decimal("0.5"), ZERO, Decimal(10), Decimal("0.00000003"))
    assert Decimal("0.00000002") == half.market_value


def test_unrealized_profit_is_the_sum_over_positions() -> None:
    """A gain of one position and a loss of another are added up."""
    quotes = {ACME: quote(ACME, 13), PAIR: quote(PAIR, 24)}
    assert Decimal(30 - 20) == unrealized(mixed().account(), quotes)
    assert ZERO == unrealized(mixed().account(), {})


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [({}, 1000), ({ACME: 13}, 1030), ({PAIR: 24}, 980), ({ACME: 13, PAIR: 24}, 1010), ({BOLT: 99}, 1000)],
)
def test_equity_counts_all_money_and_all_positions(quotes: dict[Symbol, int], expected: int) -> None:
    """Free, reserved, waiting and pledged money count, longs are added and shorts are taken off."""
    floor = mixed()
    floor.place("W-2", BUY, 7, BOLT, limit=10)
    assert Decimal(70) == floor.account().held
    known = {symbol: quote(symbol, last) for symbol, last in quotes.items()}
    assert Decimal(expected) == equity(floor.account(), known)


@pytest.mark.parametrize(("last", "loss"), [(19, 0), (20, 0), (21, 5), (30, 50)])
def test_only_losses_of_shorts_count_against_buying_power(last: int, loss: int) -> None:
    """A short that is ahead adds nothing; one that is behind takes its loss off."""
    floor = mixed()
    quotes = {PAIR: quote(PAIR, last), ACME: quote(ACME, 1)}
    assert Decimal(loss) == short_losses(floor.account(), quotes)
    assert Decimal(800 - loss) == buying_power(floor.account(), quotes)


def test_a_gain_of_one_short_does_not_make_good_the_loss_of_another() -> None:
    """Each short counts by itself, and longs do not count at all."""
    floor = Floor().open(1000)
    floor.book = evolve(floor.book, products={**floor.book.products, BOLT: product(BOLT, ProductKind.FX)})
    floor.trade("S-1", SELL, 5, 20, PAIR)
    floor.trade("S-2", SELL, 5, 20, BOLT)
    floor.trade("L", BUY, 5, 20, PAIR, take_profits=[99])
    quotes = {PAIR: quote(PAIR, 22), BOLT: quote(BOLT, 1)}
    assert Decimal(10) == short_losses(floor.account(), quotes)


def test_buying_power_is_never_below_zero() -> None:
    """Losses beyond all cash leave nothing, not less than nothing."""
    assert ZERO == buying_power(mixed().account(), {PAIR: quote(PAIR, 1000)})


def test_withdrawals_are_bounded_by_buying_power() -> None:
    """What shorts have lost on paper stays; the last unit above it may go."""
    floor = mixed().see(quote(PAIR, 30))
    refusal = floor.no(Withdraw("A", "750.01", "R-1"))
    assert InsufficientFunds(Decimal("750.01"), Decimal(750), floor.account().currency) == refusal
    floor.ok(Withdraw("A", 750, "R-2"))
    assert Decimal(50) == floor.account().cash
