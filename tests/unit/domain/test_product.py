"""What can be traded, and what a symbol alone tells about it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.ids import Currency, MarketCode, Symbol
from trading_core.domain.product import (
    CURRENCIES,
    METALS,
    Product,
    ProductKind,
    calendar_day,
    product_for,
)
from trading_core.errors import InvalidValue


def test_a_product_needs_nothing_but_a_symbol() -> None:
    """What is not said about a product restricts nothing."""
    product = Product("acme")

    assert "ACME" == product.symbol
    assert Symbol is type(product.symbol)
    assert "ACME" == product.name
    assert MarketCode("plain") == product.market
    assert ProductKind.OTHER is product.kind
    assert Currency("TWD") == product.currency
    assert (8, 8) == (product.price_decimals, product.quantity_decimals)
    assert product.tradable
    assert product.listed_on is None
    assert Decimal(1) == product.limit_multiple


def test_a_product_reads_names_of_markets_and_currencies() -> None:
    """Text becomes the type that it stands for."""
    product = Product("2330", "台積電", "tw", ProductKind.STOCK, "TWD")

    assert ("台積電", MarketCode("tw"), Currency("TWD")) == (product.name, product.market, product.currency)
    assert MarketCode is type(product.market)
    assert Currency is type(product.currency)


def test_another_name_changes_nothing_else() -> None:
    """A product that an import names keeps its rules."""
    product = product_for(Symbol("0050"))

    assert evolve(product, name="Taiwan 50") == product.named("Taiwan 50")


@pytest.mark.parametrize(
    ("wrong", "field", "found"),
    [
        ({"symbol": "AC ME"}, "Symbol", "'AC ME'"),
        ({"symbol": None}, "Symbol", "None"),
        ({"name": ""}, "name", "''"),
        ({"name": " "}, "name", "' '"),
        ({"name": "a\nb"}, "name", "'a\\nb'"),
        ({"name": 7}, "name", "7"),
        ({"market": "TW"}, "MarketCode", "'TW'"),
        ({"kind": "stock"}, "kind", "'stock'"),
        ({"currency": "twd"}, "Currency", "'twd'"),
        ({"price_decimals": -1}, "price_decimals", "-1"),
        ({"price_decimals": 9}, "price_decimals", "9"),
        ({"price_decimals": True}, "price_decimals", "True"),
        ({"price_decimals": "2"}, "price_decimals", "'2'"),
        ({"quantity_decimals": -1}, "quantity_decimals", "-1"),
        ({"quantity_decimals": 9}, "quantity_decimals", "9"),
        ({"tradable": 1}, "tradable", "1"),
        ({"listed_on": "2026-01-01"}, "listed_on", "'2026-01-01'"),
        ({"listed_on": datetime(2026, 1, 1, tzinfo=UTC)}, "listed_on", "2026-01-01T00:00:00+00:00"),
        ({"limit_multiple": 0}, "limit_multiple", "0"),
        ({"limit_multiple": Decimal(-1)}, "limit_multiple", "-1"),
        ({"limit_multiple": Decimal("100.00000001")}, "limit_multiple", "100.00000001"),
        ({"limit_multiple": Decimal("NaN")}, "limit_multiple", "NaN"),
    ],
)
def test_a_product_that_cannot_be_is_refused(wrong: dict[str, Any], field: str, found: str) -> None:
    """Whatever a product is made of keeps its law, and the refusal says which part does not."""
    with pytest.raises(InvalidValue) as refusal:
        Product(**{"symbol": "ACME", **wrong})

    assert (field, found) == (refusal.value.field, refusal.value.found)


def test_a_product_may_be_at_the_bounds() -> None:
    """Bounds belong to what they bound."""
    product = Product("A", price_decimals=0, quantity_decimals=8, limit_multiple=Decimal(100))

    assert (0, 8, Decimal(100)) == (product.price_decimals, product.quantity_decimals, product.limit_multiple)


@pytest.mark.parametrize("day", [date(1899, 12, 1), date(2200, 12, 31)])
def test_a_day_may_be_the_first_or_the_last(day: date) -> None:
    """Every moment that the library knows falls on one of these days, everywhere."""
    assert day == calendar_day(day)


@pytest.mark.parametrize(
    "day", [date(1899, 11, 30), date(2201, 1, 1), date.min, date.max, "2026-01-01", 5, None]
)
def test_a_day_beyond_the_bounds_is_refused(day: object) -> None:
    """A day so far away is a mistake, and days beyond it could not be counted."""
    with pytest.raises(InvalidValue, match="expected a date from 1899-12-01 to 2200-12-31") as refusal:
        calendar_day(day)

    assert "day" == refusal.value.field


def test_a_price_within_the_scale_passes() -> None:
    """Zeros at the end of a number are no decimals."""
    product = Product("A", price_decimals=2, quantity_decimals=0)

    product.check_scale(Price("1.25000000"), Quantity("7.00"))
    product.check_scale(None, Quantity(7))

    assert Price("1.25") == Price("1.25000000")


def test_a_price_finer_than_the_scale_is_refused() -> None:
    """The books of a product have so many decimals and no more."""
    product = Product("A", price_decimals=2)

    with pytest.raises(InvalidValue) as refusal:
        product.check_scale(Price("1.251"), Quantity(1))

    assert InvalidValue("price", "1.251", "at most 2 decimals") == refusal.value


def test_a_quantity_finer_than_the_scale_is_refused() -> None:
    """Whole shares stay whole, with or without a price."""
    product = Product("A", quantity_decimals=0)

    with pytest.raises(InvalidValue) as refusal:
        product.check_scale(None, Quantity("1.5"))

    assert InvalidValue("quantity", "1.5", "at most 0 decimals") == refusal.value


def test_eight_decimals_take_everything() -> None:
    """The widest scale is that of numbers themselves."""
    Product("A").check_scale(Price("0.00000001"), Quantity("0.00000001"))

    with pytest.raises(InvalidValue):
        Product("A", price_decimals=7).check_scale(Price("0.00000001"), Quantity(1))


@pytest.mark.parametrize(
    ("symbol", "market", "kind"),
    [
        ("EURUSD", "fx", ProductKind.FX),
        ("usdjpy", "fx", ProductKind.FX),
        ("USDCNH", "fx", ProductKind.FX),
        ("XAUUSD", "fx", ProductKind.METAL),
        ("XAGEUR", "fx", ProductKind.METAL),
        ("XPTUSD", "fx", ProductKind.METAL),
        ("XPDUSD", "fx", ProductKind.METAL),
        ("2330", "tw", ProductKind.STOCK),
        ("9904", "tw", ProductKind.STOCK),
        ("0050", "tw", ProductKind.ETF),
        ("00878", "tw", ProductKind.ETF),
        ("006208", "tw", ProductKind.ETF),
        ("9105", "tw", ProductKind.TDR),
        ("910322", "tw", ProductKind.TDR),
        ("030001", "tw", ProductKind.WARRANT),
        ("089999", "tw", ProductKind.WARRANT),
        ("23301", "tw", ProductKind.BOND),
        ("91051", "tw", ProductKind.BOND),
        ("020000", "tw", ProductKind.OTHER),
        ("090000", "tw", ProductKind.OTHER),
        ("712345", "tw", ProductKind.OTHER),
        ("01234", "tw", ProductKind.OTHER),
        ("233", "plain", ProductKind.OTHER),
        ("2330123", "plain", ProductKind.OTHER),
        ("2330A", "plain", ProductKind.OTHER),
        ("AAPL", "plain", ProductKind.OTHER),
        ("GOOGLE", "plain", ProductKind.OTHER),
        ("USDUSD", "plain", ProductKind.OTHER),
        ("XAUXAG", "plain", ProductKind.OTHER),
        ("USDXAU", "plain", ProductKind.OTHER),
        ("BTCUSD", "plain", ProductKind.OTHER),
        ("EURUSDT", "plain", ProductKind.OTHER),
        ("EURUS", "plain", ProductKind.OTHER),
        ("XAU", "plain", ProductKind.OTHER),
    ],
)
def test_a_symbol_tells_its_market(symbol: str, market: str, kind: ProductKind) -> None:
    """A symbol not seen before trades at once, where its look says that it belongs."""
    product = product_for(Symbol(symbol))

    assert (market, kind) == (product.market, product.kind)
    assert Product(symbol, market=market, kind=kind) == product


def test_a_new_product_has_the_money_of_its_first_user() -> None:
    """An account trades in its own currency alone."""
    assert Currency("USD") == product_for(Symbol("2330"), Currency("USD")).currency
    assert Currency("TWD") == product_for(Symbol("2330")).currency


def test_what_is_no_symbol_makes_no_product() -> None:
    """Text goes through the law of symbols whatever a caller says that it is."""
    with pytest.raises(InvalidValue):
        product_for(untyped("no symbol"))


@given(st.sampled_from(sorted(CURRENCIES | METALS)), st.sampled_from(sorted(CURRENCIES)))
def test_every_pair_of_different_money_is_traded_as_such(base: str, quote: str) -> None:
    """All currencies and metals are alike in this."""
    expected = "plain" if base == quote else "fx"

    assert expected == product_for(Symbol(base + quote)).market


@given(st.text(max_size=30))
def test_any_text_makes_a_product_or_is_refused(text: str) -> None:
    """No text gets past the errors of this library."""
    try:
        product = product_for(untyped(text))
    except InvalidValue:
        return
    assert text.upper() == product.symbol
