"""Each guard at its exact boundary, with its own refusal, and the order in which the guards are asked."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from tests.unit.domain.cases import case, effect, refused
from tests.unit.domain.floor import ACME, FLOOR, NOW, PAIR, Floor, FloorRules, later, product, quote, terms
from trading_core.domain.amounts import Price
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Ladder, LotLaw, Market, PriceLimit, Scope, Session
from trading_core.domain.product import ProductKind
from trading_core.domain.rules import (
    STANDARD_RULES,
    KillSwitch,
    OrderForm,
    OrderRate,
    ProductTradable,
    SessionOpen,
)
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    InvalidValue,
    LimitExceeded,
    NotTradable,
    OffLot,
    OffTick,
    OutsidePriceLimits,
    ReduceOnly,
    Refused,
    SessionClosed,
    TradingHalted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


BUY, SELL = Side.BUY, Side.SELL


@pytest.mark.parametrize("reduces", [True, False])
def test_nothing_passes_while_trading_is_halted(reduces: bool) -> None:
    """Halted is halted, for reductions too, and the reason is told."""
    found = case(state=TradingState.HALTED, effect=effect(10, 0 if reduces else 1))
    assert TradingHalted("a test") == refused(KillSwitch(), found)


def test_only_reductions_pass_while_reducing() -> None:
    """One unit that opens refuses the order."""
    reducing = {"state": TradingState.REDUCING}
    assert refused(KillSwitch(), case(effect=effect(10, 0), **reducing)) is None
    assert ReduceOnly("a test") == refused(KillSwitch(), case(effect=effect(9, 1), **reducing))
    assert refused(KillSwitch(), case(effect=effect(9, 1))) is None


def test_a_product_that_is_switched_off_is_refused() -> None:
    """A product can be known and not tradable."""
    assert NotTradable(ACME) == refused(ProductTradable(), case(product=product(ACME, tradable=False)))
    assert refused(ProductTradable(), case()) is None


def test_a_closed_session_is_refused() -> None:
    """The market and the moment are told; the product's own sessions count."""
    hours = FloorRules(sessions=[Session(time(1), time(3))])
    market = Market(FLOOR, (hours,))
    assert SessionClosed("floor", NOW) == refused(SessionOpen(), case(market=market))
    assert refused(SessionOpen(), case(market=market, now=later(-1))) is None


def test_a_session_may_be_for_some_products_alone() -> None:
    """The market is open for pairs and closed for shares at the same moment."""
    hours = FloorRules(sessions=[Session(time(1), time(4), scope=Scope([ProductKind.FX]))])
    market = Market(FLOOR, (hours,))
    assert SessionClosed("floor", NOW) == refused(SessionOpen(), case(market=market))
    assert refused(SessionOpen(), case(market=market, product=product(PAIR, ProductKind.FX))) is None


STRICT = FloorRules(
    ladders=[Ladder([(0, "0.5")])],
    lots=[LotLaw(board=10, odd_step=5, odd_lot_limit_only=True)],
    limits=[PriceLimit(percent=10)],
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (terms("O", BUY, 12), OffLot(Decimal(12), Decimal(10))),
        (terms("O", BUY, 10, limit="10.3"), OffTick(Decimal("10.3"), Decimal("0.5"))),
        (terms("O", BUY, 10, stop="10.3"), OffTick(Decimal("10.3"), Decimal("0.5"))),
        (terms("O", BUY, 10, limit="11.5"), OutsidePriceLimits(Decimal("11.5"), Decimal(9), Decimal(11))),
        (terms("O", BUY, 10, limit="8.5"), OutsidePriceLimits(Decimal("8.5"), Decimal(9), Decimal(11))),
        (terms("O", BUY, 10, limit=11, stop=9), None),
        (terms("O", BUY, 10), None),
    ],
)
def test_the_form_of_an_order_is_the_markets(wanted: object, expected: Refused | None) -> None:
    """Lot, tick and the day's limits hold for every price that the order states."""
    quotes = {ACME: quote(ACME, 50, close=10)}
    found = case(terms=wanted, rules=STRICT, market=Market(FLOOR, (STRICT,)), quotes=quotes)
    assert expected == refused(OrderForm(), found)


def test_an_order_type_that_the_market_does_not_take_is_refused() -> None:
    """An odd lot trades by limit alone on such a market."""
    refusal = refused(OrderForm(), case(terms=terms("O", BUY, 5), rules=STRICT))
    assert isinstance(refusal, Refused | InvalidValue)
    assert refused(OrderForm(), case(terms=terms("O", BUY, 5, limit=10), rules=STRICT)) is None


def test_without_a_quote_the_days_limits_are_not_known() -> None:
    """A reference price is never made up, neither without a quote nor without a previous close."""
    far = terms("O", BUY, 10, limit=50)
    for quotes in ({}, {ACME: quote(ACME, 10)}, {PAIR: quote(PAIR, 10, close=10)}):
        assert refused(OrderForm(), case(terms=far, rules=STRICT, quotes=quotes)) is None


def test_scales_finer_than_the_products_are_refused() -> None:
    """Neither a quantity nor a stated price may be finer than the product is counted."""
    coarse = evolve(product(ACME), price_decimals=2, quantity_decimals=0)
    fine_quantity, fine_price = terms("O", BUY, "1.5"), terms("O", BUY, 1, limit="10.123")
    for wanted, field in ((fine_quantity, "quantity"), (fine_price, "price")):
        refusal = refused(OrderForm(), case(terms=wanted, product=coarse))
        assert isinstance(refusal, InvalidValue)
        assert field == refusal.field
    assert refused(OrderForm(), case(terms=terms("O", BUY, 1, limit="10.12"), product=coarse)) is None


def test_new_shares_have_no_limits_on_the_trading_day_of_the_order() -> None:
    """The day is the market's own day of now."""
    free = FloorRules(limits=[PriceLimit(percent=10, free_days=1)])
    facts = {
        "terms": terms("O", BUY, 10, limit=50),
        "rules": free,
        "quotes": {ACME: quote(ACME, 10, close=10)},
    }
    listed = evolve(product(ACME), listed_on=date(2026, 3, 2))
    assert refused(OrderForm(), case(product=listed, **facts)) is None
    assert isinstance(
        refused(OrderForm(), case(product=listed, now=later(days=1), **facts)), OutsidePriceLimits
    )


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((0, 30, "59.999999"), LimitExceeded("max_orders_per_minute", Decimal(3), Decimal(4))),
        ((0, 30, 60), None),
        ((0, 30), None),
        ((0, 1, 2, 3), LimitExceeded("max_orders_per_minute", Decimal(3), Decimal(5))),
    ],
)
def test_the_rate_of_orders_counts_the_last_sixty_seconds(ages: Sequence[object], expected: object) -> None:
    """Three orders younger than a minute leave no room for a fourth; the sixtieth second is over."""
    recent = tuple(later(-float(str(age))) for age in ages)
    found = case(recent_orders=recent, limits=Limits(max_orders_per_minute=3))
    assert expected == refused(OrderRate(), found)


def test_without_a_rate_any_number_of_orders_passes() -> None:
    """No bound is no bound, and a bound of zero lets nothing pass."""
    assert refused(OrderRate(), case(recent_orders=(NOW,) * 100)) is None
    expected = LimitExceeded("max_orders_per_minute", Decimal(0), Decimal(1))
    assert expected == refused(OrderRate(), case(limits=Limits(max_orders_per_minute=0)))


def test_a_case_names_the_prices_that_its_order_states() -> None:
    """Limit before stop, and nothing for a market order."""
    assert () == case(terms=terms("O", BUY, 1)).stated
    assert (Price(9),) == case(terms=terms("O", BUY, 1, stop=9)).stated
    assert (Price(10), Price(9)) == case(terms=terms("O", BUY, 1, limit=10, stop=9)).stated


LIMITS = ("max_orders_per_minute", "max_order_value", "max_position", "max_daily_loss")
BROKEN: tuple[tuple[str, dict[str, object]], ...] = (
    ("trading_halted", {"state": TradingState.HALTED}),
    ("not_tradable", {"product": product(ACME, tradable=False)}),
    ("session_closed", {"market": Market(FLOOR, (FloorRules(sessions=[Session(time(1), time(2))]),))}),
    ("off_tick", {"rules": FloorRules(ladders=[Ladder([(0, 3)])])}),
    *((name, {}) for name in LIMITS),
    ("price_out_of_band", {"quotes": {ACME: quote(ACME, 100)}}),
    ("insufficient_holdings", {"side": SELL, "terms": terms("O", SELL, 10, limit=10)}),
    ("insufficient_funds", {"price": Price(10**6)}),
)


@pytest.mark.parametrize("first", range(len(BROKEN)))
def test_the_rules_are_asked_in_their_documented_order(first: int) -> None:
    """With a rule and all that follow it broken at once, they refuse in this order, each in its own words."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 5)
    facts: dict[str, object] = {"account": floor.account()}
    names = [name for name, _ in BROKEN[first:]]
    for _, more in BROKEN[first:]:
        facts |= more
    limits = Limits(**{name: 0 for name in LIMITS if name in names}, price_band=1)
    found = [refused(rule, case(limits=limits, **facts)) for rule in STANDARD_RULES]
    said = [getattr(refusal, "limit", refusal.code) for refusal in found if refusal is not None]
    assert names == said
    assert [None] * first == found[:first]
