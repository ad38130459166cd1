"""Keys that make a request one request, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

import pytest

from tests.integration.http.people import PASSWORD, Door, Person, fresh_name, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.http.routes import ROUTES, WEBHOOK

DEPOSIT = "/api/account/deposit/"
A_SIGNAL = {"action": "buy", "ticker": "EURUSD", "price": "1.1", "sl": "1.0", "tp": "1.2"}
LIMIT = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}


def keyed(key: str | None = None) -> dict[str, str]:
    """A header with a key, one that nobody has used unless said otherwise."""
    return {"Idempotency-Key": key or token_hex(16)}


class Case:
    """One request that changes something, and another that the same key cannot mean."""

    def __init__(self, caller: Door, path: str, body: object = None, other: object = None) -> None:
        self.caller, self.path, self.body, self.other = caller, path, body, other


def a_bar() -> dict[str, Any]:
    return {"ticker": fresh_ticker(), "open_price": 1, "close_price": 1, "high": 1, "low": 1, "volume": 1}


def a_login(person: Person) -> dict[str, str]:
    return {"username": person.name, "password": PASSWORD}


def an_import(**more: object) -> dict[str, object]:
    return {"token": "import-one", "order_number": f"I-{token_hex(6)}", "total_price": 1, **more}


def a_transaction(person: Person, volume: int) -> dict[str, object]:
    body = {"user_id": person.name, "ticker": "2330", "transaction_type": "buy", "transaction_price": 1}
    return {**body, "transaction_volume": volume}


def waiting(person: Person) -> str:
    number: str = person.post("/api/orders/", LIMIT).json()["number"]
    return number


def drafted(person: Person) -> str:
    number: str = person.post("/api/drafts/", LIMIT).json()["number"]
    return number


def executed(person: Person) -> str:
    body = {"stock_id": "2330", "buy_price": 1, "quantity": 1}
    number: str = person.post("/api/trade/buy/", body).json()["order"]["number"]
    return number


Make = Callable[[Person, Person], Case]

CASES: dict[str, Make] = {
    "/api/auth/register/": lambda user, _: Case(
        user.door,
        "/api/auth/register/",
        {"username": fresh_name(), "password": PASSWORD},
        {"username": fresh_name(), "password": PASSWORD},
    ),
    "/api/auth/login/": lambda user, operator: Case(
        user.door, "/api/auth/login/", a_login(user), a_login(operator)
    ),
    "/api/token/": lambda user, operator: Case(user.door, "/api/token/", a_login(user), a_login(operator)),
    "/api/token/refresh/": lambda user, operator: Case(
        user.door, "/api/token/refresh/", {"refresh": user.refresh}, {"refresh": operator.refresh}
    ),
    "/api/auth/logout/": lambda user, _: Case(
        user.door, "/api/auth/logout/", {"refresh": user.refresh}, {"refresh": "another"}
    ),
    "/api/keys/": lambda user, _: Case(
        user, "/api/keys/", {"name": "a", "scopes": ["read"]}, {"name": "b", "scopes": ["read"]}
    ),
    DEPOSIT: lambda user, _: Case(user, DEPOSIT, {"amount": 5}, {"amount": 6}),
    "/api/account/withdraw/": lambda user, _: Case(
        user, "/api/account/withdraw/", {"amount": 5}, {"amount": 6}
    ),
    "/api/trade/buy/": lambda user, _: Case(
        user,
        "/api/trade/buy/",
        {"stock_id": "2330", "buy_price": 1, "quantity": 1},
        {"stock_id": "2330", "buy_price": 1, "quantity": 2},
    ),
    "/api/trade/sell/": lambda user, _: Case(
        user,
        "/api/trade/sell/",
        {"stock_id": "EURUSD", "sell_price": 1, "quantity": 1},
        {"stock_id": "EURUSD", "sell_price": 1, "quantity": 2},
    ),
    WEBHOOK: lambda user, _: Case(user, WEBHOOK, A_SIGNAL, A_SIGNAL | {"sl": "0.9"}),
    WEBHOOK + "{name}/": lambda user, _: Case(user.door, user.address(), A_SIGNAL, A_SIGNAL | {"sl": "0.9"}),
    "/api/holdings/": lambda user, _: Case(user, "/api/holdings/", None, {}),
    "/api/orders/": lambda user, _: Case(user, "/api/orders/", LIMIT, LIMIT | {"quantity": 2}),
    "/api/orders/{name}/cancel/": lambda user, _: Case(
        user, f"/api/orders/{waiting(user)}/cancel/", None, {}
    ),
    "/api/orders/{name}/confirm/": lambda user, _: Case(
        user, f"/api/orders/{drafted(user)}/confirm/", None, {}
    ),
    "/api/drafts/": lambda user, _: Case(user, "/api/drafts/", LIMIT, LIMIT | {"quantity": 2}),
    "/api/orders/{name}/close/": lambda user, _: Case(user, f"/api/orders/{executed(user)}/close/", None, {}),
    "/api/products/": lambda _, operator: Case(
        operator, "/api/products/", {"stock_id": fresh_ticker()}, {"stock_id": fresh_ticker()}
    ),
    "/api/import-order/": lambda user, _: Case(user.door, "/api/import-order/", an_import(), an_import()),
    "/api/analyze/": lambda user, _: Case(
        user, "/api/analyze/", {"stock_id": "2330"}, {"stock_id": "EURUSD"}
    ),
    "/users/": lambda _, operator: Case(
        operator, "/users/", {"username": fresh_name()}, {"username": fresh_name()}
    ),
    "/stocks/users/": lambda _, operator: Case(
        operator, "/stocks/users/", {"username": fresh_name()}, {"username": fresh_name()}
    ),
    "/stocks/": lambda _, operator: Case(operator, "/stocks/", a_bar(), a_bar()),
    "/stocks/stocks/": lambda _, operator: Case(operator, "/stocks/stocks/", a_bar(), a_bar()),
    "/transactions/": lambda user, operator: Case(
        operator, "/transactions/", a_transaction(user, 1), a_transaction(user, 2)
    ),
    "/stocks/transactions/": lambda user, operator: Case(
        operator, "/stocks/transactions/", a_transaction(user, 1), a_transaction(user, 2)
    ),
}


def test_every_post_that_changes_anything_is_tried_here() -> None:
    """The list above is the list of the routes that honour a key."""
    assert {route.path for route in ROUTES if route.keyed} == set(CASES)


@pytest.mark.parametrize("path", CASES)
def test_a_repeat_gets_the_first_answer_byte_for_byte(alice: Person, operator: Person, path: str) -> None:
    """The same key and body gives the same status, type and bytes at every process, marked as a replay."""
    case, key = CASES[path](alice, operator), keyed()

    first = case.caller.post(case.path, case.body, key)

    assert first.is_success, first.text
    assert "idempotent-replayed" not in first.headers
    for line in [*case.caller.each_line(), *case.caller.each_line()]:
        again = line.post(case.path.rstrip("/"), case.body, key)
        assert (first.status_code, first.content) == (again.status_code, again.content)
        assert "true" == again.headers["idempotent-replayed"]
        for name in ("content-type", "location"):
            assert first.headers.get(name) == again.headers.get(name)


@pytest.mark.parametrize("path", CASES)
def test_another_body_under_the_same_key_is_refused(alice: Person, operator: Person, path: str) -> None:
    """A key means one request: with another body, or at another path, nothing is done."""
    case, key = CASES[path](alice, operator), keyed()
    case.caller.post(case.path, case.body, key)

    if case.other:
        refused(case.caller.post(case.path, case.other, key), 422, "idempotency_key_reused")
    # whoever sends to the address of a key is the key's owner
    asker = alice if path.startswith(WEBHOOK) else case.caller
    elsewhere = CASES["/api/trade/buy/" if isinstance(asker, Person) else "/api/import-order/"]
    if path not in {"/api/trade/buy/", "/api/import-order/"}:
        other = elsewhere(alice, operator)
        caller = asker if isinstance(asker, Person) else other.caller
        refused(caller.post(other.path, other.body, key), 422, "idempotency_key_reused")


def test_the_same_effect_is_there_once(alice: Person) -> None:
    """However often it is sent, a deposit with a key is one deposit."""
    key = keyed()
    for _ in range(5):
        assert {"balance": "1000005"} == alice.post(DEPOSIT, {"amount": 5}, key).json()

    assert "1000005" == alice.cash
    assert 2 == alice.get("/api/account/statement/").json()["count"]


def test_without_a_key_every_request_is_another(alice: Person) -> None:
    """Who gives no key means each request."""
    for balance in ("1000005", "1000010"):
        assert {"balance": balance} == alice.post(DEPOSIT, {"amount": 5}).json()


def test_the_key_of_another_caller_is_another_key(alice: Person, bob: Person, operator: Person) -> None:
    """Two callers who choose the same key do not meet, whatever they ask."""
    key = keyed()

    for person, amount in ((alice, 5), (bob, 5), (operator, 7)):
        answer = person.post(DEPOSIT, {"amount": amount}, key)

        assert 200 == answer.status_code
        assert "idempotent-replayed" not in answer.headers


def test_a_program_and_its_owner_are_one_caller(alice: Person) -> None:
    """A repeat may come with another credential of the same user."""
    key = keyed()
    first = alice.post(DEPOSIT, {"amount": 5}, key)

    again = alice.program("trade").post(DEPOSIT, {"amount": 5}, key)

    assert (first.content, "true") == (again.content, again.headers["idempotent-replayed"])


def test_a_refusal_of_the_rules_is_an_answer_and_is_repeated(alice: Person) -> None:
    """What was refused for want of money stays refused under its key, even when the money has come since."""
    key, body = keyed(), {"stock_id": "2330", "buy_price": 1_000_001, "quantity": 1}
    first = alice.post("/api/trade/buy/", body, key)
    refused(first, 409, "insufficient_funds")
    alice.post(DEPOSIT, {"amount": 10})

    again = alice.post("/api/trade/buy/", body, key)

    assert (409, first.content, "true") == (
        again.status_code,
        again.content,
        again.headers["idempotent-replayed"],
    )
    assert "application/problem+json" == again.headers["content-type"]


def test_a_request_that_was_wrong_in_itself_does_not_use_up_its_key(alice: Person) -> None:
    """Who corrects a body, a type or a credential may send the same key."""
    key = keyed()
    refused(alice.post(DEPOSIT, {"amount": "much"}, key), 400, "invalid_body", "amount")
    refused(alice.door.post(DEPOSIT, {"amount": 5}, key), 401, "unauthenticated")
    refused(
        alice.send("POST", DEPOSIT, content=b"5", headers={**key, "Content-Type": "text/plain"}),
        415,
        "unsupported_media_type",
    )
    refused(alice.post("/api/orders/none/cancel/", None, key), 404, "not_found")

    assert "idempotent-replayed" not in alice.post(DEPOSIT, {"amount": 5}, key).headers
    assert "1000005" == alice.cash


def test_a_wrong_password_does_not_use_up_its_key(alice: Person) -> None:
    """Nobody is kept out by having mistyped once."""
    key = keyed()
    refused(
        alice.door.post("/api/token/", a_login(alice) | {"password": "wrong"}, key), 401, "unauthenticated"
    )

    assert 200 == alice.door.post("/api/token/", a_login(alice), key).status_code


@pytest.mark.parametrize("key", ["", "x" * 65, "a\tb", "\xe9"])
def test_what_is_no_key_is_refused(anyone: Person, key: str) -> None:
    """A key is 1 to 64 visible ASCII characters; another one is not passed over, as its sender relies on it."""
    answer = anyone.post(DEPOSIT, {"amount": 1}, {"Idempotency-Key": key})

    refused(answer, 400, "invalid_idempotency_key")


def test_the_longest_key_is_a_key(anyone: Person) -> None:
    """64 characters, and any sign among them, are a key."""
    key = keyed(f"{token_hex(8)} !\"#$%&'()*+,-./:;<=>?@[]^_`{{|}}~".ljust(64, "~"))

    assert "idempotent-replayed" not in anyone.post(DEPOSIT, {"amount": 1}, key).headers
    assert "true" == anyone.post(DEPOSIT, {"amount": 1}, key).headers["idempotent-replayed"]
