"""Each guard at its exact boundary, with its own refusal, and the order in which the guards are asked."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Unpack

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME, FLOOR, NOW, PAIR, Floor, FloorRules, later, product, quote, terms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.effect import Effect
from trading_core.domain.limits import Limits
from trading_core.domain.markets import Ladder, LotLaw, Market, PriceLimit, Scope, Session
from trading_core.domain.product import ProductKind
from trading_core.domain.rules import (
    STANDARD_RULES,
    Case,
    DailyLoss,
    KillSwitch,
    MaximumOrderValue,
    MaximumPosition,
    OrderForm,
    OrderRate,
    PriceBand,
    ProductTradable,
    SessionOpen,
    SufficientFunds,
    SufficientHoldings,
)
from trading_core.domain.words import Side, TradingState
from trading_core.errors import (
    InsufficientFunds,
    InsufficientHoldings,
    InvalidValue,
    LimitExceeded,
    NotTradable,
    OffLot,
    OffTick,
    OutsidePriceLimits,
    PriceOutOfBand,
    ReduceOnly,
    Refused,
    SessionClosed,
    ShortNotAllowed,
    TradingError,
    TradingHalted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.unit.domain.floor import Wishes
    from trading_core.domain.rules import Rule

BUY, SELL = Side.BUY, Side.SELL
EXAMPLE = Floor().open(1000)


def effect(closing: object, opening: object) -> Effect:
    return Effect(Quantity(closing), Quantity(opening))


def case(**facts: Any) -> Case:  # noqa: ANN401 - any field of a case
    """An order to buy ten ACME at ten, which passes every rule, with other facts where a test needs them."""
    rules = FloorRules()
    usual = Case(
        account=EXAMPLE.account(),
        terms=terms("O", BUY, 10, limit=10),
        side=BUY,
        product=product(ACME),
        market=Market(FLOOR, (rules,)),
        rules=rules,
        effect=effect(0, 10),
        price=Price(10),
        value=Decimal(100),
        now=NOW,
        limits=Limits(),
        recent_orders=(),
        state=TradingState.ACTIVE,
        state_reason="a test",
        quotes={},
    )
    return evolve(usual, **facts)


def refused(rule: Rule, found: Case) -> TradingError | None:
    """What a rule says to a case; None when it passes."""
    try:
        rule.check(found)
    except TradingError as refusal:
        return refusal
    return None


def selling(quantity: object, closing: object, **wishes: Unpack[Wishes]) -> dict[str, object]:
    wanted = terms("O", SELL, quantity, ACME, **wishes)
    opening = Quantity(quantity) - Quantity(closing)
    return {"side": SELL, "terms": wanted, "effect": Effect(Quantity(closing), opening)}


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


def test_an_order_may_be_worth_its_bound_and_no_unit_more() -> None:
    """Equal passes, one above is refused, a reduction passes at any value."""
    rule = MaximumOrderValue()
    assert refused(rule, case(limits=Limits(max_order_value=100))) is None
    small = Limits(max_order_value="99.99999999")
    expected = LimitExceeded("max_order_value", Decimal("99.99999999"), Decimal(100))
    assert expected == refused(rule, case(limits=small))
    assert refused(rule, case(limits=small, effect=effect(10, 0))) is None
    assert expected == refused(rule, case(limits=small, effect=effect(9, 1)))
    assert refused(rule, case()) is None


def test_a_position_may_grow_to_its_bound_and_no_unit_more() -> None:
    """What is held and what would be opened count together, at the order's price."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 5, 1)
    rule, facts = MaximumPosition(), {"account": floor.account()}
    assert refused(rule, case(limits=Limits(max_position=150), **facts)) is None
    expected = LimitExceeded("max_position", Decimal(149), Decimal(150))
    assert expected == refused(rule, case(limits=Limits(max_position=149), **facts))
    assert refused(rule, case(limits=Limits(max_position=0), effect=effect(10, 0), **facts)) is None
    assert refused(rule, case(**facts)) is None


def test_a_position_counts_in_the_direction_that_the_order_opens() -> None:
    """Units of the other direction do not count, and only the opening part of the order does."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 5, 1, PAIR)
    facts = {"account": floor.account(), "product": product(PAIR, ProductKind.FX), **selling(10, 5)}
    assert refused(MaximumPosition(), case(limits=Limits(max_position=50), **facts)) is None
    expected = LimitExceeded("max_position", Decimal(49), Decimal(50))
    assert expected == refused(MaximumPosition(), case(limits=Limits(max_position=49), **facts))


def test_after_the_days_loss_nothing_is_opened() -> None:
    """A loss equal to the bound stops opening; one unit less does not, and reducing stays possible."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    floor.trade("S", SELL, 10, 5)
    rule, facts = DailyLoss(), {"account": floor.account()}
    expected = LimitExceeded("max_daily_loss", Decimal(50), Decimal(50))
    assert expected == refused(rule, case(limits=Limits(max_daily_loss=50), **facts))
    assert refused(rule, case(limits=Limits(max_daily_loss="50.01"), **facts)) is None
    assert refused(rule, case(limits=Limits(max_daily_loss=50), effect=effect(10, 0), **facts)) is None
    assert refused(rule, case(limits=Limits(max_daily_loss=50), now=later(days=1), **facts)) is None
    assert refused(rule, case(**facts)) is None


def test_a_bound_of_no_loss_refuses_only_after_a_loss() -> None:
    """Nothing lost yet is no loss; the smallest loss is one."""
    limits = Limits(max_daily_loss=0)
    assert refused(DailyLoss(), case(limits=limits)) is None
    floor = Floor(FloorRules(fee_least=Decimal(1))).open(1000)
    floor.trade("B", BUY, 10, 10)
    expected = LimitExceeded("max_daily_loss", Decimal(0), Decimal(1))
    assert expected == refused(DailyLoss(), case(limits=limits, account=floor.account()))


@pytest.mark.parametrize(
    ("wishes", "blamed"),
    [
        ({"limit": 110}, None),
        ({"limit": 90}, None),
        ({"limit": "110.01"}, "110.01"),
        ({"limit": "89.99"}, "89.99"),
        ({"stop": "110.01"}, "110.01"),
        ({"limit": 100, "stop": "89.99"}, "89.99"),
        ({}, None),
    ],
)
def test_a_stated_price_lies_within_the_band(wishes: Wishes, blamed: str | None) -> None:
    """Exactly ten percent off passes, a hair more does not; limit and stop are both looked at."""
    wanted = terms("O", BUY, 10, **wishes)
    found = case(terms=wanted, limits=Limits(price_band=10), quotes={ACME: quote(ACME, 100)})
    expected = None if blamed is None else PriceOutOfBand(Decimal(blamed), Decimal(100), Decimal(10))
    assert expected == refused(PriceBand(), found)


def test_a_band_needs_a_bound_and_a_quote() -> None:
    """Without either, any price passes."""
    wanted = terms("O", BUY, 10, limit=500)
    assert refused(PriceBand(), case(terms=wanted, quotes={ACME: quote(ACME, 100)})) is None
    assert refused(PriceBand(), case(terms=wanted, limits=Limits(price_band=10))) is None
    other = {PAIR: quote(PAIR, 100)}
    assert refused(PriceBand(), case(terms=wanted, limits=Limits(price_band=10), quotes=other)) is None


def test_what_is_not_held_cannot_be_sold() -> None:
    """The last free unit may be sold; one more is refused with what is free."""
    rule = SufficientHoldings()
    assert refused(rule, case(**selling(10, 10))) is None
    assert InsufficientHoldings(ACME, Decimal(11), Decimal(10)) == refused(rule, case(**selling(11, 10)))
    assert ShortNotAllowed(ACME) == refused(rule, case(**selling(10, 0, take_profits=[5])))
    assert refused(rule, case()) is None


def test_a_short_sale_needs_a_market_and_an_account_that_allow_it() -> None:
    """Where shorts are allowed, the account needs margin; reducing needs neither."""
    pair = {"product": product(PAIR, ProductKind.FX)}
    careful = Floor().open(1000, margin=False).account()
    rule = SufficientHoldings()
    assert refused(rule, case(**pair, **selling(10, 4))) is None
    assert ShortNotAllowed(ACME) == refused(rule, case(account=careful, **pair, **selling(10, 4)))
    assert refused(rule, case(account=careful, **pair, **selling(10, 10))) is None
    assert refused(rule, case(account=careful)) is None


def test_the_last_unit_of_money_buys() -> None:
    """Exactly enough passes, the smallest amount too little is refused with both amounts."""
    rule = SufficientFunds()
    assert refused(rule, case(account=Floor().open(100).account())) is None
    poor = Floor().open("99.99999999").account()
    expected = InsufficientFunds(Decimal(100), Decimal("99.99999999"), poor.currency)
    assert expected == refused(rule, case(account=poor))


def under_water() -> Floor:
    """A short position of ten at ten that would lose 50 at the last price; 900 of cash."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    return floor.see(quote(PAIR, 15))


def test_paper_losses_of_shorts_cannot_be_spent_on_opening() -> None:
    """Buying power is cash less what shorts would lose now."""
    floor = under_water()
    facts = {"account": floor.account(), "quotes": floor.book.quotes}
    assert refused(SufficientFunds(), case(price=Price(85), **facts)) is None
    refusal = refused(SufficientFunds(), case(price=Price("85.1"), **facts))
    assert InsufficientFunds(Decimal(851), Decimal(850), floor.account().currency) == refusal


def test_paper_losses_do_not_stand_in_the_way_of_reducing() -> None:
    """All free cash may be used to end a position, to the last unit."""
    floor = under_water()
    pair = product(PAIR, ProductKind.FX)
    wanted = {"terms": terms("O", BUY, 10, PAIR), "product": pair, "effect": effect(10, 0)}
    facts = {"account": floor.account(), "quotes": floor.book.quotes, **wanted}
    assert refused(SufficientFunds(), case(price=Price(110), **facts)) is None
    refusal = refused(SufficientFunds(), case(price=Price("110.1"), **facts))
    assert InsufficientFunds(Decimal(901), Decimal(900), floor.account().currency) == refusal


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
