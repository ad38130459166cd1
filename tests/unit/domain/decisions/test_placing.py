"""Bringing orders in: stages, repeats, client order ids, refusals that are kept, and what is reserved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import (
    ACME,
    MONDAY,
    NOW,
    PAIR,
    A,
    Floor,
    FloorRules,
    later,
    quote,
    terms,
)
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import OpenAccount, PlaceOrder, SetLimits, Stage, buy, sell
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Cause, Posting
from trading_core.domain.limits import Limits
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.trades import Provenance
from trading_core.domain.words import Side
from trading_core.errors import (
    InsufficientHoldings,
)

if TYPE_CHECKING:
    pass

BUY, SELL = Side.BUY, Side.SELL
SUBMITTED, ACCEPTED, FILLED = Stage.SUBMITTED, Stage.ACCEPTED, Stage.FILLED


def steps(floor: Floor, number: str) -> list[Step]:
    return [event.step for event in floor.order(number).history]


def test_a_submitted_order_is_only_noted() -> None:
    """Nothing is checked or reserved yet, and its first event tells that it is there."""
    floor = Floor().open(0)
    outcome = floor.ok(PlaceOrder(terms("O", BUY, 10, limit=10), SUBMITTED))
    assert (OrderStatus.PENDING, [Step.SUBMIT]) == (floor.order("O").status, steps(floor, "O"))
    assert ((), (), False) == (outcome.trades, outcome.entries, outcome.replayed)
    assert (floor.order("O"), floor.account()) == (outcome.order, outcome.account)
    assert {} == floor.book.recent_orders
    assert NOW == floor.order("O").created_at


def test_an_accepted_purchase_reserves_its_money() -> None:
    """Price, fee and all are moved from free to reserved by one entry of the order."""
    floor = Floor(FloorRules(fee_rate=Decimal("0.05"))).open(1000)
    outcome = floor.ok(PlaceOrder(terms("O", BUY, 10, limit=10)))
    (entry,) = outcome.entries
    assert (
        Posting(Bucket.CASH, None, Decimal(-105)),
        Posting(Bucket.HELD, None, Decimal(105)),
    ) == entry.postings
    assert (Cause.HOLD, "O", A, 2, NOW) == (entry.cause, entry.order, entry.account, entry.sequence, entry.at)
    assert (OrderStatus.ACCEPTED, [Step.SUBMIT, Step.ACCEPT]) == (floor.order("O").status, steps(floor, "O"))
    assert Decimal(105) == floor.account().hold(OrderNumber("O")).cash
    assert (NOW, {}) == (floor.order("O").history[0].at, floor.book.client_orders)


def test_an_accepted_sale_reserves_its_units() -> None:
    """Units that are on sale are not free, and no money is touched when the proceeds pay the costs."""
    floor = Floor().open(1000)
    floor.trade("B", BUY, 10, 10)
    (entry,) = floor.ok(PlaceOrder(terms("O", SELL, 6, limit=12))).entries
    expected = (Posting(Bucket.LONG, ACME, Decimal(-6)), Posting(Bucket.LONG_HELD, ACME, Decimal(6)))
    assert expected == entry.postings
    assert Quantity(6) == floor.order("O").closing


def test_an_accepted_cover_reserves_short_units() -> None:
    """Units that are being bought back are reserved as such, with the money that the margin does not cover."""
    floor = Floor().open(1000)
    floor.trade("S", SELL, 10, 10, PAIR)
    (entry,) = floor.ok(PlaceOrder(terms("O", BUY, 6, PAIR, limit=21))).entries
    expected = {
        Posting(Bucket.CASH, None, Decimal(-6)),
        Posting(Bucket.HELD, None, Decimal(6)),
        Posting(Bucket.SHORT_HELD, PAIR, Decimal(-6)),
        Posting(Bucket.SHORT, PAIR, Decimal(6)),
    }
    assert expected == set(entry.postings)


def test_nothing_to_reserve_makes_no_entry() -> None:
    """A pledge that rounds to zero is no reservation, so nothing is written down."""
    floor = Floor(FloorRules(margin_rate=Decimal("0.3"))).open(0)
    outcome = floor.ok(PlaceOrder(terms("O", SELL, 1, PAIR, limit="0.00000001")))
    assert (OrderStatus.ACCEPTED, ()) == (floor.order("O").status, outcome.entries)
    assert ZERO == floor.account().held


def test_a_fill_at_once_pays_without_a_reservation() -> None:
    """One entry, the fill's, is all that such a trade writes."""
    floor = Floor().open(1000)
    outcome = floor.trade("O", BUY, 10, 10)
    assert [Cause.FILL] == [entry.cause for entry in outcome.entries]
    assert [Step.SUBMIT, Step.ACCEPT, Step.FILL_ALL] == steps(floor, "O")
    assert ("O.1", NOW, Quantity(10)) == (
        outcome.trades[0].id,
        outcome.trades[0].executed_at,
        outcome.trades[0].quantity,
    )
    assert (floor.order("O"), floor.account()) == (outcome.order, outcome.account)


@pytest.mark.parametrize(
    ("given", "limit", "expected"), [(7, 8, 7), (None, 8, 8), (7, None, 7), (None, None, 11)]
)
def test_the_price_is_the_commands_else_the_orders_else_the_quotes(
    given: int | None, limit: int | None, expected: int
) -> None:
    """A buyer meets the ask when nobody states a price."""
    floor = Floor().open(1000).see(quote(ACME, 10, bid=9, ask=11))
    outcome = floor.ok(PlaceOrder(terms("O", BUY, 10, limit=limit), FILLED, given))
    assert Price(expected) == outcome.trades[0].price


def test_a_price_from_a_quote_says_where_it_comes_from() -> None:
    """Source, age, bid and ask of the quote go into the trade."""
    floor = Floor().open(1000).see(quote(ACME, 10, bid=9, ask=11))
    (trade,) = floor.ok(PlaceOrder(terms("O", BUY, 10), FILLED), later(61)).trades
    assert Provenance("tests", 61, 9, 11) == trade.provenance


def test_a_product_is_made_when_it_is_first_ordered() -> None:
    """An unknown symbol becomes a product of its market, in the currency of the account, and is kept."""
    floor = Floor()
    floor.ok(OpenAccount(AccountTerms("A", "USD"), 1000))
    floor.ok(PlaceOrder(terms("O", BUY, 1, "NEWCO", limit=1), SUBMITTED))
    made = floor.book.products[Symbol("NEWCO")]
    assert ("NEWCO", "USD") == (made.symbol, made.currency)


def test_accepted_orders_of_the_last_minute_are_remembered() -> None:
    """What is older than a minute is forgotten with the next order; the sixtieth second is over."""
    floor = Floor().open(1000, limits=Limits(max_orders_per_minute=9))
    for seconds in (0, 1, 60):
        floor.place(f"O-{seconds}", BUY, 1, limit=1, now=later(seconds))
    assert {A: (later(1), later(60))} == floor.book.recent_orders


def test_no_more_orders_are_remembered_than_are_counted() -> None:
    """Where nobody counts, nothing is remembered; else so many moments as the bound allows."""
    floor = Floor().open(1000)
    floor.place("UNCOUNTED", BUY, 1, limit=1)
    assert {} == floor.book.recent_orders
    floor.ok(SetLimits(A, Limits(max_orders_per_minute=2)))
    for seconds in (0, 10, 60):
        floor.place(f"O-{seconds}", BUY, 1, limit=1, now=later(seconds))
    floor.ok(SetLimits(A, Limits(max_orders_per_minute=1)))
    floor.place("ONE", BUY, 1, limit=1, now=later(120))
    assert {A: (later(120),)} == floor.book.recent_orders


def test_buy_and_sell_say_a_trade_in_one_line() -> None:
    """Both trade at the stated price at once."""
    floor = Floor().open(1000)
    for command, side, price in (
        (buy("B", "A", "ACME", 10, 5), BUY, 5),
        (sell("S", "A", "ACME", 10, 6), SELL, 6),
    ):
        (trade,) = floor.ok(command).trades
        assert (side, Price(price), Quantity(10), MONDAY) == (
            trade.side,
            trade.price,
            trade.quantity,
            trade.day,
        )
    assert Decimal(1010) == floor.account().cash
    assert isinstance(floor.no(sell("S-2", "A", "ACME", 1, 6)), InsufficientHoldings)
