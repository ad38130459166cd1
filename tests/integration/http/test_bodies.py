"""Bodies that are not what they should be."""

from __future__ import annotations

import json

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import OPEN, ROUTES, Route

DEPOSIT = "/api/account/deposit/"
TOO_MUCH = 5_000_000
WITH_BODY = [
    route
    for route in ROUTES
    if route.method in {"POST", "PUT"}
    and not route.path.endswith(("/cancel/", "/close/", "/confirm/"))
    and str(route) not in {"POST /api/holdings/", "POST /api/ws-ticket/"}
    and not route.reads_text
]
WITHOUT_BODY = [
    route for route in ROUTES if route.method == "POST" and route not in WITH_BODY and not route.reads_text
]


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_a_body_of_another_type_is_not_read(operator: Person, route: Route) -> None:
    """Only what says that it is JSON is read as JSON: a form of a foreign page is not."""
    caller = operator.door if route.right == OPEN else operator
    for media in (
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        None,
    ):
        answer = caller.send(
            route.method, route.asked, content=b"{}", headers={"Content-Type": media} if media else None
        )
        refused(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "media",
    [
        "application/json; charset=utf-8",
        'application/json; CHARSET="UTF-8"',
        "APPLICATION/JSON",
        "application/json;",
    ],
)
def test_json_is_json_however_it_is_written(anyone: Person, media: str) -> None:
    """The type is read without regard to its case and its parameters."""
    assert 200 == anyone.post_bytes(DEPOSIT, b'{"amount": 1}', media).status_code


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"Content-Encoding": "gzip"}, "gzip"),
        ({"Content-Encoding": "BR"}, "br"),
        ({"Content-Encoding": "identity, deflate"}, "deflate"),
        ({"Content-Type": "application/json; charset=utf-16"}, "utf-16"),
        ({"Content-Type": 'application/json; Charset="big5"'}, "big5"),
    ],
)
def test_a_body_that_would_be_read_as_something_else_is_not_read(
    anyone: Person, headers: dict[str, str], told: str
) -> None:
    """Whoever says that his bytes mean something else than we would read is told so, and not guessed at."""
    stated = {"Content-Type": "application/json", **headers}
    answer = anyone.send("POST", DEPOSIT, content=b'{"amount": 1}', headers=stated)

    assert told in refused(answer, 415, "unsupported_media_type")["detail"]


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_a_body_that_is_too_large_is_not_read(operator: Person, route: Route) -> None:
    """A large body is turned away by its size, whatever is in it."""
    caller = operator.door if route.right == OPEN else operator
    answer = caller.send(
        route.method, route.asked, content=b" " * TOO_MUCH, headers={"Content-Type": "application/json"}
    )

    refused(answer, 413, "too_large")


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_no_endpoint_takes_a_field_that_it_does_not_know(operator: Person, route: Route) -> None:
    """A misspelt field is never passed over; it is named."""
    caller = operator.door if route.right == OPEN else operator
    answer = caller.send(route.method, route.asked, {"colour": "red"})

    assert 400 == answer.status_code
    assert answer.json()["errors"], answer.text


@pytest.mark.parametrize(
    "content",
    [
        b"", b" ", b"{", b"}", b"[]", b"null", b"1", b'"text"', b"{'amount': 1}", b'{"amount": 1,}', b'{"amount": 01}',
        b'{"amount": 1} {"amount": 1}', b'{"amount": 1}\x00', b'{"amount": 1, "amount": 2}', b'{"amount": "\xff"}',
        b"\xff\xfe", b'\xef\xbb\xbf{"amount": 1}', b'{"amount": "\\ud800"}', b'{"amount": "1\\u0000"}', b'{"amount": .5}',
        b"[" * 30_000, b'{"amount":' * 3_000, b'{"x": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", b'{"\\u0000": 1}',
        b'{"amount": 1e}', b'{"amount": --1}', b'{"amount": 1' + b"0" * 5_000 + b"}", b'{"amount": tru}',
    ],
)  # fmt: skip
def test_what_is_no_json_object_of_ours_is_a_bad_request(anyone: Person, content: bytes) -> None:
    """Broken text, broken JSON, other JSON, a key twice and endless nesting are the caller's fault and never ours."""
    answer = anyone.post_bytes(DEPOSIT, content)

    assert 400 == answer.status_code, answer.text
    problem = refused(answer, 400, answer.json()["code"])
    assert problem["code"] in {"invalid_body", "invalid_value"}


def test_a_key_that_is_there_twice_is_named(anyone: Person) -> None:
    """Two readers would disagree on which of two values counts, so neither does."""
    refused(anyone.post_bytes(DEPOSIT, b'{"amount": 1, "amount": 1}'), 400, "invalid_body", "amount")
    body = b'{"order_number": "1", "products": [{"sku": "a", "sku": "b"}]}'
    refused(anyone.post_bytes("/api/import-order/", body), 400, "invalid_body", "products[0].sku")


@pytest.mark.parametrize("route", WITHOUT_BODY, ids=str)
def test_an_endpoint_without_a_body_takes_none(anyone: Person, route: Route) -> None:
    """What would be ignored is refused, so that nobody believes it was heard; an empty object says nothing."""
    refused(anyone.send(route.method, route.asked, {"amount": 1}), 400, "unexpected_body")
    assert anyone.send(route.method, route.asked, {}).status_code in {200, 404}
    assert anyone.send(route.method, route.asked).status_code in {200, 404}


def test_a_body_that_comes_in_pieces_is_read_and_bounded(anyone: Person) -> None:
    """A body without a stated length is the same body, and no way around the bound on its size."""
    headers = {**anyone.credential, "Content-Type": "application/json"}

    whole = anyone.lines[0].post(DEPOSIT, content=iter([b'{"amo', b'unt": 1}']), headers=headers)
    endless = anyone.lines[0].post(DEPOSIT, content=iter([b" " * 30_000] * 10), headers=headers)

    assert 200 == whole.status_code
    refused(endless, 413, "too_large")


def test_no_answer_tells_what_is_inside(anyone: Person) -> None:
    """Refusals speak of the request and never of files, tables, modules or stacks."""
    for path, body in (
        (DEPOSIT, {"amount": {"a": ["b"]}}),
        ("/api/trade/buy/", {"stock_id": 1, "buy_price": None, "quantity": "'; drop table orders; --"}),
        ("/api/orders/", {"stock_id": "2330", "side": [], "quantity": 1, "type": {}}),
        ("/api/token/", {"username": "' or 1=1 --", "password": "x"}),
    ):
        text = json.dumps(anyone.post(path, body).json())
        for word in ("Traceback", "File ", "sqlite", "psycopg", "sqlalchemy", "msgspec", "select ", ".py"):
            assert word not in text
