"""Two users who do not see each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

Things = dict[str, str]


@pytest.fixture(scope="module")
def owner(anyone: Person) -> Person:
    """Somebody with one of everything."""
    return anyone.door.newcomer()


@pytest.fixture(scope="module")
def things(owner: Person, operator: Person) -> Things:
    """The names of what he has."""
    limit = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}
    waiting = owner.post("/api/orders/", limit).json()["number"]
    bought = owner.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1, "quantity": 1}).json()
    body = {"user_id": owner.name, "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}
    noted = operator.post("/transactions/", body | {"transaction_price": 1}).json()
    key = owner.post("/api/keys/", {"name": "secret-name", "scopes": ["read"]}).json()["id"]
    owner.post("/api/account/deposit/", {"amount": "0.123"})
    return {
        "waiting": waiting,
        "executed": bought["order"]["number"],
        "noted": noted["order_number"],
        "trade": bought["trade"]["id"],
        "id": noted["user_id"],
        "name": owner.name,
        "key": key,
    }


NAMED = [
    ("GET", "/api/orders/{}/", "waiting"),
    ("GET", "/api/orders/{}/", "executed"),
    ("GET", "/api/orders/{}/", "noted"),
    ("POST", "/api/orders/{}/cancel/", "waiting"),
    ("POST", "/api/orders/{}/close/", "executed"),
    ("DELETE", "/api/keys/{}/", "key"),
    *[
        ("GET", f"{root}{path}", who)
        for root in ("", "/stocks")
        for path in ("/users/{}/", "/transactions/{}/", "/transactions/{}/0/9999999999/")
        for who in ("id", "name")
    ],
]


@pytest.mark.parametrize(("method", "path", "thing"), NAMED)
def test_somebody_elses_is_not_there_exactly_as_what_was_never_there(
    bob: Person, things: Things, method: str, path: str, thing: str
) -> None:
    """Another user gets the same bytes for what is not his as for what does not exist."""
    name = things[thing]
    nowhere = ("x" if name[0] != "x" else "y") + name[1:]
    asked = {"X-Request-ID": "the-same-request"}

    somebodys = bob.send(method, path.format(name), headers=asked)
    nobodys = bob.send(method, path.format(nowhere), headers=asked)

    refused(somebodys, 404, "not_found")
    assert nobodys.content == somebodys.content.replace(name.encode(), nowhere.encode())
    assert nobodys.headers.keys() == somebodys.headers.keys()


def test_what_another_has_tried_left_everything_as_it_was(owner: Person, bob: Person, things: Things) -> None:
    """Refused attempts change nothing of what they were about."""
    bob.post(f"/api/orders/{things['waiting']}/cancel/")
    bob.post(f"/api/orders/{things['executed']}/close/")
    bob.delete(f"/api/keys/{things['key']}/")

    assert "pending" == owner.get(f"/api/orders/{things['waiting']}/").json()["status"]
    assert "executed" == owner.get(f"/api/orders/{things['executed']}/").json()["status"]
    assert None is owner.get("/api/keys/").json()["results"][0]["revoked_at"]


LISTS: list[tuple[str, Callable[[Things], str]]] = [
    ("/api/keys/", lambda things: things["key"]),
    ("/api/account/", lambda things: things["id"]),
    ("/api/account/why/", lambda things: things["executed"]),
    ("/api/account/why/?of=quantity&stock_id=2330", lambda things: things["executed"]),
    ("/api/account/equity/", lambda _: '"1000000.123"'),
    ("/api/account/statement/", lambda things: things["executed"]),
    ("/api/holdings/", lambda _: '"2330"'),
    ("/api/history/", lambda things: things["trade"]),
    ("/api/orders/", lambda things: things["waiting"]),
    ("/api/orders/?source=transaction", lambda things: things["noted"]),
]


@pytest.mark.parametrize(("path", "mark"), LISTS)
def test_no_list_shows_what_is_somebody_elses(
    owner: Person, bob: Person, things: Things, path: str, mark: Callable[[Things], str]
) -> None:
    """What the owner sees in his lists is in no list of another user, at any process."""
    assert mark(things) in owner.get(path).text
    for line in bob.each_line():
        assert mark(things) not in line.get(path).text


def test_a_cursor_of_another_users_list_shows_ones_own(owner: Person, bob: Person, things: Things) -> None:
    """A link says where a page begins and not whose it is."""
    link = owner.get("/api/orders/?page_size=1").json()["next"]

    answer = bob.get(link)

    assert (200, []) == (answer.status_code, answer.json()["results"])


def test_a_download_holds_only_ones_own(owner: Person, bob: Person, things: Things) -> None:
    """The file of all trades is of all one's own trades."""
    assert things["trade"] in owner.get("/api/history/", headers={"Accept": "text/csv"}).text
    assert things["trade"] not in bob.get("/api/history/", headers={"Accept": "text/csv"}).text


def test_an_operator_sees_the_orders_of_all_by_their_numbers(operator: Person, things: Things) -> None:
    """Who operates finds anyone's order, since he has to answer for it."""
    for thing in ("waiting", "executed", "noted"):
        assert 200 == operator.get(f"/api/orders/{things[thing]}/").status_code
