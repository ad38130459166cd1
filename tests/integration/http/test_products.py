"""Products."""

from __future__ import annotations

from secrets import randbelow

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused


def shown(person: Person, stock_id: str) -> dict[str, object] | None:
    """A product as the list has it."""
    path: str | None = "/api/products/?page_size=500"
    while path:
        page = person.get(path).json()
        for product in page["results"]:
            if stock_id == product["stock_id"]:
                return dict(product)
        path = page["next"]
    return None


def test_an_operator_makes_a_product(operator: Person, anyone: Person) -> None:
    """What was said of a product is kept, and everybody sees it in the list."""
    ticker = fresh_ticker()
    body = {"stock_id": ticker, "name": "A new thing", "market": "us", "kind": "etf", "currency": "USD"}

    made = operator.post("/api/products/", body | {"price_decimals": 2, "quantity_decimals": 0})

    assert 201 == made.status_code
    assert body.items() <= made.json().items()
    assert made.json() == shown(anyone, ticker)


def test_a_product_that_is_there_is_a_conflict(operator: Person) -> None:
    """A product is made once; a second of its code is refused and changes nothing."""
    ticker = fresh_ticker()
    operator.post("/api/products/", {"stock_id": ticker, "name": "first"})

    refused(operator.post("/api/products/", {"stock_id": ticker, "name": "second"}), 409, "already_exists")
    found = shown(operator, ticker)
    assert found is not None
    assert "first" == found["name"]


@pytest.mark.parametrize(
    ("stock_id", "market"), [("AUDNZD", "fx"), ("XPTUSD", "fx"), ("digits", "tw"), ("fresh", "plain")]
)
def test_a_symbol_not_seen_before_is_made_on_first_use(alice: Person, stock_id: str, market: str) -> None:
    """Pairs and metals belong to fx, four to six digits to Taiwan, all else to the plain market."""
    stock_id = {"digits": str(100_000 + randbelow(900_000)), "fresh": fresh_ticker()}.get(stock_id, stock_id)

    traded = alice.post("/api/trade/buy/", {"stock_id": stock_id, "buy_price": 1, "quantity": 1})

    assert 200 == traded.status_code
    found = shown(alice, stock_id)
    assert found is not None
    assert market == found["market"]


def test_a_product_that_is_switched_off_is_not_traded(operator: Person, alice: Person) -> None:
    """An operator decides what is open for trading."""
    ticker = fresh_ticker()
    operator.post("/api/products/", {"stock_id": ticker, "tradable": False})

    refused(
        alice.post("/api/trade/buy/", {"stock_id": ticker, "buy_price": 1, "quantity": 1}),
        409,
        "not_tradable",
    )


def test_a_price_finer_than_the_product_is_refused(operator: Person, alice: Person) -> None:
    """The decimals that a product is counted in hold for its prices and its quantities."""
    ticker = fresh_ticker()
    operator.post("/api/products/", {"stock_id": ticker, "price_decimals": 2, "quantity_decimals": 0})

    for wrong in ({"buy_price": "1.001", "quantity": 1}, {"buy_price": 1, "quantity": "1.5"}):
        assert 400 == alice.post("/api/trade/buy/", {"stock_id": ticker, **wrong}).status_code


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stock_id", ""),
        ("stock_id", "a b"),
        ("name", ""),
        ("name", " "),
        ("market", "moon"),
        ("kind", "cheese"),
        ("currency", "usd"),
        ("price_decimals", 9),
        ("price_decimals", -1),
        ("quantity_decimals", "2"),
        ("tradable", "yes"),
        ("listed_on", "yesterday"),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_a_product_is_refused_by_its_field(
    operator: Person, field: str, value: object
) -> None:
    """Each field of a product has its law, and an unknown field is none of them."""
    answer = operator.post("/api/products/", {"stock_id": fresh_ticker(), field: value})

    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def test_only_operators_make_products(anyone: Person) -> None:
    """Users trade products and do not make the rules for them."""
    refused(anyone.post("/api/products/", {"stock_id": fresh_ticker()}), 403, "forbidden")


def test_products_are_paged_in_the_order_of_their_codes(operator: Person) -> None:
    """The list is the same one, forwards and backwards, page by page."""
    tickers = sorted(f"ZZ{fresh_ticker()}" for _ in range(4))
    for ticker in tickers:
        operator.post("/api/products/", {"stock_id": ticker})

    last = operator.get("/api/products/?ordering=-stock_id&page_size=3").json()

    codes = [product["stock_id"] for product in last["results"]]
    assert sorted(codes, reverse=True) == codes
    assert set(tickers) <= {
        product["stock_id"] for product in operator.get("/api/products/?ordering=-stock_id").json()["results"]
    }
    following = operator.get(last["next"]).json()
    assert following["results"][0]["stock_id"] < codes[-1]
    assert last["results"] == operator.get(following["previous"]).json()["results"]
