"""Board lots and odd lots."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.markets import LotLaw
from trading_core.domain.words import OrderType
from trading_core.errors import InvalidValue, OffLot, OrderTypeNotTaken

BOARD = LotLaw(board=1000)
MIXED = LotLaw(board=1000, odd_step=1, odd_lot_limit_only=True)


def trades(law: LotLaw, quantity: Decimal) -> bool:
    """Tell whether the law lets a quantity pass."""
    try:
        law.check(quantity)
    except OffLot:
        return False
    return True


def takes(law: LotLaw, quantity: Decimal, kind: OrderType) -> bool:
    """Tell whether the law lets a type of order pass for a quantity."""
    try:
        law.check_type(quantity, kind)
    except InvalidValue:
        return False
    return True


@pytest.mark.parametrize("quantity", [1000, 2000, 10**12])
def test_whole_lots_are_traded_everywhere(quantity: int) -> None:
    """A multiple of the board lot always passes."""
    assert trades(BOARD, Decimal(quantity))
    assert trades(MIXED, Decimal(quantity))


@pytest.mark.parametrize("quantity", [1, 2, 500, 999])
def test_less_than_a_lot_is_traded_where_odd_lots_are(quantity: int) -> None:
    """An odd lot is one where the law has a step for it."""
    assert trades(MIXED, Decimal(quantity))
    with pytest.raises(OffLot) as refusal:
        BOARD.check(Decimal(quantity))

    assert OffLot(Decimal(quantity), Decimal(1000)) == refusal.value


@pytest.mark.parametrize("quantity", ["1001", "1500", "1999", "1000.5", "10001"])
def test_a_mixture_of_lots_is_refused(quantity: str) -> None:
    """Board lots and odd lots are two orders, because they are matched apart."""
    for law in (BOARD, MIXED):
        with pytest.raises(OffLot) as refusal:
            law.check(Decimal(quantity))

        assert OffLot(Decimal(quantity), Decimal(1000)) == refusal.value


@pytest.mark.parametrize("quantity", ["0", "0.5", "999.5"])
def test_a_part_of_a_share_is_refused(quantity: str) -> None:
    """Nothing is smaller than the step of odd lots, and nothing at all is no lot."""
    with pytest.raises(OffLot) as refusal:
        MIXED.check(Decimal(quantity))

    assert OffLot(Decimal(quantity), Decimal(1)) == refusal.value


@given(st.integers(1, 5_000_000))
def test_a_quantity_is_odd_exactly_below_the_board_lot(quantity: int) -> None:
    """What passes is either odd or whole lots, never both."""
    number = Decimal(quantity)
    try:
        MIXED.check(number)
    except OffLot:
        assert quantity > 1000
        assert quantity % 1000
        return
    assert MIXED.is_odd(number) == bool(quantity % 1000)
    assert not BOARD.is_odd(number)


def test_the_boundary_of_odd_lots() -> None:
    """One share less than the board lot is odd, the board lot is not."""
    assert MIXED.is_odd(Decimal(999))
    assert not MIXED.is_odd(Decimal(1000))
    assert not BOARD.is_odd(Decimal(999))


def test_odd_lots_may_be_no_day_trades() -> None:
    """Where the law says so, only an order of whole lots is one half of a day trade."""
    law = LotLaw(board=1000, odd_step=1, odd_lot_day_trade=False)

    assert not law.may_day_trade(Decimal(999))
    assert law.may_day_trade(Decimal(1000))
    assert MIXED.may_day_trade(Decimal(999))
    assert LotLaw(board=1000, odd_lot_day_trade=False).may_day_trade(Decimal(999))


@pytest.mark.parametrize("kind", [OrderType.MARKET, OrderType.STOP])
def test_an_odd_lot_needs_a_limit_price(kind: OrderType) -> None:
    """Where the law says so, an order that may trade at any price is for whole lots."""
    with pytest.raises(OrderTypeNotTaken) as refusal:
        MIXED.check_type(Decimal(999), kind)

    assert OrderTypeNotTaken(kind, "an order with a limit price, for less than 1000") == refusal.value
    assert takes(MIXED, Decimal(1000), kind)
    assert takes(LotLaw(board=1000, odd_step=1), Decimal(999), kind)
    assert takes(LotLaw(board=1000, odd_lot_limit_only=True), Decimal(999), kind)


@pytest.mark.parametrize("kind", [OrderType.LIMIT, OrderType.STOP_LIMIT])
def test_an_odd_lot_with_a_limit_price_passes(kind: OrderType) -> None:
    """A stop that becomes a limit order has its limit."""
    assert takes(MIXED, Decimal(5), kind)


def test_steps_may_be_fractions() -> None:
    """A market may count in hundredths."""
    law = LotLaw(board="0.01")

    assert trades(law, Decimal("0.07"))
    with pytest.raises(OffLot):
        law.check(Decimal("0.075"))


@pytest.mark.parametrize(
    ("law", "field"),
    [
        ({"board": 0}, "board"),
        ({"board": -1}, "board"),
        ({"board": None}, "board"),
        ({"board": 1000, "odd_step": 0}, "odd_step"),
        ({"board": 1000, "odd_step": 1000}, "odd_step"),
        ({"board": 1000, "odd_step": 2000}, "odd_step"),
        ({"board": 1000, "odd_step": 3}, "odd_step"),
        ({"board": 1000, "odd_lot_limit_only": 1}, "odd_lot_limit_only"),
        ({"board": 1000, "odd_lot_day_trade": None}, "odd_lot_day_trade"),
        ({"board": 1000, "scope": "stocks"}, "scope"),
    ],
)
def test_a_law_that_contradicts_itself_is_refused(law: dict[str, object], field: str) -> None:
    """Odd lots are steps that fill a board lot exactly."""
    with pytest.raises(InvalidValue) as refusal:
        LotLaw(**untyped(law))

    assert field == refusal.value.field


def test_a_step_of_half_a_lot_is_one() -> None:
    """The largest odd lot law: two odd lots make a board lot."""
    assert LotLaw(board=2, odd_step=1).is_odd(Decimal(1))
