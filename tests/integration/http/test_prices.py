"""Prices and what products have cost, on the simulated market that a deployment begins with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.http.test_stocks import a_bar


def test_a_price_is_told_with_its_day_and_name(anyone: Person) -> None:
    """The contract's fields, by the name that the exchange has for it, without anything having been set up."""
    shown = anyone.get("/api/price/?stock_id=2330").json()

    assert ("2330", "台積電", "simulated", False, "trade", None) == tuple(
        shown[name] for name in ("stock_id", "name", "source", "stale", "basis", "note")
    )
    assert Decimal(shown["low"]) <= Decimal(shown["price"]) <= Decimal(shown["high"])
    assert Decimal(shown["low"]) <= Decimal(shown["open"]) <= Decimal(shown["high"])
    assert Decimal(shown["previous_close"]) > 0
    assert int(shown["volume"]) >= 0
    assert 0 <= shown["age_seconds"] <= 60
    assert shown["stock_id"] == anyone.get("/api/price?stock_id=2330").json()["stock_id"]


@pytest.mark.parametrize("code", ["EURUSD", "eurusd", "XAUUSD", "0050", "00631L"])
def test_shares_funds_and_currencies_have_prices_or_say_why_not(anyone: Person, code: str) -> None:
    """A fund whose code the simulation does not know is listed all the same, and nothing is made up for it."""
    shown = anyone.get(f"/api/price/?stock_id={code}").json()
    assert code.upper() == shown["stock_id"]
    assert (shown["price"] is None) == (shown["note"] is not None) == (code == "00631L")


@pytest.mark.parametrize("path", ["/api/price/", "/api/price/history/"])
@pytest.mark.parametrize("code", ["9999", "NEVERSEEN", "123456"])
def test_an_unknown_code_is_not_found(anyone: Person, path: str, code: str) -> None:
    """What no exchange lists and nobody has traded is not there."""
    refused(anyone.get(f"{path}?stock_id={code}"), 404, "not_found")


@pytest.mark.parametrize("path", ["/api/price/", "/api/price/history/"])
@pytest.mark.parametrize(
    "query", ["", "?stock_id=", "?stock_id=a%20b", "?stock_id=%EF%BC%92330", "?stock_id=" + "9" * 30]
)
def test_what_is_no_code_is_refused(anyone: Person, path: str, query: str) -> None:
    """The parameter is named."""
    answer = anyone.get(f"{path}{query}")
    assert 400 == answer.status_code
    assert ["stock_id"] == [fault["field"] for fault in answer.json()["errors"]]


def test_a_posted_bar_moves_the_price_and_is_history(operator: Person, anyone: Person) -> None:
    """A product of the house has a price from its first bar on, and the bar is shown as kept."""
    body = a_bar(timestamp="2026-02-03T13:30:00+08:00")
    operator.post("/stocks/", body)
    code = body["ticker"]

    assert code == anyone.get(f"/api/price/?stock_id={code}").json()["name"]
    page = anyone.get(f"/api/price/history/?stock_id={code}&from=2026-02-03&to=2026-02-03").json()
    assert [
        {
            "timestamp": "2026-02-03T05:30:00Z",
            "open": "850",
            "high": "862",
            "low": "849.5",
            "close": "860.5",
            "volume": "31000000",
            "source": "kept",
            "day": "2026-02-03",
        }
    ] == page["results"]
    assert (1, None, None, "1d") == (page["count"], page["next"], page["previous"], page["interval"])


def test_a_day_that_was_posted_in_parts_is_one_bar(operator: Person, anyone: Person) -> None:
    """Open of the first, close of the last, extremes and volume of all; by the hour they are apart."""
    code = fresh_ticker()
    for hour, low, high, last in ((2, 8, 12, 11), (1, 9, 10, 10), (3, 10, 13, 13)):
        bar = {"open_price": 10, "close_price": last, "high": high, "low": low, "volume": "0.1"}
        operator.post("/stocks/", {"ticker": code, "timestamp": f"2026-02-03T0{hour}:00:00Z", **bar})

    query = f"/api/price/history/?stock_id={code}&from=2026-02-03T00:00:00Z&to=2026-02-03T23:00:00Z"
    kept = [row for row in anyone.get(query).json()["results"] if row["source"] == "kept"]
    assert [("2026-02-03T01:00:00Z", "10", "13", "8", "13", "0.3")] == [
        (row["timestamp"], row["open"], row["high"], row["low"], row["close"], row["volume"]) for row in kept
    ]
    hours = anyone.get(f"{query}&interval=1h").json()["results"]
    assert 3 == len([row for row in hours if row["source"] == "kept"])


def test_a_fresh_house_has_a_past(anyone: Person) -> None:
    """The simulated market has a history to look at, page by page, each bar once, whichever way."""
    query = "/api/price/history/?stock_id=2454&from=2026-01-01&to=2026-06-30"
    page = anyone.get(f"{query}&page_size=50").json()
    bars = list(page["results"])
    while page["next"]:
        page = anyone.get(page["next"]).json()
        bars += page["results"]
    starts = [bar["timestamp"] for bar in bars]

    assert page["count"] == len(bars) == 129
    assert sorted(set(starts)) == starts
    assert {"simulated"} == {bar["source"] for bar in bars}
    last = anyone.get(f"{query}&page_size=1&ordering=-timestamp").json()["results"]
    assert bars[-1:] == last


def test_what_is_not_bounded_is_bounded(anyone: Person) -> None:
    """Without bounds it is the last year of days, the last week of hours or the last day of minutes."""
    for interval, least, most in (("1d", 250, 262), ("1h", 100, 170), ("1m", 1, 1441)):
        page = anyone.get(f"/api/price/history/?stock_id=EURUSD&interval={interval}&page_size=1").json()
        assert least <= page["count"] <= most
        assert interval == page["interval"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-02-03&to=2026-02-02", "from"),
        ("from=1990-01-01", "from"),
        ("from=2026-01-01&interval=1h&to=2026-06-01", "from"),
        ("from=2026-01-01&interval=1m&to=2026-01-06", "from"),
        ("from=2026-02-30", "from"),
        ("from=115/01/01", "from"),
        ("from=2026-01-01T00:00:00", "from"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("to=soon", "to"),
        ("interval=1w", "interval"),
        ("ordering=close", "ordering"),
        ("days=5", "days"),
        ("page_size=501", "page_size"),
        ("cursor=x", "cursor"),
    ],
)
def test_a_stretch_that_cannot_be_is_refused_by_its_parameter(anyone: Person, query: str, field: str) -> None:
    """Each bound is read strictly, and a stretch without a reasonable end is not begun."""
    answer = anyone.get(f"/api/price/history/?stock_id=2330&{query}")
    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def test_prices_are_for_who_is_logged_in(door: Person) -> None:
    """A stranger is asked who he is."""
    refused(door.get("/api/price/?stock_id=2330"), 401, "unauthenticated")
    refused(door.get("/api/price/history/?stock_id=2330"), 401, "unauthenticated")
