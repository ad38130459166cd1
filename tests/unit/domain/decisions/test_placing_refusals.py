"""Orders that are refused: which of them are kept, and what the rules are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import (
    ACME,
    NOW,
    A,
    Floor,
    later,
    product,
    quote,
    terms,
)
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import OpenAccount, PlaceOrder, Stage
from trading_core.domain.limits import Limits
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.words import Side
from trading_core.errors import (
    InsufficientFunds,
    InvalidValue,
    InvariantViolated,
    LimitExceeded,
    NoPrice,
    NotFound,
)

if TYPE_CHECKING:
    from trading_core.domain.rules import Case

BUY, SELL = Side.BUY, Side.SELL
SUBMITTED, ACCEPTED, FILLED = Stage.SUBMITTED, Stage.ACCEPTED, Stage.FILLED


def steps(floor: Floor, number: str) -> list[Step]:
    return [event.step for event in floor.order(number).history]


def test_without_any_price_an_order_is_refused_and_kept() -> None:
    """A price is never made up: the order is rejected with its reason."""
    floor = Floor().open(1000)
    refusal = floor.no(PlaceOrder(terms("O", BUY, 10)))
    assert NoPrice(ACME) == refusal
    order = floor.order("O")
    assert (OrderStatus.REJECTED, str(refusal), NOW) == (order.status, order.reason, order.history[-1].at)


def test_a_refused_order_is_kept_and_moves_no_money() -> None:
    """The outcome shows refusal, order and account; journal and balances are as they were."""
    floor = Floor().open(99)
    before, count = floor.account(), len(floor.entries)
    (outcome,) = floor.do(PlaceOrder(terms("O", BUY, 10, limit=10)))
    assert InsufficientFunds(Decimal(100), Decimal(99), before.currency) == outcome.refusal
    assert (before, count) == (floor.account(), len(floor.entries))
    assert (floor.order("O"), before, (), ()) == (
        outcome.order,
        outcome.account,
        outcome.trades,
        outcome.entries,
    )
    assert [Step.SUBMIT, Step.REJECT] == steps(floor, "O")
    assert {} == floor.book.recent_orders


def test_an_order_that_was_accepted_and_cannot_be_filled_at_once_is_rejected() -> None:
    """Acceptance and refusal are both told, and the money is as it was."""
    floor = Floor(guards=()).open(99)
    before = floor.account()
    refusal = floor.no(PlaceOrder(terms("O", BUY, 10, limit=10), FILLED))
    assert InsufficientFunds(Decimal(100), Decimal(99), before.currency) == refusal
    assert [Step.SUBMIT, Step.ACCEPT, Step.REJECT] == steps(floor, "O")
    assert before == floor.account()


def test_an_unknown_account_places_nothing() -> None:
    """There is nobody to keep a rejected order for."""
    floor = Floor()
    (outcome,) = floor.do(PlaceOrder(terms("O", BUY, 10, limit=10)))
    assert (NotFound("account", "A"), None) == (outcome.refusal, outcome.order)
    assert ({}, {}) == (floor.book.orders, floor.book.accounts)


def test_a_product_of_a_market_that_is_not_there_rejects_the_order() -> None:
    """A deployment may leave out markets; an order there is kept as rejected."""
    floor = Floor().open(1000)
    refusal = floor.no(PlaceOrder(terms("O", BUY, 1, "NEWCO", limit=1)))
    assert NotFound("market", "plain") == refusal
    assert OrderStatus.REJECTED is floor.order("O").status


def test_a_product_of_another_currency_is_refused() -> None:
    """An account trades in its own currency alone."""
    floor = Floor()
    floor.ok(OpenAccount(AccountTerms("A", "USD"), 1000))
    (outcome,) = floor.do(PlaceOrder(terms("O", BUY, 1, limit=1)))
    assert InvalidValue("symbol", "ACME, traded in TWD", "a product in USD") == outcome.refusal
    assert outcome.order is None


def test_exits_must_fit_the_price_that_the_order_meets() -> None:
    """A market order learns its entry from the quote: a stop above it is refused then."""
    floor = Floor().open(1000).see(quote(ACME, 10))
    refusal = floor.no(PlaceOrder(terms("O", BUY, 10, stop_loss=11, take_profits=[12])))
    assert isinstance(refusal, InvalidValue)
    assert "stop_loss" == refusal.field
    floor.ok(PlaceOrder(terms("O-2", BUY, 10, stop_loss="9.99", take_profits=[12])))


def test_an_order_that_is_worth_nothing_is_refused() -> None:
    """A value that rounds to zero would trade units for nothing."""
    floor = Floor().open(1000)
    refusal = floor.no(PlaceOrder(terms("O", BUY, "0.5", limit="0.00000001")))
    assert InvalidValue("quantity", "0.5", "a quantity whose value is not zero") == refusal
    floor.ok(PlaceOrder(terms("O-2", BUY, "0.50000001", limit="0.00000001")))


def test_an_order_that_is_worth_more_than_money_can_count_is_refused() -> None:
    """The largest quantity at the largest price is a refusal with our own error, kept like any other."""
    floor = Floor().open(1000)
    refusal = floor.no(PlaceOrder(terms("O", BUY, 10**15, limit=10**15)))
    assert isinstance(refusal, InvalidValue)
    assert OrderStatus.REJECTED is floor.order("O").status
    refusal = floor.no(PlaceOrder(terms("O-2", BUY, 10**15, limit=1)))
    assert InsufficientFunds(Decimal(10) ** 15, Decimal(1000), floor.account().currency) == refusal


def test_the_rate_of_orders_is_bounded() -> None:
    """Two a minute: the third waits for the first to be a minute old."""
    floor = Floor().open(1000, limits=Limits(max_orders_per_minute=2))
    for seconds in (0, 1):
        floor.place(f"O-{seconds}", BUY, 1, limit=1, now=later(seconds))
    expected = LimitExceeded("max_orders_per_minute", Decimal(2), Decimal(3))
    assert expected == floor.no(PlaceOrder(terms("X", BUY, 1, limit=1)), later(59))
    floor.place("O-60", BUY, 1, limit=1, now=later(60))


def test_limits_are_those_of_the_account_that_trades() -> None:
    """Another account's bounds are its own."""
    floor = Floor().open(1000, limits=Limits(max_order_value=1)).open(1000, name="B")
    assert isinstance(floor.no(PlaceOrder(terms("O", BUY, 1, limit=2))), LimitExceeded)
    floor.place("O-2", BUY, 1, limit=2, account="B")


def test_the_first_rule_that_refuses_ends_the_asking() -> None:
    """Rules after the one that refuses are not asked."""
    asked = []

    class Yes:
        def check(self, case: Case) -> None:
            asked.append(case.terms.number)

    class No:
        def check(self, case: Case) -> None:
            raise NoPrice(case.terms.symbol)

    floor = Floor(guards=(Yes(), No(), Yes())).open(0)
    assert NoPrice(ACME) == floor.no(PlaceOrder(terms("O", BUY, 10, limit=10)))
    assert ["O"] == asked


def test_a_rule_sees_the_whole_case() -> None:
    """Everything that a rule may look at is there, as of the moment of the order."""
    seen: list[Case] = []

    class Witness:
        def check(self, case: Case) -> None:
            seen.append(case)

    floor = (
        Floor(guards=(Witness(),))
        .open(1000, limits=Limits(max_position=9, max_orders_per_minute=9))
        .see(quote(ACME, 10))
    )
    floor.trade("B", BUY, 4, 10)
    wanted = terms("O", SELL, 6, limit=12)
    account, recent = floor.account(), floor.book.recent_orders[A]
    floor.ok(PlaceOrder(wanted), later(5))
    case = seen[-1]
    market = next(iter(floor.book.settings.markets.values()))
    assert (account, wanted, SELL, product(ACME)) == (case.account, case.terms, case.side, case.product)
    assert (market, market.rules[0]) == (case.market, case.rules)
    assert (Quantity(4), Quantity(2)) == (case.effect.closing, case.effect.opening)
    assert (Price(12), Decimal(72), later(5)) == (case.price, case.value, case.now)
    assert (Limits(max_position=9, max_orders_per_minute=9), recent) == (case.limits, case.recent_orders)
    assert ("active", "no reason given", floor.book.quotes) == (case.state, case.state_reason, case.quotes)


def test_broken_books_are_no_rejection() -> None:
    """When the books contradict themselves the batch stops and nothing is kept."""

    class Broken:
        def check(self, case: Case) -> None:
            raise InvariantViolated("a law", case.terms.number)

    floor = Floor(guards=(Broken(),)).open(1000)
    before = floor.book
    with pytest.raises(InvariantViolated):
        floor.do(PlaceOrder(terms("O", BUY, 1, limit=1)))
    assert before == floor.book
