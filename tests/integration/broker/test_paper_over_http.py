"""Orders that wait are worked by the paper market, without anybody who asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.integration.http.people import Door, Person, fresh_ticker, until
from tests.servers.service import OPERATOR, ServiceServer

BESIDE = 3
CHOSEN = {"BROKER": "paper"}


@pytest.fixture(scope="module")
def door(own_service: ServiceServer) -> Iterator[Door]:
    """A service whose orders are worked."""
    with Door(own_service.url) as door:
        yield door


@pytest.fixture
def alice(door: Door) -> Person:
    """A user who has just registered."""
    return door.newcomer()


def placed(person: Person, **order: object) -> dict[str, Any]:
    answer = person.post("/api/orders/", {"side": "buy", "quantity": "4", "type": "limit", **order})
    assert 201 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def settled(person: Person, number: str, status: str) -> dict[str, Any]:
    return until(lambda: person.get(f"/api/orders/{number}/").json(), lambda order: status == order["status"])


def test_a_limit_is_filled_at_what_the_market_asks(alice: Person) -> None:
    """Whoever offers more than the market asks pays what it asks, and gets back what was reserved beyond that."""
    before = Decimal(alice.cash)
    order = placed(alice, stock_id="2330", limit_price="5000")
    assert "pending" == order["status"]

    done = settled(alice, order["number"], "executed")

    assert Decimal(done["total_price"]) < 4 * 5000
    assert before - Decimal(done["total_price"]) == Decimal(alice.cash)


def posted(operator: Person, ticker: str, price: int) -> None:
    bar = dict.fromkeys(("open_price", "close_price", "high", "low"), price)
    assert operator.post("/stocks/", {"ticker": ticker, "volume": 1, **bar}).is_success


def let_what_is_remembered_expire(door: Door, looker: Person) -> None:
    """Wait until each process has forgotten what it knew of prices by now: what it learns after it is forgotten later."""
    operator, ticker = door.log_in(*OPERATOR), fresh_ticker()
    posted(operator, ticker, 100)
    lines = list(looker.each_line())
    for line in lines:
        assert line.get(f"/api/price/?stock_id={ticker}").is_success
    posted(operator, ticker, 900)
    for line in lines:
        until(partial(told, line, ticker), lambda shown: shown[0] > 500)


def told(person: Door, ticker: str) -> list[Decimal]:
    """What is said of a product now: its price, and its day."""
    shown = person.get(f"/api/price/?stock_id={ticker}").json()
    return [Decimal(shown[name]) for name in ("price", "previous_close", "open", "high", "low")]


def days(person: Person, ticker: str) -> list[dict[str, str]]:
    """The bars of days that are long over."""
    page = person.get(f"/api/price/history/?stock_id={ticker}&from=2026-01-01&to=2026-03-31").json()
    bars: list[dict[str, str]] = page["results"]
    return bars


def test_a_trade_at_a_stated_price_moves_nobody_elses_market(door: Door, alice: Person) -> None:
    """Neither a quote, nor a day that is over, nor a stop that waits: of what is listed, and of what its first trade has priced."""
    guarded, mallory = {}, door.newcomer()
    products = ("2317", fresh_ticker())
    stated = {"quantity": 1, "buy_price": 100}
    for ticker in products:
        assert alice.post("/api/trade/buy/", {**stated, "stock_id": ticker}).is_success
        guarded[ticker] = placed(
            alice, stock_id=ticker, side="sell", quantity="1", type="stop", stop_price="20"
        )
    before = {ticker: days(alice, ticker) for ticker in products}

    for ticker in products:
        assert mallory.post("/api/trade/buy/", {**stated, "stock_id": ticker, "buy_price": 1}).is_success
    let_what_is_remembered_expire(door, alice)

    for ticker, order in guarded.items():
        assert all(price > Decimal(50) for person in alice.each_line() for price in told(person, ticker))
        assert before[ticker] == days(alice, ticker) != []
        settled(alice, placed(alice, stock_id=ticker, limit_price="5000")["number"], "executed")
        assert "pending" == alice.get(f"/api/orders/{order['number']}/").json()["status"]


def test_an_order_that_the_market_does_not_meet_waits(alice: Person) -> None:
    """Nobody sells at a hundredth of the price; another order that came later is not kept waiting by it."""
    waiting = placed(alice, stock_id="2330", limit_price="0.01")
    settled(alice, placed(alice, stock_id="2330", limit_price="5000")["number"], "executed")

    assert "pending" == alice.get(f"/api/orders/{waiting['number']}/").json()["status"]


def test_a_way_out_that_was_met_closes_what_it_guards(alice: Person) -> None:
    """An order whose target lies below the market is closed with a profit as soon as the market is looked at."""
    ticker = fresh_ticker()
    assert alice.post("/api/trade/buy/", {"stock_id": ticker, "buy_price": 100, "quantity": 1}).is_success
    order = placed(alice, stock_id=ticker, limit_price="200", stop_loss="10", take_profits=["201"])
    done = settled(alice, order["number"], "executed")
    assert Decimal(done["total_price"]) < 4 * Decimal(150)

    guarded = placed(alice, stock_id=ticker, limit_price="500", stop_loss="400", take_profits=["600"])

    closed = settled(alice, guarded["number"], "closed")
    assert ["pending", "pending", "executed", "closed"][-2:] == [
        step["status"] for step in closed["history"]
    ][-2:]
