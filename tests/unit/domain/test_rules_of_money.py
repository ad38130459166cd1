"""Rules about values, losses, prices, units and money, each at its exact boundary."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.cases import case, effect, refused, selling
from tests.unit.domain.floor import ACME, PAIR, Floor, FloorRules, later, product, quote, terms
from trading_core.domain.amounts import Price
from trading_core.domain.limits import Limits
from trading_core.domain.product import ProductKind
from trading_core.domain.rules import (
    DailyLoss,
    MaximumOrderValue,
    MaximumPosition,
    PriceBand,
    SufficientFunds,
    SufficientHoldings,
)
from trading_core.domain.words import Side
from trading_core.errors import (
    InsufficientFunds,
    InsufficientHoldings,
    LimitExceeded,
    PriceOutOfBand,
    ShortNotAllowed,
)

if TYPE_CHECKING:
    from tests.unit.domain.floor import Wishes

BUY, SELL = Side.BUY, Side.SELL


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
