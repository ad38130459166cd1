"""The statement of an account."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from tests.integration.http.people import Person

DOCUMENTED = {"id", "at", "cause", "description", "amount", "balance", "order_number", "reference"}


def test_every_movement_is_there_with_its_cause_and_the_balance_after_it(alice: Person) -> None:
    """Whoever reads the statement from below can follow each balance to the next."""
    alice.post("/api/account/deposit/", {"amount": "0.01"})
    number = alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 860.1, "quantity": 10}).json()[
        "order"
    ]["number"]
    alice.post("/api/account/withdraw/", {"amount": 100})

    page = alice.get("/api/account/statement/").json()

    assert {"count", "next", "previous", "results"} <= set(page)
    assert (4, None, None) == (page["count"], page["next"], page["previous"])
    assert all(DOCUMENTED == set(row) and row["at"].endswith("Z") for row in page["results"])
    assert [
        ("withdrawal", "-100", "991299.01"),
        ("fill", "-8601", "991399.01"),
        ("deposit", "0.01", "1000000.01"),
        ("opening", "1000000", "1000000"),
    ] == [(row["cause"], row["amount"], row["balance"]) for row in page["results"]]
    assert number == page["results"][1]["order_number"]


def test_what_is_reserved_and_given_back_is_told(alice: Person) -> None:
    """A resting order takes its money aside and gives it back when it is cancelled, each by a line."""
    order = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 10}
    number = alice.post("/api/orders/", order).json()["number"]
    alice.post(f"/api/orders/{number}/cancel/")

    rows = alice.get("/api/account/statement/").json()["results"]

    assert ["10", "-10", "1000000"] == [row["amount"] for row in rows]
    assert [number, number, None] == [row["order_number"] for row in rows]


def test_balances_go_on_from_page_to_page(alice: Person) -> None:
    """On each page, forwards and backwards, the balance after a movement is the one before it and its amount."""
    for amount in range(1, 8):
        alice.post("/api/account/deposit/", {"amount": amount})
    pages = [alice.get("/api/account/statement/?page_size=3").json()]
    while pages[-1]["next"]:
        pages.append(alice.get(pages[-1]["next"]).json())

    rows = [row for page in pages for row in page["results"]]

    assert [8, 7, 6, 5, 4, 3, 2, 1] == [row["id"] for row in rows]
    for row, older in pairwise(rows):
        assert Decimal(row["balance"]) == Decimal(older["balance"]) + Decimal(row["amount"])
    assert pages[1]["results"] == alice.get(pages[2]["previous"]).json()["results"]
    assert pages[0]["results"] == alice.get(pages[1]["previous"]).json()["results"]


def test_the_oldest_may_come_first(alice: Person) -> None:
    """The order can be turned round, and each balance is still the one after its movement."""
    alice.post("/api/account/deposit/", {"amount": 5})

    rows = alice.get("/api/account/statement/?ordering=at").json()["results"]

    assert [("opening", "1000000"), ("deposit", "1000005")] == [
        (row["cause"], row["balance"]) for row in rows
    ]
    assert rows[::-1] == alice.get("/api/account/statement/?ordering=-at").json()["results"]
