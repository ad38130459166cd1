"""Previews of orders: what they would do, before they are sent."""

from __future__ import annotations

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused

PREVIEW = "/api/orders/preview/"


def test_a_preview_says_what_the_order_then_does(alice: Person) -> None:
    """Price, costs and cash of the preview are those of the order that follows it."""
    wish = {"stock_id": "EURUSD", "side": "buy", "quantity": 10, "type": "limit", "limit_price": "0.5"}

    foreseen = alice.post(PREVIEW, wish).json()
    placed = alice.post("/api/orders/", wish).json()

    assert (False, "0.5", "5", "5", "999995") == tuple(
        foreseen[name] for name in ("fills_at_once", "price", "value", "reserved", "cash_after")
    )
    assert ("1000000", None) == (foreseen["cash"], foreseen["refusal"])
    assert "pending" == placed["status"]
    assert foreseen["reserved"] == alice.get("/api/account/").json()["reserved"]


def test_an_order_at_the_market_is_previewed_with_its_price(alice: Person) -> None:
    """What fills at once shows what it costs at the price of this moment, and nothing is reserved."""
    foreseen = alice.post(
        PREVIEW, {"stock_id": "EURUSD", "side": "sell", "quantity": 10, "type": "market"}
    ).json()

    assert (True, "0", None) == (foreseen["fills_at_once"], foreseen["reserved"], foreseen["refusal"])
    assert None not in {foreseen["price"], foreseen["value"], foreseen["cash_after"]}


def test_a_refusal_is_told_before_the_order_is_sent(alice: Person) -> None:
    """The sentence of the refusal is the one that the order itself would get, and nothing is kept of either."""
    wish = {"stock_id": fresh_ticker(), "side": "sell", "quantity": 1, "type": "limit", "limit_price": 10}

    foreseen = alice.post(PREVIEW, wish).json()
    assert 0 == alice.get("/api/orders/").json()["count"]
    told = refused(alice.post("/api/orders/", wish), 409, "insufficient_holdings")

    assert {"code": told["code"], "detail": told["detail"]} == foreseen["refusal"]
    assert (None, None) == (foreseen["price"], foreseen["cash_after"])


def test_a_wish_that_says_nothing_is_refused_as_an_order_is(anyone: Person) -> None:
    """What is wrong with the words of an order is wrong with those of its preview."""
    wish = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit"}

    assert (
        refused(anyone.post("/api/orders/", wish), 400, "invalid_value")["detail"]
        == refused(anyone.post(PREVIEW, wish), 400, "invalid_value")["detail"]
    )
