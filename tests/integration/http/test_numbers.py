"""Numbers: exact on their way in and on their way out, or refused by the name of their field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.http.people import Door, Person, fresh_name, fresh_ticker
from tests.integration.http.promises import refused

MONEY = "/api/account/deposit/"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("860.1", "860.1"),
        ('"860.1"', "860.1"),
        ('"860.10000000"', "860.1"),
        ("0.1", "0.1"),
        ("0.3", "0.3"),
        ("1.00000001", "1.00000001"),
        ('"0.00000001"', "0.00000001"),
        ("1e2", "100"),
        ("1E-8", "0.00000001"),
        ("12345678.12345678", "12345678.12345678"),
        ("100", "100"),
        ('"100.00"', "100"),
        ("999999999999999.99999999", "999999999999999.99999999"),
        ("1000000000000000", "1000000000000000"),
        ('"1e15"', "1000000000000000"),
    ],
)
def test_an_amount_leaves_exactly_as_it_came(operator: Person, written: str, left: str) -> None:
    """A number or a text becomes the very amount that it says, and leaves as a text without an exponent."""
    body = f'{{"username": "{fresh_name()}", "balance": {written}}}'

    made = operator.post_bytes("/users/", body.encode())

    assert (201, left) == (made.status_code, made.json()["balance"])


@pytest.mark.parametrize("price", ["860.1", '"860.1"', "8.601e2"])
def test_no_sum_is_a_binary_neighbour(alice: Person, price: str) -> None:
    """Prices that no binary fraction can hold add up as people add them."""
    for _ in range(3):
        body = f'{{"stock_id": "2330", "buy_price": {price}, "quantity": 0.1}}'
        assert 200 == alice.post_bytes("/api/trade/buy/", body.encode()).status_code

    (holding,) = alice.get("/api/holdings/").json()["holdings"]
    assert ("0.3", "860.1") == (holding["quantity"], holding["average_cost"])
    assert "999741.97" == alice.cash


@pytest.mark.parametrize(
    "written",
    [
        "NaN", "Infinity", "-Infinity", '"NaN"', '"nan"', '"sNaN"', '"Infinity"', '"-inf"',
        "1e16", '"1e16"', "1e400", '"1e999999999"', "1e-9", '"1e-400"', "1000000000000000.1", "1000000000000001",
        "0.123456789", '"0.000000001"', "1.0000000000000000000000000000000000001", '"' + "9" * 60 + '"', "9" * 400,
        '"\\u0661\\u0662"', '"\\uff11\\uff10"', '"1_000"', '"1,000"', '" 1"', '"1 "', '"1\\n"', '""', '"+1"',
        '"0x10"', '"1."', '".5"', '"01"', '"--1"', '"1e"', "true", "[]", "{}", '"\\u0000"', '"\\u00bd"',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("path", "field", "body"),
    [
        (MONEY, "amount", '{"amount": %s}'),
        ("/api/trade/buy/", "quantity", '{"stock_id": "2330", "buy_price": 1, "quantity": %s}'),
        ("/api/trade/sell/", "sell_price", '{"stock_id": "2330", "sell_price": %s, "quantity": 1}'),
    ],
)
def test_what_is_no_number_within_the_bounds_is_refused_by_its_field(
    anyone: Person, path: str, field: str, body: str, written: str
) -> None:
    """Nothing is rounded, guessed or taken for another number: 400, and the field that is wrong."""
    answer = anyone.post_bytes(path, (body % written).encode())

    assert 400 == answer.status_code, answer.text
    assert answer.json()["code"] in {"invalid_body", "invalid_value"}
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def every_number(door: Door) -> list[tuple[str, str, str]]:
    """Every field of every documented body that is a number, as method, path and field."""
    document = door.promises.document
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            media = operation.get("requestBody", {"content": {}})["content"]
            schema = media.get("application/json", {}).get("schema", {})
            if "$ref" not in schema:
                continue
            name = schema["$ref"].rsplit("/", 1)[-1]
            fields = document["components"]["schemas"][name]["properties"]
            found += [
                (method.upper(), path, field)
                for field, schema in fields.items()
                if {"number", "string"} <= set(schema.get("type", []))
            ]
    return found


VALID: dict[str, dict[str, Any]] = {
    "/api/account/deposit/": {"amount": 1},
    "/api/account/withdraw/": {"amount": 1},
    "/api/account/limits/": {},
    "/api/trade/buy/": {"stock_id": "2330", "buy_price": 1, "quantity": 1},
    "/api/trade/sell/": {"stock_id": "2330", "sell_price": 1, "quantity": 1},
    "/api/orders/": {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1},
    "/api/orders/preview/": {
        "stock_id": "2330",
        "side": "buy",
        "quantity": 1,
        "type": "limit",
        "limit_price": 1,
    },
    "/api/drafts/": {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1},
    "/api/import-order/": {"access_token": "import-one", "order_number": "wrong", "total_price": 1},
    "/users/": {"username": "wrong", "balance": 1},
    "/users/{username}/limits/": {},
    "/api/products/{stock_id}/event-policy/": {},
    "/stocks/": {"ticker": "WRONG", "open_price": 1, "close_price": 1, "high": 1, "low": 1, "volume": 1},
    "/transactions/": {
        "user_id": "operator",
        "ticker": "WRONG",
        "transaction_type": "buy",
        "transaction_volume": 1,
    },
}


def test_every_number_of_every_body_obeys_the_same_laws(operator: Person) -> None:
    """Wherever a body takes a number, NaN, nine decimals, foreign digits and 10^15 and a bit are refused by name."""
    fields = every_number(operator)
    assert len(fields) > 25
    known = fresh_ticker()
    assert 201 == operator.post("/api/products/", {"stock_id": known}).status_code

    for method, path, field in fields:
        body = VALID[path if path in VALID else path.removeprefix("/stocks")]
        asked = path.replace("{username}", "operator").replace("{stock_id}", known)
        for wrong in ("NaN", "0.123456789", "\u0661", "1000000000000000.00000001", "1e16", "-", True, [1]):
            answer = operator.send(method, asked, body | {field: wrong})

            assert 400 == answer.status_code, f"{method} {path} {field}={wrong!r}: {answer.text}"
            assert [field] == [fault["field"] for fault in answer.json()["errors"]], answer.text


def test_every_target_of_an_order_is_read_as_exactly(anyone: Person) -> None:
    """A list of numbers obeys the laws of each of them."""
    order = VALID["/api/orders/"]
    for wrong in ("NaN", "0.123456789", "1e16", "\u0661"):
        answer = anyone.post("/api/orders/", order | {"take_profits": [2, wrong]})
        assert 400 == answer.status_code
        assert answer.json()["errors"][0]["field"].startswith("take_profits")
    answer = anyone.post_bytes("/api/orders/", b'{"take_profits": [2, NaN]}')
    refused(answer, 400, "invalid_body", "take_profits[1]")


def test_a_value_beyond_the_bound_is_refused_even_when_its_factors_are_not(alice: Person) -> None:
    """A price and a quantity may be lawful and their product not: nothing overflows and nothing is rounded."""
    body = {"stock_id": "2330", "buy_price": 10**15, "quantity": 10**15}

    refused(alice.post("/api/trade/buy/", body), 400, "invalid_value")
    assert "1000000" == alice.cash


def test_the_finest_trade_keeps_its_last_digit(alice: Person) -> None:
    """The smallest price of the smallest quantity is traded, and what is finer than money is rounded by name."""
    body = {"stock_id": fresh_ticker(), "buy_price": "0.00000001", "quantity": 1}

    assert "999999.99999999" == alice.post("/api/trade/buy/", body).json()["balance"]
