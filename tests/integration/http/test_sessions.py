"""Refreshing, verifying and leaving."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.http.people import Door, Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import GUARDED, Route
from tests.servers.service import OPERATOR

# What the writer would carry out, so that nothing else is found wrong with it before the writer sees who sends it.
CARRIED_OUT = {
    "/api/account/deposit/": {"amount": 1},
    "/api/account/withdraw/": {"amount": 1},
    "/api/trade/buy/": {"stock_id": "2330", "buy_price": 900, "quantity": 1},
    "/api/trade/sell/": {"stock_id": "2330", "sell_price": 900, "quantity": 1},
    "/api/holdings/": {"stock_id": "2330", "price": 900, "quantity": 1},
    "/api/orders/": {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1},
}


@pytest.fixture(scope="module")
def gone(door: Door) -> Person:
    """An operator who has logged out and kept his access token."""
    found = door.log_in(*OPERATOR)
    assert 204 == door.post("/api/auth/logout/", {"refresh": found.refresh}).status_code
    return found


def test_a_refresh_token_is_exchanged_for_the_next_pair(alice: Person) -> None:
    """Both tokens are new after a refresh, and the new access token opens the account."""
    answer = alice.door.post("/api/token/refresh/", {"refresh": alice.refresh})

    assert 200 == answer.status_code
    assert {"access", "refresh"} == set(answer.json())
    assert alice.refresh != answer.json()["refresh"]
    assert alice.access != answer.json()["access"]
    visitor = alice.door.carrying({"Authorization": f"Bearer {answer.json()['access']}"})
    assert 200 == visitor.get("/api/account/").status_code


def test_an_old_refresh_token_ends_the_whole_family(alice: Person) -> None:
    """Whoever uses a token a second time is a thief, or comes after one: nothing of the login opens any more."""
    second = alice.door.post("/api/token/refresh/", {"refresh": alice.refresh}).json()

    stolen = alice.door.post("/api/token/refresh/", {"refresh": alice.refresh})

    refused(stolen, 401, "unauthenticated")
    refused(alice.door.post("/api/token/refresh/", {"refresh": second["refresh"]}), 401, "unauthenticated")
    for access in (alice.access, second["access"]):
        visitor = alice.door.carrying({"Authorization": f"Bearer {access}"})
        for line in visitor.each_line():
            refused(line.get("/api/account/"), 401, "unauthenticated")


def test_of_many_refreshes_at_once_one_wins(alice: Person) -> None:
    """However many exchange one token at the same moment, there is never a second good pair."""

    def refresh(_: int) -> int:
        with alice.door.line_of_its_own() as line:
            return line.post("/api/token/refresh/", {"refresh": alice.refresh}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(refresh, range(8)))

    assert [200, *[401] * 7] == statuses


def test_another_login_is_another_family(alice: Person, door: Door) -> None:
    """Ending one session leaves the others of the same user as they are."""
    other = door.log_in(alice.name, "a password of the tests")
    door.post("/api/auth/logout/", {"refresh": alice.refresh})

    assert 200 == other.get("/api/account/").status_code


def test_logging_out_ends_access_at_once_at_every_process(alice: Person) -> None:
    """A token that every process has seen and remembers opens nothing once its session was ended at one of them."""
    for line in alice.each_line():
        assert 200 == line.get("/api/account/").status_code
        assert 200 == line.post("/api/account/deposit/", {"amount": 1}).status_code

    left = alice.door.post("/api/auth/logout/", {"refresh": alice.refresh})

    assert (204, b"") == (left.status_code, left.content)
    for line in alice.each_line():
        refused(line.get("/api/account/"), 401, "unauthenticated")
        refused(line.post("/api/account/deposit/", {"amount": 1}), 401, "unauthenticated")
        refused(line.post("/api/token/verify/", {"token": alice.access}), 401, "unauthenticated")
    refused(alice.door.post("/api/token/refresh/", {"refresh": alice.refresh}), 401, "unauthenticated")


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_an_ended_session_opens_no_route(gone: Person, operator: Person, route: Route) -> None:
    """Whichever handler, batch or remembered answer serves a route, it serves nobody who has left."""
    path, body = route.asked, CARRIED_OUT.get(route.path, route.body)
    if route.path in {"/api/orders/{name}/cancel/", "/api/orders/{name}/close/"}:
        order = operator.post("/api/orders/", CARRIED_OUT["/api/orders/"])
        path = route.path.replace("{name}", order.json()["number"])

    refused(gone.send(route.method, path, body), 401, "unauthenticated")


def test_logging_out_twice_or_with_a_strange_token_is_no_mistake(alice: Person) -> None:
    """Leaving is done when one is out, and it tells nobody which tokens exist."""
    for token in (alice.refresh, alice.refresh, "a token that nobody was given"):
        assert 204 == alice.door.post("/api/auth/logout/", {"refresh": token}).status_code


def test_a_good_access_token_is_verified(anyone: Person) -> None:
    """A token that opens doors is said to be good, with an empty object."""
    answer = anyone.door.post("/api/token/verify/", {"token": anyone.access})

    assert (200, {}) == (answer.status_code, answer.json())


def test_what_is_no_access_token_is_not_verified(anyone: Person) -> None:
    """A refresh token and a text of chance are no access tokens."""
    for token in (anyone.refresh, "nonsense", anyone.access + "A"):
        refused(anyone.door.post("/api/token/verify/", {"token": token}), 401, "unauthenticated")


def test_a_missing_field_is_named(door: Door) -> None:
    """Each of the three asks for its one field."""
    for path, field in (
        ("/api/token/refresh/", "refresh"),
        ("/api/token/verify/", "token"),
        ("/api/auth/logout/", "refresh"),
    ):
        refused(door.post(path, {}), 400, "invalid_body", field)
