"""Values made by strategies are lawful, within their bounds, and as varied as the world that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve, has
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.junk import hostile_context
from tests.unit.testing.strategies.looking import census, few, found, number_of, smallest
from tests.unit.untyped import untyped
from trading_core.domain.markets import Market
from trading_core.domain.product import ProductKind
from trading_core.domain.quotes import Bar, Quote
from trading_core.errors import InvalidValue
from trading_core.testing import strategies

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BOUNDED = [strategies.prices, strategies.quantities, strategies.amounts]
VALUES = ["products", "quotes", "bars", "signals", "markets"]


@pytest.mark.parametrize("name", VALUES)
@few
@given(data=st.data())
def test_what_is_made_passes_its_own_constructor(name: str, data: st.DataObject) -> None:
    """A value of a strategy can be made again by anybody through the public door."""
    made = data.draw(getattr(strategies, name)())

    assert has(type(made))
    assert made == evolve(made)


@pytest.mark.parametrize("maker", BOUNDED)
@few
@given(data=st.data())
def test_numbers_keep_their_bounds_and_decimals(
    maker: Callable[..., st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    """Both bounds are included, and nothing is finer than was asked for."""
    number = number_of(data.draw(maker(min_value="0.251", max_value=3, decimals=2)))

    assert Decimal("0.26") <= number <= 3
    assert number == number.quantize(Decimal("0.01"))


@pytest.mark.parametrize("maker", BOUNDED)
def test_numbers_reach_their_bounds(maker: Callable[..., st.SearchStrategy[Any]]) -> None:
    """Mistakes live at the bounds, so they have to be tried."""
    strategy = maker(min_value="0.7", max_value="3.4", decimals=1)

    assert found(strategy, lambda value: number_of(value) == Decimal("0.7"))
    assert found(strategy, lambda value: number_of(value) == Decimal("3.4"))


@pytest.mark.parametrize("maker", BOUNDED)
def test_numbers_are_made_small_towards_a_whole_one(
    maker: Callable[..., st.SearchStrategy[Any]],
) -> None:
    """A failing test shows 1 and not 0.00000001, unless the digits matter."""
    assert Decimal(1) == number_of(smallest(maker(), lambda value: number_of(value) > 0))
    assert Decimal("1.5") == number_of(smallest(maker(min_value="1.5", max_value="1.9")))


@pytest.mark.parametrize("maker", BOUNDED)
@few
@given(data=st.data())
def test_numbers_are_made_under_any_decimal_context(
    maker: Callable[..., st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    """A test may set a thread's context as it likes and still draw its numbers."""
    with localcontext(hostile_context()):
        number = data.draw(maker(min_value="0.00000001", max_value="999999999999999.12345678"))

    assert number_of(number) <= Decimal("999999999999999.12345678")


def test_nothing_at_all_is_a_quantity() -> None:
    """Whoever allows zero gets it."""
    assert not smallest(strategies.quantities(min_value=0), lambda _: True)


@few
@given(strategies.instants(min_value=MONDAY, max_value=MONDAY + timedelta(days=1)))
def test_moments_keep_their_bounds(moment: datetime) -> None:
    """Moments are in UTC and within what was asked for."""
    assert MONDAY <= moment <= MONDAY + timedelta(days=1)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "name", ["account_ids", "order_numbers", "fill_ids", "symbols", "currencies", "instants"]
)
def test_names_are_made_small_towards_the_usual_ones(name: str) -> None:
    """The first name of each kind is one that a reader knows."""
    usual: dict[str, object] = {
        "account_ids": "A",
        "order_numbers": "O-1",
        "fill_ids": "F-1",
        "symbols": "ACME",
        "currencies": "TWD",
        "instants": datetime(2000, 1, 1, tzinfo=UTC),
    }

    assert usual[name] == smallest(getattr(strategies, name)())


@pytest.mark.parametrize("name", ["account_ids", "order_numbers", "fill_ids"])
def test_the_longest_name_that_every_law_allows_is_tried(name: str) -> None:
    """A column that is one too short is found."""
    assert found(getattr(strategies, name)(), lambda made: len(made) == 64)


@pytest.mark.parametrize("kind", ProductKind)
def test_products_of_every_kind_are_made(kind: ProductKind) -> None:
    """No kind is beyond the reach of a property about products."""
    assert any(product.kind is kind for product in census("products"))
    assert kind is smallest(strategies.products(kind=kind)).kind


def test_products_are_also_such_as_nobody_would_make_on_first_use() -> None:
    """Closed ones, young ones, and funds that move by a multiple."""
    assert any(not product.tradable for product in census("products"))
    assert any(product.listed_on is not None for product in census("products"))
    assert any(product.limit_multiple != 1 for product in census("products"))
    assert any(product.name != product.symbol for product in census("products"))


@few
@given(strategies.products(symbol="2330", market=st.just("us"), currency="USD", tradable=False))
def test_products_are_as_they_were_wished(product: Any) -> None:  # noqa: ANN401 - a product
    """Each wish is granted, be it a value or a strategy."""
    wished = (product.symbol, product.market, product.currency, product.tradable)

    assert ("2330", "us", "USD", False) == wished


def test_markets_are_known_ones_and_others() -> None:
    """A store or a door may meet any market that can be described."""
    assert any(market.code == "tw" for market in census("markets"))
    assert any(market.code == "village" for market in census("markets"))
    assert any(market.rules[0].settlement_days == 3 for market in census("markets"))


@few
@given(strategies.markets(code="mine"))
def test_markets_are_called_as_they_were_wished(market: Market) -> None:
    """Whoever puts a market beside others needs it under a name of its own."""
    assert "mine" == market.code


@few
@given(strategies.quotes(symbol="2330", at=MONDAY, price=strategies.prices(min_value=9, max_value=10)))
def test_quotes_are_as_they_were_wished(quote: Quote) -> None:
    """Every price of a quote is one of those that were wished."""
    known = [quote.last, quote.bid, quote.ask, quote.previous_close]

    assert ("2330", MONDAY) == (quote.symbol, quote.as_of)
    assert all(9 <= price.value <= 10 for price in known if price is not None)


@pytest.mark.parametrize("known", ["bid", "ask", "previous_close"])
def test_quotes_know_all_or_some_prices(known: str) -> None:
    """Sources differ in what they tell."""
    assert any(getattr(quote, known) is None for quote in census("quotes"))
    assert any(getattr(quote, known) is not None for quote in census("quotes"))


@few
@given(strategies.bars(symbol="2330", start=MONDAY, price="9.5"))
def test_bars_are_as_they_were_wished(bar: Bar) -> None:
    """One price leaves one bar, but for its volume and what its day is measured by."""
    plain = evolve(bar, reference=None, comparable=True)
    assert Bar("2330", MONDAY, "9.5", "9.5", "9.5", "9.5", bar.volume) == plain


def test_bars_rise_and_fall_and_reach_their_extremes() -> None:
    """Every shape of a candle is tried."""
    assert any(bar.low == bar.open < bar.close == bar.high for bar in census("bars"))
    assert any(bar.low == bar.close < bar.open == bar.high for bar in census("bars"))
    assert any(bar.low < bar.open < bar.close < bar.high for bar in census("bars"))
    assert any(bar.low < bar.close < bar.open < bar.high for bar in census("bars"))


@few
@given(strategies.bar_series(symbol="2330", min_size=2, max_size=5, span=timedelta(hours=1)))
def test_a_series_of_bars_is_of_one_product_and_in_a_row(series: tuple[Bar, ...]) -> None:
    """Bars follow one another at the span."""
    assert 2 <= len(series) <= 5
    assert {"2330"} == {bar.symbol for bar in series}
    assert {timedelta(hours=1)} == {after.start - before.start for before, after in pairwise(series)}


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: strategies.prices(min_value=2, max_value=1), "max_value"),
    (lambda: strategies.prices(min_value="0.001", max_value="0.009", decimals=2), "max_value"),
    (lambda: strategies.prices(min_value=0), "min_value"),
    (lambda: strategies.quantities(min_value=-1), "min_value"),
    (lambda: strategies.amounts(min_value="one"), "min_value"),
    (lambda: strategies.amounts(max_value=None), "max_value"),
    (lambda: strategies.amounts(decimals=9), "decimals"),
    (lambda: strategies.amounts(decimals=-1), "decimals"),
    (lambda: strategies.amounts(decimals=True), "decimals"),
    (lambda: strategies.instants(min_value=MONDAY, max_value=MONDAY - timedelta(seconds=1)), "max_value"),
    (lambda: strategies.instants(min_value=datetime(2026, 1, 1)), "min_value"),  # noqa: DTZ001 - on purpose
    (lambda: strategies.quotes(symbol="no symbol"), "Symbol"),
    (lambda: strategies.quotes(at="today"), "time"),
    (lambda: strategies.bars(price=0), "price"),
    (lambda: strategies.products(kind="stock"), "kind"),
    (lambda: strategies.products(tradable=1), "tradable"),
    (lambda: strategies.markets(code="TW"), "MarketCode"),
    (lambda: strategies.bar_series(min_size=3, max_size=2), "min_size"),
    (lambda: strategies.bar_series(min_size=-1), "min_size"),
    (lambda: strategies.bar_series(max_size=10_001), "max_size"),
    (lambda: strategies.bar_series(span=timedelta(0)), "span"),
    (lambda: strategies.bar_series(span=timedelta(days=4)), "span"),
    (lambda: strategies.bar_series(span=untyped("a day")), "span"),
]


@pytest.mark.parametrize(("make", "field"), WRONG)
def test_wishes_that_cannot_be_granted_are_refused_when_the_strategy_is_made(
    make: Callable[[], object], field: str
) -> None:
    """Not when it is first drawn from, in the middle of somebody's test."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert field == refused.value.field
