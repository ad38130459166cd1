"""Why the numbers of an account are what they are, and what it was worth."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused


def busy(alice: Person) -> tuple[str, str]:
    """Buy, sell a part, and let an order wait; two products are held."""
    ticker, other = fresh_ticker(), fresh_ticker()
    for symbol in (ticker, other):
        assert alice.post("/api/trade/buy/", {"stock_id": symbol, "buy_price": 10, "quantity": 10}).is_success
    assert alice.post("/api/trade/sell/", {"stock_id": ticker, "sell_price": 12, "quantity": 4}).is_success
    waiting = {"stock_id": ticker, "side": "buy", "quantity": 1, "type": "limit", "limit_price": 9}
    assert alice.post("/api/orders/", waiting).is_success
    return ticker, other


def test_every_number_of_the_account_is_explained(alice: Person) -> None:
    """What is shown of an account is what its entries add up to, each with the number after it."""
    ticker, _ = busy(alice)
    account = alice.get("/api/account/").json()
    (holding,) = [one for one in alice.get("/api/holdings/").json()["holdings"] if one["stock_id"] == ticker]
    asked = {
        **{
            name: account[name]
            for name in ("cash", "reserved", "unsettled", "margin", "owed", "realized_pnl", "fees", "taxes")
        },
        "paid_in": "1000000",
        "cost": "160",
        f"cost&stock_id={ticker}": "60",
        f"quantity&stock_id={ticker}": holding["quantity"],
        f"available&stock_id={ticker}": holding["available"],
    }

    for question, number in asked.items():
        told = alice.get(f"/api/account/why/?of={question}").json()
        assert number == told["balance"], question
        assert Decimal(number) == sum(Decimal(line["change"]) for line in told["results"])
        assert told["balance"] == (told["results"][0]["balance"] if told["results"] else "0")
        for line, older in pairwise(told["results"]):
            assert Decimal(line["balance"]) == Decimal(older["balance"]) + Decimal(line["change"])


def test_older_lines_follow(alice: Person) -> None:
    """Page by page one comes to the first entry that made the number, and no further."""
    for amount in range(1, 8):
        alice.post("/api/account/deposit/", {"amount": amount})
    busy(alice)
    pages = [alice.get("/api/account/why/?of=paid_in&page_size=3").json()]
    while pages[-1]["next"]:
        pages.append(alice.get(pages[-1]["next"]).json())

    assert [3, 3, 2] == [len(page["results"]) for page in pages]
    assert ["7", "6", "5", "4", "3", "2", "1", "1000000"] == [
        line["change"] for page in pages for line in page["results"]
    ]
    assert {"1000028"} == {page["balance"] for page in pages}


def test_a_number_that_was_nothing_in_between_is_explained_to_its_beginning(alice: Person) -> None:
    """A position that was closed and opened again shows all of its life, however small the pages are."""
    ticker = fresh_ticker()
    for side, price, quantity in (
        ("buy", "buy_price", 10),
        ("sell", "sell_price", 10),
        ("buy", "buy_price", 5),
    ):
        wish = {"stock_id": ticker, price: 10, "quantity": quantity}
        assert alice.post(f"/api/trade/{side}/", wish).is_success
    pages = [alice.get(f"/api/account/why/?of=quantity&stock_id={ticker}&page_size=1").json()]
    while pages[-1]["next"]:
        pages.append(alice.get(pages[-1]["next"]).json())

    assert [("5", "5"), ("-10", "0"), ("10", "10")] == [
        (line["change"], line["balance"]) for page in pages for line in page["results"]
    ]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("of=wealth", "of"),
        ("of=quantity", "stock_id"),
        ("of=cash&stock_id=2330", "stock_id"),
        ("of=cash&cursor=elsewhere", "cursor"),
        ("of=cash&page_size=0", "page_size"),
    ],
)
def test_what_cannot_be_explained_is_refused(anyone: Person, question: str, field: str) -> None:
    """A question that has no answer is told what is wrong with it."""
    problem = refused(anyone.get(f"/api/account/why/?{question}"), 400, "invalid_parameter")

    assert [field] == [fault["field"] for fault in problem["errors"]]


def test_equity_is_told_from_the_opening_to_now(alice: Person) -> None:
    """The last point is what the account comes to now, and money that was put in is no profit."""
    alice.post("/api/account/deposit/", {"amount": 500})
    ticker, _ = busy(alice)
    alice.post("/api/trade/sell/", {"stock_id": ticker, "sell_price": 12, "quantity": 6})

    for interval in ("1m", "1h", "1d"):
        told = alice.get(f"/api/account/equity/?interval={interval}").json()
        first, last = told["points"][0], told["points"][-1]
        assert (interval, "TWD") == (told["interval"], told["currency"])
        assert ("1000000", "1000000", "1000500") == (first["equity"], first["paid_in"], last["paid_in"])
        assert alice.get("/api/account/").json()["equity"] == last["equity"]
        assert [one["at"] for one in told["points"]] == sorted(one["at"] for one in told["points"])
