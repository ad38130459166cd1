"""Bars of products, under both roots."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused

ROOTS = ("/stocks", "/stocks/stocks")


def a_bar(ticker: str | None = None, **more: object) -> dict[str, Any]:
    """A bar of a product that nobody has heard of."""
    body = {"open_price": 850, "close_price": 860.5, "high": "862", "low": 849.5, "volume": 31_000_000}
    return {"ticker": ticker or fresh_ticker(), **body, **more}


@pytest.mark.parametrize("root", ROOTS)
def test_an_operator_posts_a_bar_that_everybody_reads(operator: Person, anyone: Person, root: str) -> None:
    """What was posted under one root is read under both, by users, exactly."""
    body = a_bar(timestamp="2026-02-03T13:30:00+08:00")

    made = operator.post(f"{root}/", body)

    assert 201 == made.status_code
    assert {
        "ticker": body["ticker"],
        "open_price": "850",
        "close_price": "860.5",
        "high": "862",
        "low": "849.5",
        "volume": "31000000",
        "timestamp": "2026-02-03T05:30:00Z",
    } == made.json()
    for other in ROOTS:
        assert made.json() == anyone.get(f"{other}/{body['ticker']}/").json()
    assert made.json() == anyone.get(f"{root}/{body['ticker'].lower()}/").json()


@pytest.mark.parametrize("root", ROOTS)
def test_a_new_bar_is_never_hidden_by_an_old_one(operator: Person, anyone: Person, root: str) -> None:
    """Right after a bar was posted every process shows it, and the latest is the one with the latest time."""
    body = a_bar()
    for day, latest in (("03", "03"), ("04", "04"), ("05", "05"), ("01", "05")):
        operator.post(f"{root}/", body | {"timestamp": f"2026-02-{day}T00:00:00Z"})
        for line in anyone.each_line():
            shown = line.get(f"{root}/{body['ticker']}/").json()
            assert f"2026-02-{latest}T00:00:00Z" == shown["timestamp"]


def test_a_bar_without_a_time_is_of_now(operator: Person) -> None:
    """Bars that are posted one after another without a time are all kept, each later than the last."""
    body = a_bar()

    first = operator.post("/stocks/", body).json()
    second = operator.post("/stocks/", body).json()

    assert first["timestamp"] < second["timestamp"]


def test_a_second_bar_of_a_moment_is_a_conflict(operator: Person) -> None:
    """A bar is appended and never changed: another one of the same start is refused and the first stands."""
    body = a_bar(timestamp="2026-02-03T00:00:00Z")
    operator.post("/stocks/", body)

    refused(operator.post("/stocks/", body | {"high": 900}), 409, "already_exists")
    assert "862" == operator.get(f"/stocks/{body['ticker']}/").json()["high"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("high", 860),
        ("high", "849"),
        ("low", 851),
        ("low", 0),
        ("open_price", 0),
        ("close_price", "NaN"),
        ("volume", -1),
        ("ticker", "a b"),
        ("ticker", "users"),
        ("ticker", "Stocks"),
        ("ticker", "TRANSACTIONS"),
        ("timestamp", "2026-02-03T00:00:00"),
        ("timestamp", "soon"),
        ("price", 1),
    ],
)
def test_what_cannot_be_a_bar_is_refused_by_its_field(operator: Person, field: str, value: object) -> None:
    """High and low enclose open and close, prices are above zero, a time has its offset, lists are no tickers."""
    answer = operator.post("/stocks/", a_bar() | {field: value})

    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize("missing", ["ticker", "open_price", "close_price", "high", "low"])
def test_a_missing_field_is_named(operator: Person, missing: str) -> None:
    """Whoever leaves a price out is told which one."""
    body = a_bar()
    del body[missing]

    refused(operator.post("/stocks/", body), 400, "invalid_body", missing)


@pytest.mark.parametrize("root", ROOTS)
def test_the_list_shows_the_latest_bar_of_each_page_by_page(
    operator: Person, anyone: Person, root: str
) -> None:
    """Each product is there once, with its latest bar, in the order of the tickers."""
    tickers = sorted(f"ZZ{fresh_ticker()}" for _ in range(3))
    for ticker in tickers:
        for day in (2, 1):
            operator.post("/stocks/", a_bar(ticker, timestamp=f"2026-02-0{day}T00:00:00Z"))

    page = anyone.get(f"{root}/?page_size=2").json()
    bars = list(page["results"])
    while page["next"]:
        page = anyone.get(page["next"]).json()
        bars += page["results"]

    codes = [bar["ticker"] for bar in bars]
    assert sorted(set(codes)) == codes
    assert page["count"] == len(codes)
    mine = [bar for bar in bars if bar["ticker"] in tickers]
    assert [(ticker, "2026-02-02T00:00:00Z") for ticker in tickers] == [
        (bar["ticker"], bar["timestamp"]) for bar in mine
    ]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("ticker", ["NEVERSEEN", "a%20b", "%00", "x" * 40])
def test_a_product_without_a_bar_is_not_found(anyone: Person, root: str, ticker: str) -> None:
    """What was never posted is not there."""
    refused(anyone.get(f"{root}/{ticker}/"), 404, "not_found")


@pytest.mark.parametrize("root", ROOTS)
def test_only_operators_post_bars(anyone: Person, root: str) -> None:
    """A user cannot make prices."""
    refused(anyone.post(f"{root}/", a_bar()), 403, "forbidden")
