"""Previews: an order is decided as it would be, and nothing of it stays."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.use_cases.conftest import House, quote
from trading_core.domain.commands import SetTradingState, open_account, placing
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import OrderType, Side, TradingState
from trading_core.errors import InsufficientFunds, TradingError, Unavailable
from trading_core.testing.contracts.tour import order
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.preview_orders import Preview, PreviewOrders

WISHES = [
    order("N-1", "a", Side.BUY, "ABC", 3),
    order("N-2", "a", Side.BUY, "ABC", 2, type=OrderType.LIMIT, limit_price=9),
    order("N-3", "a", Side.BUY, "ABC", 2, type=OrderType.STOP, stop_price=12),
    order("N-4", "a", Side.BUY, "ABC", 2, type=OrderType.STOP_LIMIT, stop_price=12, limit_price=13),
    order("N-5", "a", Side.BUY, "ABC", 1000),
    order("N-6", "a", Side.SELL, "ABC", 1),
    order("N-7", "nobody", Side.BUY, "ABC", 1),
    order("N-8", "a", Side.BUY, "UNHEARD", 1),
]


@pytest.fixture
def trading(house: House) -> House:
    """An account with a hundred, and a product that costs ten."""
    house.quotes.see(quote("ABC", 10))
    house.do(open_account("a", 100))
    return house


def preview(house: House, *wishes: OrderTerms) -> tuple[Preview, ...]:
    return PreviewOrders(house.books, house.quotes, house.clock)(wishes)


@pytest.mark.parametrize("terms", WISHES, ids=lambda terms: str(terms.number))
def test_what_is_foreseen_is_what_happens(trading: House, terms: OrderTerms) -> None:
    """The preview of an order and the order itself have one outcome: account, order, trades and refusal."""
    (foreseen,) = preview(trading, terms)
    (placed,) = ExecuteCommands(trading.books, trading.quotes, trading.clock)([placing(terms)])

    assert placed == foreseen.placed


def test_what_is_owed_is_priced_too(trading: House) -> None:
    """What somebody is short of holds his money by its price, which no order names."""
    trading.quotes.see(quote("EURUSD", 5))
    trading.do(placing(order("N-0", "a", Side.SELL, "EURUSD", 4)))
    trading.quotes.see(quote("EURUSD", 9))
    terms = order("N-9", "a", Side.BUY, "ABC", 9)
    (foreseen,) = preview(trading, terms)
    (placed,) = ExecuteCommands(trading.books, trading.quotes, trading.clock)([placing(terms)])

    assert isinstance(placed.refusal, InsufficientFunds)
    assert placed == foreseen.placed


def test_nothing_stays_of_a_preview(trading: House) -> None:
    """Neither an order nor an entry nor a product is there afterwards, and no money has moved."""
    before = trading.books.store.accounts.copy(), trading.books.store.products.copy()

    preview(trading, *WISHES)

    assert before == (trading.books.store.accounts, trading.books.store.products)
    assert all(trading.orders.get(terms.number) is None for terms in WISHES)


def test_each_is_foreseen_as_if_it_were_the_only_one(trading: House) -> None:
    """What one order would spend is still there for the next: previews are alternatives."""
    nine = [order(f"N-{number}", "a", Side.BUY, "ABC", 9) for number in (1, 2)]

    assert [Decimal(10)] * 2 == [
        one.placed.account.cash for one in preview(trading, *nine) if one.placed.account is not None
    ]


@pytest.mark.parametrize(("place", "price"), [(0, 10), (1, 9), (2, 12), (3, 13)])
def test_the_fill_is_foreseen_at_the_price_of_the_order(trading: House, place: int, price: int) -> None:
    """At the market an order fills at once; one that names a price is shown as filled there."""
    (found,) = preview(trading, WISHES[place])

    assert found.filled is not None
    assert [price] == [trade.price.value for trade in found.filled.trades]
    assert (found.filled is found.placed) == (place == 0)


def test_a_refusal_is_told_with_the_account_as_it_is(trading: House) -> None:
    """Who cannot pay is told so and what he has; nobody's account is none."""
    too_much, nobodys = preview(trading, WISHES[4], WISHES[6])

    assert isinstance(too_much.placed.refusal, InsufficientFunds)
    assert (None, Decimal(100)) == (too_much.filled, too_much.before and too_much.before.cash)
    assert (None, None) == (nobodys.filled, nobodys.before)


def test_a_silent_market_is_told(trading: House) -> None:
    """Without a price an order at the market cannot be foreseen, and one that names its price can."""
    trading.quotes.down = True
    at_market, limited = preview(trading, *WISHES[:2])

    assert isinstance(at_market.placed.refusal, Unavailable)
    assert limited.placed.ok


def test_a_halt_is_told_before_the_order_is_sent(trading: House) -> None:
    """The kill switch holds for previews as it does for orders."""
    trading.do(SetTradingState(TradingState.HALTED, "a drill"))
    (found,) = preview(trading, WISHES[1])

    assert isinstance(found.placed.refusal, TradingError)
    assert "a drill" in str(found.placed.refusal)


def test_nothing_is_asked_for_nothing(house: House) -> None:
    """No orders, no previews, and nobody is asked for a price."""
    assert () == preview(house)
