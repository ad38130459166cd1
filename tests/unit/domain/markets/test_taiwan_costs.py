"""What a trade in Taiwan costs and when it is settled: worked examples and every boundary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import Symbol
from trading_core.domain.markets.taiwan import STANDARD_COMMISSION, TW_STRICT
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.domain.words import Side

DAY = date(2026, 3, 2)
TODAY = TW_STRICT.rules_on(DAY)
TSMC = product_for(Symbol("2330"))


def of(kind: ProductKind) -> Product:
    """Make a Taiwanese product of a kind."""
    return Product("1101", market="tw", kind=kind)


@pytest.mark.parametrize(
    ("price", "quantity", "discount", "fee"),
    [
        ("600", 1000, "1", 855),
        ("600", 1000, "0.6", 513),
        ("600", 1000, "0.28", 239),
        ("860", 5, "1", 6),
        ("880", 2, "1", 2),
        ("10", 1000, "1", 20),
        ("14", 1000, "1", 20),
        ("15", 1000, "1", 21),
        ("10", 999, "1", 14),
        ("10", 1, "1", 1),
    ],
)
def test_worked_commissions(price: str, quantity: int, discount: str, fee: int) -> None:
    """The standard rate times the broker's discount, whole dollars, at least twenty, or one for odd lots."""
    market = TW_STRICT.with_commission(evolve(STANDARD_COMMISSION, discount=discount))
    value = value_of(Price(price), Quantity(quantity))

    for side in Side:
        assert Decimal(fee) == market.rules_on(DAY).fee(TSMC, side, value, Quantity(quantity))


def test_a_broker_without_a_lower_minimum_for_odd_lots() -> None:
    """Five shares cost twenty dollars where the least amount holds for all."""
    market = TW_STRICT.with_commission(evolve(STANDARD_COMMISSION, odd_lot_minimum=None))

    assert Decimal(20) == market.rules_on(DAY).fee(TSMC, Side.BUY, Decimal(4300), Quantity(5))
    assert Decimal(6) == TODAY.fee(TSMC, Side.BUY, Decimal(4300), Quantity(5))
    assert ZERO == TODAY.fee(TSMC, Side.BUY, ZERO, Quantity(5))


@pytest.mark.parametrize(
    ("kind", "ordinary", "day_traded"),
    [
        (ProductKind.STOCK, 1800, 900),
        (ProductKind.ETF, 600, 600),
        (ProductKind.TDR, 600, 600),
        (ProductKind.WARRANT, 600, 600),
        (ProductKind.REIT, 600, 600),
        (ProductKind.BOND, 0, 0),
        (ProductKind.OTHER, 1800, 1800),
    ],
)
def test_worked_taxes(kind: ProductKind, ordinary: int, day_traded: int) -> None:
    """Sellers pay by kind, half of it on day trades of shares, and buyers pay nothing."""
    value = Decimal(600_000)

    assert Decimal(ordinary) == TODAY.tax(of(kind), Side.SELL, value, ZERO)
    assert Decimal(day_traded) == TODAY.tax(of(kind), Side.SELL, ZERO, value)
    assert ZERO == TODAY.tax(of(kind), Side.BUY, value, ZERO)


def test_the_rest_of_a_dollar_of_tax_is_dropped() -> None:
    """Two shares at 880 pay 5.28, and so 5."""
    assert Decimal(5) == TODAY.tax(TSMC, Side.SELL, Decimal(1760), ZERO)


@pytest.mark.parametrize(
    ("day", "tax"),
    [
        (date(2017, 4, 27), 1800),
        (date(2017, 4, 28), 900),
        (date(2020, 10, 26), 900),
        (date(2027, 12, 31), 900),
        (date(2028, 1, 1), 1800),
    ],
)
def test_day_trades_are_taxed_by_half_for_some_years(day: date, tax: int) -> None:
    """The lower rate has a first and a last day."""
    assert Decimal(tax) == TW_STRICT.rules_on(day).tax(TSMC, Side.SELL, ZERO, Decimal(600_000))


@pytest.mark.parametrize(
    ("day", "settles"),
    [
        (date(2026, 3, 2), date(2026, 3, 4)),
        (date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 10)),
        (date(2024, 2, 28), date(2024, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_trades_settle_two_trading_days_later(day: date, settles: date) -> None:
    """Weekends are passed over."""
    assert settles == TW_STRICT.settlement_day(day)


@pytest.mark.parametrize("kind", list(ProductKind))
def test_odd_lots_of_shares_and_funds_are_no_day_trades(kind: ProductKind) -> None:
    """Only whole lots are bought and sold on one day at the lower rate."""
    odd_lots = {ProductKind.STOCK, ProductKind.TDR, ProductKind.ETF, ProductKind.REIT}

    assert (kind not in odd_lots) == TODAY.may_day_trade(of(kind), Quantity(999))
    assert TODAY.may_day_trade(of(kind), Quantity(1000))
