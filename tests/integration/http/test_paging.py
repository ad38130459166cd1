"""Pages of every list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from attrs import frozen

from tests.integration.http.people import Door, Person, fresh_ticker, until
from tests.integration.http.promises import refused

Row = dict[str, Any]


@frozen
class List:
    """A list, what names a row in it, what it can be sorted by, and how a row is added."""

    path: str
    name: str
    by: str
    add: Callable[[Person, Person], object]
    usually_descending: bool = True

    def __str__(self) -> str:
        return self.path


def a_trade(owner: Person, _: Person) -> object:
    return owner.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1, "quantity": 1})


def an_order(owner: Person, _: Person) -> object:
    order = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}
    return owner.post("/api/orders/", order)


def a_transaction(owner: Person, operator: Person) -> object:
    body = {"user_id": owner.name, "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}
    return operator.post("/transactions/", body | {"transaction_price": 1})


def a_product(_: Person, operator: Person) -> object:
    return operator.post("/api/products/", {"stock_id": fresh_ticker()})


def a_bar(_: Person, operator: Person) -> object:
    prices = dict.fromkeys(("open_price", "close_price", "high", "low", "volume"), 1)
    return operator.post("/stocks/", {"ticker": fresh_ticker(), **prices})


def an_event(_: Person, operator: Person, days: Iterator[int] = count(1)) -> object:
    """A day that opens a tenth above or below the last one and stays there."""
    day = next(days)
    prices = dict.fromkeys(("open_price", "close_price", "high", "low"), (100, 110, 121)[day % 3])
    at = (datetime(2016, 1, 4, tzinfo=UTC) + timedelta(days=day)).isoformat()
    return operator.post("/stocks/", {"ticker": "RESTLESS", **prices, "timestamp": at})


OWN = (
    List("/api/history/", "id", "executed_at", a_trade),
    List("/api/orders/", "number", "created_time", an_order),
    List("/api/orders/?stock_id=2330", "number", "created_time", an_order),
    List("/api/orders/?status=pending", "number", "created_time", an_order),
    List("/transactions/{name}/", "id", "timestamp", a_transaction),
    List("/stocks/transactions/{name}/0/9999999999/", "id", "timestamp", a_transaction),
    List(
        "/api/account/statement/",
        "id",
        "at",
        lambda owner, _: owner.post("/api/account/deposit/", {"amount": 1}),
    ),
    List(
        "/api/keys/",
        "id",
        "created_at",
        lambda owner, _: owner.post("/api/keys/", {"name": token_hex(3), "scopes": ["read"]}),
        usually_descending=False,
    ),
)
SHARED = (
    List("/api/stocks/significant-events/?symbol__ticker=RESTLESS", "id", "timestamp", an_event),
    List("/api/products/", "stock_id", "stock_id", a_product, usually_descending=False),
    List("/stocks/", "ticker", "ticker", a_bar, usually_descending=False),
    List("/stocks/stocks/", "ticker", "ticker", a_bar, usually_descending=False),
)
LISTS = OWN + SHARED


def with_query(path: str, **more: object) -> str:
    """A path with more in its query."""
    sign = "&" if "?" in path else "?"
    return path + sign + "&".join(f"{name}={value}" for name, value in more.items())


def page(door: Door, path: str) -> dict[str, Any]:
    """A page with its four parts."""
    answer = door.get(path)
    assert 200 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    assert {"count", "next", "previous", "results"} <= set(found)
    return found


def walk(door: Door, path: str, way: str = "next") -> Iterator[list[Row]]:
    """Page after page, as the links lead."""
    link: str | None = path
    while link:
        found = page(door, link)
        yield found["results"]
        link = found[way]


@pytest.fixture(scope="module")
def owner(anyone: Person, operator: Person) -> Person:
    """Somebody with seven rows or more in each of his lists."""
    owner = anyone.door.newcomer()
    for one in LISTS:
        for _ in range(7):
            one.add(owner, operator)
    # who pages through what waits must not be overtaken by those who work
    waiting = "/api/orders/?status=pending&source=transaction"
    until(lambda: owner.get(waiting).json()["count"], lambda count: count == 0)
    return owner


def spelt(one: List, owner: Person) -> str:
    return one.path.replace("{name}", owner.name)


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_pages_together_are_the_whole_list(owner: Person, one: List) -> None:
    """Page by page every row is there once, in one order, as many as the count says."""
    path = spelt(one, owner)
    whole = page(owner, with_query(path, page_size=500))

    rows = [row for rows in walk(owner, with_query(path, page_size=3)) for row in rows]

    assert [row[one.name] for row in whole["results"]] == [row[one.name] for row in rows]
    assert len({row[one.name] for row in rows}) == len(rows) == whole["count"]
    assert (None, None) == (whole["next"], whole["previous"])


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_the_order_is_the_one_that_is_asked_for(owner: Person, one: List) -> None:
    """Ascending and descending are each other turned round, and one of them is usual."""
    path = with_query(spelt(one, owner), page_size=500)
    up = page(owner, with_query(path, ordering=one.by))["results"]
    down = page(owner, with_query(path, ordering=f"-{one.by}"))["results"]

    assert up == down[::-1]
    assert sorted(row[one.by] for row in up) == [row[one.by] for row in up]
    assert (down if one.usually_descending else up) == page(owner, path)["results"]


@pytest.mark.parametrize("one", LISTS, ids=str)
@pytest.mark.parametrize("ordering", ["", "-"])
def test_previous_leads_back_the_same_way(owner: Person, one: List, ordering: str) -> None:
    """Whoever goes forth and back again meets the same pages in reverse."""
    path = with_query(spelt(one, owner), page_size=2, ordering=f"{ordering}{one.by}")
    links, forth = [path], [page(owner, path)]
    while forth[-1]["next"] and len(forth) < 4:
        links.append(forth[-1]["next"])
        forth.append(page(owner, links[-1]))

    back = [forth[-1]]
    while len(back) < len(forth):
        back.append(page(owner, back[-1]["previous"]))

    assert [found["results"] for found in forth] == [found["results"] for found in back[::-1]]
    assert None is back[-1]["previous"]


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_a_page_has_a_number_too(owner: Person, one: List) -> None:
    """The second page by its number is the one behind the first, and beyond the last there is nothing."""
    path = with_query(spelt(one, owner), page_size=2)
    first = page(owner, path)

    second = page(owner, with_query(path, page=2))

    assert page(owner, first["next"])["results"] == second["results"]
    assert first["results"] == page(owner, with_query(path, page=1))["results"]
    assert first["results"] == page(owner, second["previous"])["results"]
    beyond = page(owner, with_query(path, page=4_000))
    assert ([], None) == (beyond["results"], beyond["next"])


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_fifty_rows_are_usual(owner: Person, one: List) -> None:
    """Without a size a page has fifty rows or all there are."""
    whole = page(owner, spelt(one, owner))

    assert min(50, whole["count"]) == len(whole["results"])


@pytest.mark.parametrize("one", LISTS, ids=str)
@pytest.mark.parametrize("name", ["page", "page_size"])
def test_a_page_that_is_no_number_is_refused(owner: Person, one: List, name: str) -> None:
    """Sizes go from 1 to 500 and pages from 1 on; anything else is refused by its name."""
    too_many = {"page": "10001", "page_size": "501"}[name]
    for text in (too_many, "0", "-1", "1.5", "x", "", "%2B1", "1e2", "%D9%A1", "9" * 30):
        answer = owner.get(with_query(spelt(one, owner), **{name: text}))
        refused(answer, 400, "invalid_parameter", name)


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_a_cursor_that_is_none_of_ours_is_refused(owner: Person, one: List) -> None:
    """What was not taken from a link is no cursor, and never an error of ours."""
    for text in (
        "x",
        "",
        "AAAA",
        "bnVsbA",
        "W10",
        "W1tdXQ",
        "%00",
        "n1_",
        "n1_-5",
        "o99999999999999999999_1",
        "é",
    ):
        refused(owner.get(with_query(spelt(one, owner), cursor=text)), 400, "invalid_parameter", "cursor")


@pytest.mark.parametrize("one", LISTS, ids=str)
def test_a_link_keeps_what_was_asked_for(owner: Person, one: List) -> None:
    """A link repeats the size, the order and the filters, and leads to the path that was asked."""
    asked = with_query(spelt(one, owner), page_size=2, ordering=one.by)

    link = urlsplit(page(owner, asked)["next"])

    assert urlsplit(asked).path == link.path
    kept = parse_qs(link.query)
    assert parse_qs(urlsplit(asked).query).items() <= kept.items()
    assert {"cursor"} == set(kept) - set(parse_qs(urlsplit(asked).query))
