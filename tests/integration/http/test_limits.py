"""Limits of an account."""

from __future__ import annotations

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

LIMITS = {
    "max_order_value": "5000",
    "max_position": "8000",
    "max_daily_loss": "100",
    "max_orders_per_minute": 3,
}
ROOTS = ("", "/stocks")


def test_an_owner_sets_limits_and_sees_them(alice: Person) -> None:
    """What was set is what is shown, alone and as a part of the account."""
    told = alice.put("/api/account/limits/", LIMITS)

    assert 200 == told.status_code
    assert LIMITS.items() <= told.json().items()
    assert told.json() == alice.get("/api/account/limits/").json()
    assert told.json() == alice.get("/api/account/").json()["limits"]


@pytest.mark.parametrize("name", LIMITS)
def test_an_owner_tightens_and_does_not_loosen(alice: Person, name: str) -> None:
    """A limit may be made smaller by its owner, and neither larger nor be taken away."""
    alice.put("/api/account/limits/", LIMITS)

    refused(alice.put("/api/account/limits/", LIMITS | {name: 9000}), 409, "limit_exceeded")
    refused(alice.put("/api/account/limits/", LIMITS | {name: None}), 409, "limit_exceeded")
    assert 200 == alice.put("/api/account/limits/", LIMITS | {name: 2}).status_code


@pytest.mark.parametrize("root", ROOTS)
def test_an_operator_sets_any_limit_of_a_user(operator: Person, alice: Person, root: str) -> None:
    """What the owner may not loosen, an operator may."""
    alice.put("/api/account/limits/", LIMITS)

    told = operator.put(f"{root}/users/{alice.name}/limits/", {"max_order_value": 9000})

    assert 200 == told.status_code
    assert "9000" == told.json()["max_order_value"]
    assert told.json() == alice.get("/api/account/limits/").json()
    assert None is told.json()["max_position"]


@pytest.mark.parametrize("root", ROOTS)
def test_no_user_sets_the_limits_of_another_or_his_own_as_an_operator(
    alice: Person, bob: Person, root: str
) -> None:
    """The path of operators is for operators, whoever is named in it."""
    for name in (alice.name, bob.name, "nobody"):
        refused(alice.put(f"{root}/users/{name}/limits/", {}), 403, "forbidden")


@pytest.mark.parametrize("root", ROOTS)
def test_limits_of_nobody_are_not_found(operator: Person, root: str) -> None:
    """A user who does not exist has no limits to set."""
    refused(operator.put(f"{root}/users/nobody-of-that-name/limits/", {}), 404, "not_found")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_order_value", -1),
        ("max_position", "-0.1"),
        ("max_daily_loss", "much"),
        ("max_orders_per_minute", -1),
        ("max_orders_per_minute", 1.5),
        ("max_orders_per_minute", "3"),
        ("price_band", "NaN"),
        ("max_orders", 3),
    ],
)
def test_what_is_no_limit_is_refused_by_its_field(anyone: Person, field: str, value: object) -> None:
    """A limit is a number not below zero, or none."""
    answer = anyone.put("/api/account/limits/", {field: value})

    assert 400 == answer.status_code
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def test_an_order_over_the_value_is_refused(alice: Person) -> None:
    """An order at the bound passes and one a hair above it does not."""
    alice.put("/api/account/limits/", {"max_order_value": 100})

    body = {"stock_id": "2330", "buy_price": 100, "quantity": 1}
    refused(alice.post("/api/trade/buy/", body | {"buy_price": "100.00000001"}), 409, "limit_exceeded")
    assert 200 == alice.post("/api/trade/buy/", body).status_code


def test_a_position_over_the_value_is_refused(alice: Person) -> None:
    """What is held and what is bought together stay within the bound."""
    alice.put("/api/account/limits/", {"max_position": 100})

    body = {"stock_id": "2330", "buy_price": 50, "quantity": 1}
    assert 200 == alice.post("/api/trade/buy/", body).status_code
    assert 200 == alice.post("/api/trade/buy/", body).status_code
    refused(alice.post("/api/trade/buy/", body), 409, "limit_exceeded")


def test_after_the_days_loss_only_reducing_is_possible(alice: Person) -> None:
    """Whoever has lost as much as he allowed himself buys no more that day, and may still sell."""
    alice.put("/api/account/limits/", {"max_daily_loss": 10})
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 50, "quantity": 2})
    alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 40, "quantity": 1})

    refused(
        alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1, "quantity": 1}),
        409,
        "limit_exceeded",
    )
    sold = alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 40, "quantity": 1})
    assert 200 == sold.status_code


def test_the_one_order_too_many_in_a_minute_is_refused(alice: Person) -> None:
    """Orders are counted whichever door they come through."""
    alice.put("/api/account/limits/", {"max_orders_per_minute": 2})
    body = {"stock_id": "2330", "buy_price": 1, "quantity": 1}

    assert 200 == alice.post("/api/trade/buy/", body).status_code
    assert 200 == alice.post("/api/trade/buy/", body).status_code
    refused(alice.post("/api/trade/buy/", body), 409, "limit_exceeded")
    order = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}
    refused(alice.post("/api/orders/", order), 409, "limit_exceeded")
