"""What market rules charge, and who may sell short."""

from __future__ import annotations

from decimal import Decimal

import pytest

from trading_core.domain.amounts import Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.markets import Commission, LotLaw, MarketRules, Scope, TaxRate, TransactionTax
from trading_core.domain.product import Product, ProductKind
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

SHARE = Product("ACME", kind=ProductKind.STOCK)
BOND = Product("BOND", kind=ProductKind.BOND)
STOCKS = Scope([ProductKind.STOCK])
RULES = MarketRules(
    lots=[LotLaw(board=100, odd_step=1, odd_lot_day_trade=False, scope=STOCKS)],
    commission=Commission(rate="0.01", minimum=10, odd_lot_minimum=1),
    taxes=TransactionTax(rates=[TaxRate(rate="0.002", day_trade_rate="0.001", scope=STOCKS)]),
    short_selling=[ProductKind.BOND],
)


@pytest.mark.parametrize("side", list(Side))
def test_an_odd_lot_has_a_least_fee_of_its_own(side: Side) -> None:
    """The quantity so far decides, on either side."""
    assert Decimal(1) == RULES.fee(SHARE, side, Decimal(50), Quantity(99))
    assert Decimal(10) == RULES.fee(SHARE, side, Decimal(50), Quantity(100))
    assert Decimal(10) == RULES.fee(BOND, side, Decimal(50), Quantity(1))
    assert Decimal(20) == RULES.fee(SHARE, side, Decimal(2000), Quantity(99))


def test_tax_is_of_the_seller_and_of_the_product() -> None:
    """Ordinary and day-traded value have their own rates, bonds here none."""
    assert Decimal(3) == RULES.tax(SHARE, Side.SELL, Decimal(1000), Decimal(1000))
    assert ZERO == RULES.tax(SHARE, Side.BUY, Decimal(1000), Decimal(1000))
    assert ZERO == RULES.tax(BOND, Side.SELL, Decimal(1000), Decimal(1000))


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), Decimal(10**15 + 1)])
def test_a_value_that_cannot_be_is_refused(value: Decimal) -> None:
    """A charge on a nonsensical value would be booked."""
    with pytest.raises(InvalidValue) as fee:
        RULES.fee(SHARE, Side.BUY, value, Quantity(1))
    with pytest.raises(InvalidValue) as ordinary:
        RULES.tax(SHARE, Side.SELL, value, ZERO)
    with pytest.raises(InvalidValue) as day_traded:
        RULES.tax(SHARE, Side.SELL, ZERO, value)

    assert ["value", "ordinary", "day_traded"] == [error.value.field for error in (fee, ordinary, day_traded)]


def test_the_largest_value_has_a_fee_and_a_tax() -> None:
    """Bounds belong to what they bound."""
    most = Decimal(10**15)

    assert Decimal(10**13) == RULES.fee(SHARE, Side.BUY, most, Quantity(100))
    assert Decimal(3 * 10**12) == RULES.tax(SHARE, Side.SELL, most, most)


def test_only_kinds_that_are_named_may_be_shorted() -> None:
    """Selling what is not owned is an exception."""
    assert RULES.may_short(BOND)
    assert not RULES.may_short(SHARE)


def test_a_day_trade_is_judged_by_the_law_of_its_product() -> None:
    """A law of shares says nothing about bonds."""
    assert not RULES.may_day_trade(SHARE, Quantity(99))
    assert RULES.may_day_trade(SHARE, Quantity(100))
    assert RULES.may_day_trade(BOND, Quantity(1))
    assert MarketRules().may_day_trade(SHARE, Quantity(1))
