"""Currency pairs and metals by the strict rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import Symbol
from trading_core.domain.markets.currencies import FX_STRICT
from trading_core.domain.product import Product, ProductKind, product_for
from trading_core.domain.words import OrderType, Side
from trading_core.errors import OffLot

DAY = date(2026, 3, 2)
RULES = FX_STRICT.rules_on(DAY)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("symbol", "tick"),
    [
        ("EURUSD", "0.00001"),
        ("USDJPY", "0.001"),
        ("EURJPY", "0.001"),
        ("JPYUSD", "0.00001"),
        ("XAUUSD", "0.01"),
        ("XAUJPY", "0.01"),
        ("XPTUSD", "0.01"),
        ("XAGUSD", "0.001"),
    ],
)
def test_steps_of_pairs_and_metals(symbol: str, tick: str) -> None:
    """Yen and metals have coarser steps than other pairs."""
    assert Decimal(tick) == RULES.tick(product_for(Symbol(symbol)), Price("1.5"))


def test_other_contracts_have_no_steps() -> None:
    """What is neither a pair nor a metal is quoted as its dealer likes."""
    assert RULES.tick(Product("US30", market="fx", kind=ProductKind.INDEX), Price("1.5")) is None


def test_quantities_are_hundredths() -> None:
    """Cents of money or micro lots."""
    pair = product_for(Symbol("EURUSD"))

    RULES.check_quantity(pair, Quantity("0.01"))
    RULES.check_quantity(pair, Quantity("1000.07"))
    RULES.check_order_type(pair, Quantity("0.01"), OrderType.MARKET)
    with pytest.raises(OffLot) as refusal:
        RULES.check_quantity(pair, Quantity("0.015"))

    assert OffLot(Decimal("0.015"), Decimal("0.01")) == refusal.value


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2026-03-01T22:00:00+00:00", "2026-03-06T22:00:00+00:00"),  # winter
        ("2026-03-08T21:00:00+00:00", "2026-03-13T21:00:00+00:00"),  # the evening after clocks went forward
        ("2026-07-05T21:00:00+00:00", "2026-07-10T21:00:00+00:00"),  # summer
        ("2026-11-01T22:00:00+00:00", "2026-11-06T22:00:00+00:00"),  # the evening after clocks went back
    ],
)
def test_the_week_lasts_from_sunday_to_friday_evening(opens: str, closes: str) -> None:
    """Five in the afternoon in New York, whatever the season, without a break in between."""
    first, last = datetime.fromisoformat(opens), datetime.fromisoformat(closes)

    assert not FX_STRICT.is_open(first - SECOND)
    assert FX_STRICT.is_open(first)
    assert all(FX_STRICT.is_open(first + timedelta(hours=hours)) for hours in range(5 * 24))
    assert FX_STRICT.is_open(last - SECOND)
    assert not FX_STRICT.is_open(last)
    assert not FX_STRICT.is_open(last + timedelta(days=1))


def test_the_day_turns_in_the_evening_of_new_york() -> None:
    """Sunday evening is Monday."""
    turn = datetime(2026, 3, 1, 22, tzinfo=UTC)

    assert date(2026, 3, 1) == FX_STRICT.trading_day(turn - SECOND)
    assert date(2026, 3, 2) == FX_STRICT.trading_day(turn)


def test_pairs_are_settled_at_once_without_a_fee() -> None:
    """A contract on a price is margin and profit, no delivery."""
    pair = product_for(Symbol("EURUSD"))

    assert DAY == FX_STRICT.settlement_day(DAY)
    assert ZERO == RULES.fee(pair, Side.BUY, Decimal(10_000), Quantity(1))
    assert ZERO == RULES.tax(pair, Side.SELL, Decimal(10_000), ZERO)
    assert RULES.price_limits(pair, Price(1), DAY) is None


SECURITIES = {
    ProductKind.STOCK,
    ProductKind.ETF,
    ProductKind.TDR,
    ProductKind.WARRANT,
    ProductKind.BOND,
    ProductKind.REIT,
}


@pytest.mark.parametrize("kind", list(ProductKind))
def test_contracts_may_be_sold_short_and_securities_not(kind: ProductKind) -> None:
    """A security on this market would still have to be owned."""
    assert (kind not in SECURITIES) == RULES.may_short(Product("A", market="fx", kind=kind))
    assert Decimal(1) == RULES.margin_rate
