"""The history of trades."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

TRADE = [
    "id",
    "order_number",
    "stock_id",
    "side",
    "price",
    "quantity",
    "fee",
    "tax",
    "realized_pnl",
    "executed_at",
]


@pytest.fixture(scope="module")
def trader(anyone: Person) -> Person:
    """Somebody with six trades of two products."""
    trader = anyone.door.newcomer()
    for path, price in (("buy", "buy_price"), ("sell", "sell_price")):
        for stock, quantity in (("2330", 5), ("2317", 7), ("2330", 3)):
            traded = trader.post(
                f"/api/trade/{path}/", {"stock_id": stock, price: "10.10", "quantity": quantity}
            )
            assert 200 == traded.status_code
    return trader


def test_trades_are_listed_newest_first_with_every_field(trader: Person) -> None:
    """All that was traded is there once, and what came last comes first."""
    page = trader.get("/api/history/").json()

    assert (6, None, None) == (page["count"], page["next"], page["previous"])
    assert all(set(TRADE) == set(trade) for trade in page["results"])
    assert ["3", "7", "5", "3", "7", "5"] == [trade["quantity"] for trade in page["results"]]
    moments = [trade["executed_at"] for trade in page["results"]]
    assert sorted(moments, reverse=True) == moments


@pytest.mark.parametrize(
    ("query", "quantities"),
    [
        ("stock_id=2317", "7 7"),
        ("stock_id=2330", "3 5 3 5"),
        ("side=buy", "3 7 5"),
        ("side=sell", "3 7 5"),
        ("stock_id=2330&side=sell", "3 5"),
        ("stock_id=9999", ""),
        ("ordering=executed_at", "5 7 3 5 7 3"),
        ("ordering=-executed_at", "3 7 5 3 7 5"),
    ],
)
def test_trades_are_filtered_and_turned_round(trader: Person, query: str, quantities: str) -> None:
    """Each documented filter leaves what fits, alone and together, and is counted."""
    page = trader.get(f"/api/history/?{query}").json()

    assert quantities.split() == [trade["quantity"] for trade in page["results"]]
    assert len(quantities.split()) == page["count"]


def test_both_ends_of_a_span_belong_to_it(trader: Person) -> None:
    """A trade at the very moment that is asked for is there, whichever end it is."""
    moments = [trade["executed_at"] for trade in trader.get("/api/history/").json()["results"]]
    between = f"executed_at__gte={moments[4]}&executed_at__lte={moments[1]}"

    assert moments[1:5] == [
        trade["executed_at"] for trade in trader.get(f"/api/history/?{between}").json()["results"]
    ]


def test_a_time_is_read_with_its_offset(trader: Person) -> None:
    """The same moment may be written with any offset, whose plus sign is escaped in a query."""
    newest = trader.get("/api/history/").json()["results"][0]["executed_at"]
    elsewhere = newest.replace("Z", "+00:00")

    found = trader.get(f"/api/history/?executed_at__gte={quote(elsewhere)}").json()

    assert 1 == found["count"]


@pytest.mark.parametrize("field", ["executed_at__gte", "executed_at__lte"])
@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01",
        "2026-01-01T00:00:00",
        "1700000000",
        "2026-13-01T00:00:00Z",
        "0001-01-01T00:00:00%2B23:59",
        "now",
    ],
)
def test_a_time_that_says_too_little_is_refused(anyone: Person, field: str, text: str) -> None:
    """A time without an offset, out of bounds or of no calendar is refused by its name."""
    refused(anyone.get(f"/api/history/?{field}={text}"), 400, "invalid_time", field)


@pytest.mark.parametrize("query", ["side=up", "ordering=price", "ordering=", "side=BUY"])
def test_a_word_that_is_no_choice_is_refused_with_the_choices(anyone: Person, query: str) -> None:
    """Whoever asks for what there is not learns what there is."""
    problem = refused(anyone.get(f"/api/history/?{query}"), 400, "invalid_parameter", query.split("=", 1)[0])

    known = ("buy", "sell") if query.startswith("side") else ("executed_at", "-executed_at")
    assert all(word in problem["detail"] for word in known)


def test_a_product_that_can_have_no_trades_is_refused(anyone: Person) -> None:
    """What is no code of any product is a mistake and not an empty list."""
    refused(anyone.get("/api/history/?stock_id=a%20b"), 400, "invalid_value", "stock_id")


def test_all_trades_are_downloaded_as_csv(trader: Person) -> None:
    """A table program gets every trade that fits in one file, the same as the pages show."""
    file = trader.get("/api/history/?side=sell&page_size=1", headers={"Accept": "text/csv"})

    assert 200 == file.status_code
    assert "text/csv; charset=utf-8" == file.headers["content-type"]
    assert file.headers["content-disposition"].startswith('attachment; filename="trades-')
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert trader.get("/api/history/?side=sell").json()["results"] == rows


@pytest.mark.parametrize(
    "wish",
    ["text/html,*/*;q=0.8", "text/csv;q=0", "application/json, text/csv; q=0.00", "text/csvx", "text/*"],
)
def test_who_does_not_ask_for_csv_gets_json(trader: Person, wish: str) -> None:
    """A browser that takes anything, and whoever wants no CSV on any account, gets the page."""
    answer = trader.get("/api/history/", headers={"Accept": wish})

    assert "application/json" == answer.headers["content-type"]


@pytest.mark.parametrize(
    "wish", ["Text/CSV", "application/xml, text/csv;header=present;q=0.5", "text/csv ; q=0.01"]
)
def test_a_wish_for_csv_is_read_however_it_is_written(trader: Person, wish: str) -> None:
    """Types of media have no capitals of their own, and details change nothing."""
    answer = trader.get("/api/history/", headers={"Accept": wish})

    assert "text/csv; charset=utf-8" == answer.headers["content-type"]


def test_a_download_of_nothing_has_its_head_line(alice: Person) -> None:
    """An empty file still says what its columns would be."""
    file = alice.get("/api/history/", headers={"Accept": "text/csv"})

    assert ",".join(TRADE) + "\r\n" == file.text
