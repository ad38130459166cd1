"""Buying and selling at a stated price."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

ORDER = (
    "number source side stock_id type quantity price entry_range stop_loss take_profit take_profits total_price "
    "status reason created_time lines history"
).split()
TRADE = "id order_number stock_id side price quantity fee tax realized_pnl executed_at".split()
HOLDING = "stock_id quantity average_cost last_price market_value unrealized_pnl".split()


def test_a_purchase_shows_its_order_its_trade_the_balance_and_the_holding(alice: Person) -> None:
    """Everything that the page of the contract names comes back from a purchase, exact to the last digit."""
    body = {"stock_id": "2330", "buy_price": 860.1, "quantity": 10}

    bought = alice.post("/api/trade/buy/", body)

    assert 200 == bought.status_code
    answer = bought.json()
    assert {"order", "trade", "balance", "holding"} == set(answer)
    assert set(ORDER) <= set(answer["order"])
    assert set(TRADE) == set(answer["trade"])
    assert set(HOLDING) <= set(answer["holding"])
    assert "991399" == answer["balance"] == alice.cash
    assert ("860.1", "10", "buy", "2330") == tuple(
        answer["trade"][name] for name in ("price", "quantity", "side", "stock_id")
    )
    assert ("executed", "trade", "8601") == tuple(
        answer["order"][name] for name in ("status", "source", "total_price")
    )
    assert answer["order"]["number"] == answer["trade"]["order_number"]
    assert ("10", "860.1", "8601", "0") == tuple(
        answer["holding"][name] for name in ("quantity", "average_cost", "market_value", "unrealized_pnl")
    )


def test_a_sale_realizes_what_was_gained(alice: Person) -> None:
    """Selling at a higher price pays the proceeds and realizes their difference to the cost."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": "860.1", "quantity": "10"})

    sold = alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 905, "quantity": 4})

    assert 200 == sold.status_code
    answer = sold.json()
    assert ("sell", "905", "4", "179.6") == tuple(
        answer["trade"][name] for name in ("side", "price", "quantity", "realized_pnl")
    )
    assert "995019" == answer["balance"] == alice.cash
    assert "6" == answer["holding"]["quantity"]


def test_selling_everything_leaves_no_holding(alice: Person) -> None:
    """What is no longer held is told as none and not as a holding of zero."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})

    sold = alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 10, "quantity": 1})

    assert None is sold.json()["holding"]
    assert [] == alice.get("/api/holdings/").json()["holdings"]


def test_an_order_is_pending_before_it_is_executed(alice: Person) -> None:
    """The life of a trade at a stated price shows both steps, in their order, with their times."""
    bought = alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})

    steps = bought.json()["order"]["history"]
    assert ["pending", "executed"] == [step["status"] for step in steps]
    assert all({"status", "at", "detail"} == set(step) and step["at"].endswith("Z") for step in steps)


def test_a_purchase_beyond_the_balance_is_refused_and_kept_as_rejected(alice: Person) -> None:
    """Whoever cannot pay is told so with a conflict, keeps his money, and finds the order with its reason."""
    refusal = alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1_000_001, "quantity": 1})

    refused(refusal, 409, "insufficient_funds")
    assert "1000000" == alice.cash
    (order,) = alice.get("/api/orders/?status=rejected").json()["results"]
    assert order["reason"]
    assert ["pending", "rejected"] == [step["status"] for step in order["history"]]


def test_stocks_cannot_be_sold_short(alice: Person) -> None:
    """Selling what is not held is refused, whether nothing or too little of it is there."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 10, "quantity": 1})

    too_much = alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 10, "quantity": 2})
    never_held = alice.post("/api/trade/sell/", {"stock_id": "2317", "sell_price": 10, "quantity": 1})

    refused(too_much, 409, "insufficient_holdings")
    refused(never_held, 409, "insufficient_holdings")


def test_a_currency_pair_can_be_sold_short_against_margin(alice: Person) -> None:
    """A sale of a pair that is not held opens a short position whose value is set aside."""
    sold = alice.post("/api/trade/sell/", {"stock_id": "EURUSD", "sell_price": "1.1", "quantity": 1000})

    assert 200 == sold.status_code
    assert "-1000" == sold.json()["holding"]["quantity"]
    account = alice.get("/api/account/").json()
    assert ("998900", "2200") == (account["cash"], account["margin"])


def test_small_letters_name_the_same_product(alice: Person) -> None:
    """A code is read without regard to its case, and leaves in capitals."""
    bought = alice.post("/api/trade/buy/", {"stock_id": "eurusd", "buy_price": 1.1, "quantity": 1})

    assert "EURUSD" == bought.json()["trade"]["stock_id"]


@pytest.mark.parametrize(
    ("path", "price"), [("/api/trade/buy/", "buy_price"), ("/api/trade/sell/", "sell_price")]
)
@pytest.mark.parametrize("missing", ["stock_id", "price", "quantity"])
def test_a_missing_field_is_named(anyone: Person, path: str, price: str, missing: str) -> None:
    """Each field of the body is needed, and the refusal says which one is not there."""
    name = price if missing == "price" else missing
    body = {"stock_id": "2330", price: 10, "quantity": 1}
    del body[name]

    refused(anyone.post(path, body), 400, "invalid_body", name)


@pytest.mark.parametrize(
    ("path", "price"), [("/api/trade/buy/", "buy_price"), ("/api/trade/sell/", "sell_price")]
)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", 0),
        ("price", -1),
        ("quantity", 0),
        ("quantity", "-0.00000001"),
        ("stock_id", "x y"),
        ("stock_id", "台積電"),
    ],
)
def test_what_cannot_be_traded_is_refused_by_its_field(
    anyone: Person, path: str, price: str, field: str, value: object
) -> None:
    """Prices and quantities are above zero and a product has a code; the field is named as the body calls it."""
    name = price if field == "price" else field
    body = {"stock_id": "2330", price: 10, "quantity": 1, name: value}

    refused(anyone.post(path, body), 400, "invalid_value", name)
