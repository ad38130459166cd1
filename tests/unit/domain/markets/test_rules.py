"""The questions that market rules answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.markets import (
    EVERY_DAY,
    WEEKDAYS,
    Commission,
    Ladder,
    LotLaw,
    MarketRules,
    PriceLimit,
    Scope,
    SessionKind,
    TaxRate,
    TransactionTax,
)
from trading_core.domain.product import Product, ProductKind
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InvalidValue, OffLot, OffTick, OrderTypeNotTaken, OutsidePriceLimits

SHARE = Product("ACME", kind=ProductKind.STOCK)
BOND = Product("BOND", kind=ProductKind.BOND, price_decimals=2)
STOCKS = Scope([ProductKind.STOCK])
DAY = date(2026, 3, 2)

NONE = MarketRules()
RULES = MarketRules(
    ladders=[Ladder([(0, "0.05"), (10, "0.5")], scope=STOCKS)],
    lots=[LotLaw(board=100, odd_step=1, odd_lot_limit_only=True, scope=STOCKS)],
    limits=[PriceLimit(percent=10, free_days=5)],
    commission=Commission(rate="0.01", minimum=10, odd_lot_minimum=1),
    taxes=TransactionTax(rates=[TaxRate(rate="0.002", day_trade_rate="0.001", scope=STOCKS)]),
    short_selling=[ProductKind.BOND],
    margin_rate="0.5",
    calendar=WEEKDAYS,
)


def test_rules_allow_everything_and_charge_nothing_by_default() -> None:
    """A market without a word restricts nobody."""
    price, tiny = Price("1.23456789"), Quantity("0.00000001")

    NONE.check_price(SHARE, price, Price(1), DAY)
    NONE.check_quantity(SHARE, tiny)
    NONE.check_order_type(SHARE, tiny, OrderType.MARKET)

    assert NONE.tick(SHARE, price) is None
    assert NONE.price_limits(SHARE, price, DAY) is None
    assert ZERO == NONE.fee(SHARE, Side.BUY, Decimal(10**15), Quantity(1))
    assert ZERO == NONE.tax(SHARE, Side.SELL, Decimal(10**15), Decimal(10**15))
    assert not any(NONE.may_short(Product("A", kind=kind)) for kind in ProductKind)
    assert Decimal(1) == NONE.margin_rate
    assert 0 == NONE.settlement_days
    assert () == NONE.sessions
    assert EVERY_DAY == NONE.calendar
    assert date(1900, 1, 1) == NONE.since
    assert not NONE.is_odd_lot(SHARE, tiny)


def test_a_price_between_the_rungs_is_refused() -> None:
    """The refusal names the tick that holds at the price."""
    for price, tick in (("9.99", "0.05"), ("10.05", "0.5")):
        with pytest.raises(OffTick) as refusal:
            RULES.check_price(SHARE, Price(price), None, DAY)

        assert OffTick(Decimal(price), Decimal(tick)) == refusal.value
        assert Decimal(tick) == RULES.tick(SHARE, Price(price))


def test_a_price_without_a_ladder_is_free() -> None:
    """A ladder of shares says nothing about bonds."""
    RULES.check_price(BOND, Price("9.99"), None, DAY)

    assert RULES.tick(BOND, Price("9.99")) is None


@pytest.mark.parametrize("price", ["8.95", "11.5"])
def test_a_price_beyond_the_limits_is_refused(price: str) -> None:
    """The refusal names both limits."""
    with pytest.raises(OutsidePriceLimits) as refusal:
        RULES.check_price(SHARE, Price(price), Price(10), DAY)

    assert OutsidePriceLimits(Decimal(price), Decimal(9), Decimal(11)) == refusal.value


@pytest.mark.parametrize("price", ["9", "9.05", "10", "11"])
def test_a_price_at_a_limit_passes(price: str) -> None:
    """Limits belong to what they allow."""
    RULES.check_price(SHARE, Price(price), Price(10), DAY)

    assert (Price(9), Price(11)) == RULES.price_limits(SHARE, Price(10), DAY)


def test_without_a_reference_there_are_no_limits() -> None:
    """A percentage of nothing known cannot be checked, and is not invented."""
    RULES.check_price(SHARE, Price(1_000_000), None, DAY)

    assert RULES.price_limits(SHARE, Price(1_000_000), DAY) is not None


def test_limits_without_a_ladder_are_written_in_the_products_scale() -> None:
    """A bond of two decimals has limits of two decimals."""
    assert (Price(90), Price(110)) == RULES.price_limits(BOND, Price(100), DAY)
    assert (Price("8.89"), Price("10.85")) == RULES.price_limits(BOND, Price("9.87"), DAY)


@pytest.mark.parametrize(
    ("day", "limited"),
    [
        (date(2026, 2, 26), True),
        (date(2026, 2, 27), False),
        (date(2026, 3, 2), False),
        (date(2026, 3, 5), False),
        (date(2026, 3, 6), True),
    ],
)
def test_a_new_listing_is_free_for_its_first_trading_days(day: date, limited: bool) -> None:
    """Five trading days from the first on, weekends not counted."""
    young = evolve(SHARE, listed_on=date(2026, 2, 27))

    assert limited == (RULES.price_limits(young, Price(10), day) is not None)
    if limited:
        with pytest.raises(OutsidePriceLimits):
            RULES.check_price(young, Price(20), Price(10), day)
    else:
        RULES.check_price(young, Price(20), Price(10), day)


@given(
    st.decimals("0.00000001", 10**13, places=8).map(Price),
    st.decimals("0.00000001", 100, places=8),
    st.decimals("0.00000001", 10, places=8),
    st.booleans(),
)
def test_limits_of_any_reference_are_prices(
    price: Price, percent: Decimal, times: Decimal, plain: bool
) -> None:
    """However many decimals the percentage makes, a limit can be stated as a price."""
    rules = evolve(RULES, limits=[PriceLimit(percent=percent)])
    limits = rules.price_limits(evolve(BOND if plain else SHARE, limit_multiple=times), price, DAY)

    assert limits is not None
    assert limits[0] < limits[1]


def test_a_multiple_of_the_product_widens_its_limits() -> None:
    """A fund of twice the index has twice the limits."""
    assert (Price(8), Price(12)) == RULES.price_limits(evolve(SHARE, limit_multiple=2), Price(10), DAY)


def test_limits_ask_for_a_day() -> None:
    """A moment is another day elsewhere."""
    young = evolve(SHARE, listed_on=DAY)
    with pytest.raises(InvalidValue):
        RULES.price_limits(young, Price(10), datetime(2026, 3, 2, tzinfo=UTC))


def test_quantities_are_judged_by_the_law_of_their_product() -> None:
    """A law of shares says nothing about bonds."""
    RULES.check_quantity(SHARE, Quantity(200))
    RULES.check_quantity(SHARE, Quantity(99))
    RULES.check_quantity(BOND, Quantity("150.5"))
    with pytest.raises(OffLot) as refusal:
        RULES.check_quantity(SHARE, Quantity(150))

    assert OffLot(Decimal(150), Decimal(100)) == refusal.value


def test_order_types_are_judged_by_the_law_of_their_product() -> None:
    """An odd lot of shares needs a limit, anything else does not."""
    RULES.check_order_type(SHARE, Quantity(100), OrderType.MARKET)
    RULES.check_order_type(SHARE, Quantity(99), OrderType.LIMIT)
    RULES.check_order_type(BOND, Quantity(1), OrderType.MARKET)
    with pytest.raises(OrderTypeNotTaken) as refusal:
        RULES.check_order_type(SHARE, Quantity(99), OrderType.MARKET)

    assert "market" == refusal.value.kind


@pytest.mark.parametrize(
    ("product", "quantity", "kind"),
    [
        (SHARE, 99, SessionKind.ODD_LOT),
        (SHARE, 100, SessionKind.REGULAR),
        (BOND, 1, SessionKind.REGULAR),
    ],
)
def test_an_odd_lot_has_a_session_of_its_own(product: Product, quantity: int, kind: SessionKind) -> None:
    """Whoever asks whether a market is open can ask for the right session."""
    assert kind is RULES.session_kind(product, Quantity(quantity))
    assert (kind is SessionKind.ODD_LOT) == RULES.is_odd_lot(product, Quantity(quantity))


@pytest.mark.parametrize(
    ("price", "down", "up"),
    [
        ("9.99", "9.95", "10"),
        ("10.1", "10", "10.5"),
        ("0.01", "0.05", "0.05"),
        ("9.9500000000000000001", "9.95", "10"),
    ],
)
def test_a_computed_price_is_rounded_to_the_ladder(price: str, down: str, up: str) -> None:
    """An average with many decimals becomes a price that the market knows."""
    assert Decimal(down) == RULES.round_to_tick(SHARE, Decimal(price), up=False)
    assert Decimal(up) == RULES.round_to_tick(SHARE, Decimal(price), up=True)


@given(st.decimals("0.000000000001", 10**15, places=12), st.integers(0, 8), st.booleans())
def test_without_a_ladder_a_computed_price_is_rounded_to_its_scale(
    price: Decimal, decimals: int, up: bool
) -> None:
    """What comes out can be stated as a price of the product, if it is a price at all."""
    product = Product("A", price_decimals=decimals)
    rounded = NONE.round_to_tick(product, price, up=up)

    product.check_scale(Price(min(rounded, Decimal(10**15))), Quantity(1))
    assert rounded == NONE.round_to_tick(product, rounded, up=not up) or rounded > 10**15
    assert abs(rounded - price) < Decimal(10) ** -decimals


@pytest.mark.parametrize(
    "price",
    [
        Decimal(0),
        Decimal("-0.01"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal(10**15) + Decimal("0.01"),
        Decimal("1E-41"),
        Decimal("1E+999999"),
        0,
        "x",
        None,
    ],
)
def test_what_is_no_price_is_not_rounded(price: Decimal) -> None:
    """Rounding never turns nonsense into a price."""
    with pytest.raises(InvalidValue) as refusal:
        RULES.round_to_tick(SHARE, price, up=True)

    assert "price" == refusal.value.field


@pytest.mark.parametrize("price", [Decimal("1E-40"), Decimal(10**15), 7, "7.5"])
def test_what_is_a_price_is_rounded(price: Decimal) -> None:
    """Bounds belong to what they bound, and numbers may come as whole numbers or text."""
    assert Decimal("0.05") <= RULES.round_to_tick(SHARE, price, up=False) <= Decimal(10**15)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"since": "2026-01-01"}, "since"),
        ({"since": datetime(2026, 1, 1, tzinfo=UTC)}, "since"),
        ({"ladders": [1]}, "ladders"),
        ({"ladders": None}, "ladders"),
        ({"lots": [1]}, "lots"),
        ({"limits": [1]}, "limits"),
        ({"sessions": [1]}, "sessions"),
        ({"settlement_days": -1}, "settlement_days"),
        ({"settlement_days": 31}, "settlement_days"),
        ({"settlement_days": True}, "settlement_days"),
        ({"commission": None}, "commission"),
        ({"taxes": None}, "taxes"),
        ({"short_selling": ["fx"]}, "short_selling"),
        ({"margin_rate": 0}, "margin_rate"),
        ({"margin_rate": "100.00000001"}, "margin_rate"),
        ({"calendar": None}, "calendar"),
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: dict[str, object], field: str) -> None:
    """Whatever rules are made of keeps its law."""
    with pytest.raises(InvalidValue) as refusal:
        MarketRules(**untyped(wrong))

    assert field == refusal.value.field


def test_rules_at_their_bounds() -> None:
    """Bounds belong to what they bound."""
    rules = MarketRules(settlement_days=30, margin_rate=100)

    assert (30, Decimal(100)) == (rules.settlement_days, rules.margin_rate)
    assert 0 == MarketRules(settlement_days=0).settlement_days
