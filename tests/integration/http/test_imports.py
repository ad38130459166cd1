"""Importing orders that were made elsewhere."""

from __future__ import annotations

from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest

from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.http.promises import refused

PATH = "/api/import-order/"
TOKEN = {"access_token": "import-one"}
BOOK = {"sku": "BOOK-1", "name": "A book", "quantity": 3, "unit_price": "50.25"}
PEN = {"stock_id": "PEN", "quantity": "1.5", "unit_price": 2}


def an_order(**more: object) -> dict[str, Any]:
    """An order whose number nobody has used."""
    return {"order_number": f"A-{token_hex(6)}", "total_price": "150.75", "products": [BOOK], **more}


def test_an_order_is_kept_as_it_came(door: Door, operator: Person) -> None:
    """Number, total, lines and time are what was sent, and operators find the order by its number."""
    body = an_order(
        total_price=153.75, products=[BOOK, PEN], created_time="2026-01-05T09:30:00+08:00", **TOKEN
    )

    made = door.post(PATH, body)

    assert 201 == made.status_code
    order = made.json()
    assert (body["order_number"], "import", "153.75", "2026-01-05T01:30:00Z") == tuple(
        order[name] for name in ("number", "source", "total_price", "created_time")
    )
    assert [("BOOK-1", "A book", "3", "50.25"), ("PEN", None, "1.5", "2")] == [
        tuple(line[name] for name in ("stock_id", "name", "quantity", "unit_price"))
        for line in order["lines"]
    ]
    assert [None] * 5 == [order[name] for name in ("side", "stock_id", "price", "stop_loss", "reason")]
    assert "accepted" == order["status"]
    assert order == operator.get(f"/api/orders/{body['order_number']}/").json()


@pytest.mark.parametrize("token", ["import-one", "import-two"])
@pytest.mark.parametrize("place", ["access_token", "token", "header"])
def test_a_token_is_taken_from_each_of_three_places(door: Door, token: str, place: str) -> None:
    """Every configured token opens, in the body under either name or as a bearer."""
    body, headers = an_order(), {}
    if place == "header":
        headers["Authorization"] = f"Bearer {token}"
    else:
        body[place] = token

    assert 201 == door.post(PATH, body, headers).status_code


@pytest.mark.parametrize("place", ["access_token", "token", "header", "nowhere"])
@pytest.mark.parametrize(
    "token", ["import-three", "IMPORT-ONE", "import-on", "import-one,import-two", "\xe9"]
)
def test_a_wrong_token_is_refused_wherever_it_stands(door: Door, place: str, token: str) -> None:
    """What is not exactly one of the tokens opens nothing."""
    body, headers = an_order(), {}
    if place == "header":
        headers["Authorization"] = f"Bearer {token}"
    elif place != "nowhere":
        body[place] = token

    refused(door.post(PATH, body, headers), 401, "unauthenticated")


def test_a_users_credential_imports_nothing(alice: Person) -> None:
    """Tokens of the import are the import's own: a session or a key does not open it."""
    refused(alice.post(PATH, an_order()), 401, "unauthenticated")
    refused(alice.program("trade").post(PATH, an_order()), 401, "unauthenticated")


def test_a_number_that_exists_is_a_conflict(door: Door, operator: Person) -> None:
    """An order is imported once; another one of its number is refused and the first stands."""
    body = an_order(**TOKEN)
    door.post(PATH, body)

    refused(door.post(PATH, body | {"total_price": 0, "products": []}), 409, "duplicate_order_number")
    assert "150.75" == operator.get(f"/api/orders/{body['order_number']}/").json()["total_price"]


def test_the_same_order_again_is_a_conflict_too(door: Door) -> None:
    """A number that exists is refused, whatever stands beside it."""
    body = an_order(**TOKEN)
    door.post(PATH, body)

    refused(door.post(PATH, body), 409, "duplicate_order_number")


@pytest.mark.parametrize("total", ["150.74", "150.76", 0, "150.75000001"])
def test_lines_that_do_not_add_up_are_refused(door: Door, total: object) -> None:
    """The total is the sum of the lines, to the last digit."""
    refused(door.post(PATH, an_order(total_price=total, **TOKEN)), 400, "invalid_value", "total_price")


def test_an_order_without_lines_has_the_total_that_it_states(door: Door) -> None:
    """Lines may be missing, and then nothing has to add up."""
    for left_out in ([], ["products"]):
        body = an_order(total_price="9.99", products=[], **TOKEN)
        made = door.post(PATH, {name: value for name, value in body.items() if name not in left_out})

        assert (201, "9.99", []) == (made.status_code, made.json()["total_price"], made.json()["lines"])


def test_unknown_products_are_created(door: Door, anyone: Person) -> None:
    """A product that an order names first is there afterwards, under the name that it was given."""
    ticker = fresh_ticker()
    line = {"sku": ticker, "name": "New here", "quantity": 1, "unit_price": 1}

    door.post(PATH, an_order(total_price=1, products=[line], **TOKEN))

    page = anyone.get("/api/products/?page_size=500").json()
    while ticker not in [one["stock_id"] for one in page["results"]]:
        page = anyone.get(page["next"]).json()
    assert "New here" == next(one["name"] for one in page["results"] if ticker == one["stock_id"])


def test_one_product_is_in_many_orders_and_many_times_in_one(door: Door, operator: Person) -> None:
    """Orders and products are related many to many through lines."""
    ticker = fresh_ticker()
    line = {"sku": ticker, "quantity": 1, "unit_price": 1}
    numbers = set()
    for count in (1, 2):
        body = an_order(total_price=count, products=[line] * count, **TOKEN)
        assert 201 == door.post(PATH, body).status_code
        numbers.add(body["order_number"])

    found = operator.get(f"/api/orders/?source=import&stock_id={ticker}").json()

    assert (2, numbers) == (found["count"], {order["number"] for order in found["results"]})


@pytest.mark.parametrize("products", [[], [BOOK, PEN]])
def test_an_imported_order_can_be_neither_cancelled_nor_closed(
    door: Door, operator: Person, products: list[object]
) -> None:
    """It was made elsewhere and opened nothing here, however many products it has."""
    body = an_order(total_price="153.75", products=products, **TOKEN)
    assert 201 == door.post(PATH, body).status_code

    for deed in ("cancel", "close"):
        refused(operator.post(f"/api/orders/{body['order_number']}/{deed}/"), 404, "not_found")
    assert "accepted" == operator.get(f"/api/orders/{body['order_number']}/").json()["status"]


def test_an_imported_order_is_no_users(door: Door, alice: Person) -> None:
    """What was imported belongs to nobody's account: users neither see nor cancel it."""
    body = an_order(**TOKEN)
    door.post(PATH, body)

    refused(alice.get(f"/api/orders/{body['order_number']}/"), 404, "not_found")
    refused(alice.post(f"/api/orders/{body['order_number']}/cancel/"), 404, "not_found")
    assert 0 == alice.get("/api/orders/?source=import").json()["count"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order_number", ""),
        ("order_number", "x" * 65),
        ("order_number", " 1"),
        ("order_number", "\u4e00"),
        ("total_price", "a lot"),
        ("total_price", -1),
        ("total_price", "1.123456789"),
        ("created_time", "2026-01-05T09:30:00"),
        ("created_time", "yesterday"),
        ("products", {}),
        ("extra", 1),
    ],
)
def test_what_is_wrong_with_an_order_is_refused_by_its_field(door: Door, field: str, value: object) -> None:
    """Each field of the order has its law."""
    body = an_order(**TOKEN) | {"products": [], field: value}

    answer = door.post(PATH, body)

    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"quantity": 1, "unit_price": 1}, "products[1]"),
        ({"sku": "A", "stock_id": "A", "quantity": 1, "unit_price": 1}, "products[1]"),
        ({"sku": "a b", "quantity": 1, "unit_price": 1}, "products[1].sku"),
        ({"stock_id": "a b", "quantity": 1, "unit_price": 1}, "products[1].stock_id"),
        ({"sku": "A", "quantity": 0, "unit_price": 1}, "products[1].quantity"),
        ({"sku": "A", "quantity": 1, "unit_price": 0}, "products[1].unit_price"),
        ({"sku": "A", "quantity": "NaN", "unit_price": 1}, "products[1].quantity"),
        ({"sku": "A", "unit_price": 1}, "products[1].quantity"),
        ({"sku": "A", "quantity": 1}, "products[1].unit_price"),
        ({"sku": "A", "quantity": 1, "unit_price": 1, "price": 1}, "products[1].price"),
        ({"sku": "A", "name": "x\u0007", "quantity": 1, "unit_price": 1}, "products[1].name"),
    ],
)
def test_what_is_wrong_with_a_line_is_refused_by_its_place(
    door: Door, line: dict[str, object], field: str
) -> None:
    """Whoever sends many lines is told which one is wrong, and where in it."""
    answer = door.post(PATH, an_order(products=[BOOK, line], **TOKEN))

    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize("missing", ["order_number", "total_price"])
def test_a_missing_field_is_named(door: Door, missing: str) -> None:
    """An order has a number and a total."""
    body = an_order(**TOKEN)
    del body[missing]

    refused(door.post(PATH, body), 400, "invalid_body", missing)


@pytest.mark.parametrize("number", ["2026/0001", "a//b/", "/", "50 %", "%2F", "a?b#c&d=e+f", "/close"])
def test_an_order_is_found_whatever_its_number_is(door: Door, operator: Person, number: str) -> None:
    """Other systems number orders as they like, and what was taken can be looked at under its number."""
    whole = f"{token_hex(4)}{number}"
    made = door.post(PATH, an_order(order_number=whole, **TOKEN))
    order, page = made.json(), f"/api/orders/{quote(whole, safe='')}"
    assert whole == order["number"]
    for path in (page, f"{page}/", made.headers["location"]):
        assert order == operator.get(path).json()
    assert whole in refused(operator.post(f"{page}/close/", {}), 404, "not_found")["detail"]


@pytest.mark.parametrize("number", [".", "..", "preview"])
def test_a_number_under_which_nothing_could_be_found_is_refused(door: Door, number: str) -> None:
    """Its address would be that of something else, so its order is not taken."""
    answer = door.post(PATH, an_order(order_number=number, **TOKEN))

    refused(answer, 400, "invalid_value", "order_number")
