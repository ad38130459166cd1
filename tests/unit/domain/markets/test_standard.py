"""The markets that come with the library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.markets import Market, MarketMode, SessionKind, standard_markets
from trading_core.domain.product import TW, Product, ProductKind
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InvalidValue

PLAIN = standard_markets()
STRICT = standard_markets(MarketMode.STRICT)
CODES = ["plain", "tw", "fx", "us"]

moments = st.datetimes(datetime(1967, 1, 2), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
plain_markets = st.sampled_from(list(PLAIN.values()))
kinds = st.sampled_from(list(ProductKind))
prices = st.decimals("0.00000001", 10**6, places=8).map(Price)
quantities = st.decimals("0.00000001", 10**6, places=8).map(Quantity)


@pytest.mark.parametrize("mode", list(MarketMode))
def test_every_market_is_there_in_either_mode(mode: MarketMode) -> None:
    """A product's market is found whichever rules a deployment chooses."""
    markets = standard_markets(mode)

    assert CODES == list(markets)
    assert CODES == [market.code for market in markets.values()]


def test_plain_is_the_default_and_modes_may_be_text() -> None:
    """A setting is text, and an unknown one stops with its name."""
    assert PLAIN == standard_markets(MarketMode.PLAIN)
    assert STRICT == standard_markets("strict")
    assert PLAIN[TW] != STRICT[TW]
    wrong_modes: list[object] = ["loose", None, 1, []]
    for wrong in wrong_modes:
        with pytest.raises(InvalidValue) as refusal:
            standard_markets(wrong)

        assert ("mode", "plain or strict") == (refusal.value.field, refusal.value.expected)


def test_changing_the_answer_changes_no_other_answer() -> None:
    """Whoever replaces a market does it for himself."""
    mine = dict(standard_markets())
    mine.clear()

    assert CODES == list(standard_markets())
    assert standard_markets() is not standard_markets()


@given(plain_markets, moments, kinds)
def test_plain_markets_are_always_open_and_settle_at_once(
    market: Market, at: datetime, kind: ProductKind
) -> None:
    """No hour, weekend or product is left out."""
    day = market.trading_day(at)

    assert market.is_open(at, Product("A", kind=kind))
    assert all(market.is_open(at, kind=session) for session in SessionKind)
    assert day == market.settlement_day(day)


@given(plain_markets, kinds, prices, prices, quantities, st.dates(date(1967, 1, 1), date(2200, 1, 1)))
def test_plain_markets_refuse_nothing_and_charge_nothing(
    market: Market, kind: ProductKind, price: Price, reference: Price, quantity: Quantity, day: date
) -> None:
    """Any price and quantity, by any type of order."""
    rules, product = market.rules_on(day), Product("A", kind=kind)

    rules.check_price(product, price, reference, day)
    rules.check_quantity(product, quantity)
    for order_type in OrderType:
        rules.check_order_type(product, quantity, order_type)
    assert rules.tick(product, price) is None
    assert rules.price_limits(product, reference, day) is None
    assert all(ZERO == rules.fee(product, side, Decimal(10**15), quantity) for side in Side)
    assert all(ZERO == rules.tax(product, side, Decimal(10**15), Decimal(10**15)) for side in Side)
    assert Decimal(1) == rules.margin_rate


@pytest.mark.parametrize("mode", list(MarketMode))
@pytest.mark.parametrize("kind", list(ProductKind))
def test_only_contracts_on_the_fx_market_may_be_sold_short(mode: MarketMode, kind: ProductKind) -> None:
    """Securities are sold by those who own them, in either mode."""
    contracts = {
        ProductKind.FX,
        ProductKind.METAL,
        ProductKind.CRYPTO,
        ProductKind.INDEX,
        ProductKind.OTHER,
    }
    product = Product("A", kind=kind)

    for code, market in standard_markets(mode).items():
        shorted = code == "fx" and kind in contracts
        assert [shorted] * len(market.rules) == [rules.may_short(product) for rules in market.rules]


@pytest.mark.parametrize(("code", "day"), [("plain", 1), ("tw", 2), ("fx", 1), ("us", 1)])
def test_plain_markets_keep_their_own_clocks(code: str, day: int) -> None:
    """A day order in Taiwan ends with the day of Taiwan."""
    evening = datetime(2026, 3, 1, 16, tzinfo=UTC)
    market = {str(known): market for known, market in PLAIN.items()}[code]

    assert date(2026, 3, day) == market.trading_day(evening)


def test_new_york_goes_to_bed_later_than_greenwich() -> None:
    """Early on a day of UTC it is still the day before in the United States."""
    early = datetime(2026, 3, 2, 4, 59, tzinfo=UTC)
    days = {str(code): market.trading_day(early).day for code, market in PLAIN.items()}

    assert {"plain": 2, "tw": 2, "fx": 2, "us": 1} == days


def test_markets_have_names() -> None:
    """A list of markets is read by people."""
    assert ["Plain", "Taiwan, plain", "Currencies and metals, plain", "United States, plain"] == [
        market.name for market in PLAIN.values()
    ]
    assert ["Plain", "Taiwan", "Currencies and metals", "United States"] == [
        market.name for market in STRICT.values()
    ]
