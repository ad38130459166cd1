"""Many bars in one request."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.http.test_stocks import ROOTS, a_bar

EVENTS = "/api/stocks/significant-events/"


def days(ticker: str, *closes: int, month: int = 2) -> list[dict[str, Any]]:
    """One flat bar a day."""
    return [
        {
            "ticker": ticker,
            **dict.fromkeys(("open_price", "close_price", "high", "low"), close),
            "timestamp": f"2026-{month:02}-{day:02}T05:30:00Z",
        }
        for day, close in enumerate(closes, 1)
    ]


def fates(answer: dict[str, Any]) -> list[str]:
    """What became of each bar."""
    return [one["result"] for one in answer["results"]]


def told(person: Person, ticker: str) -> list[tuple[str, str]]:
    """The kinds and changes of a product's increases and decreases, the oldest first."""
    found = person.get(f"{EVENTS}?symbol__ticker={ticker}&ordering=timestamp&page_size=500").json()
    return [
        (one["event_type"], one["change_percent"]) for one in found["results"] if "PRICE" in one["event_type"]
    ]


@pytest.mark.parametrize("root", ROOTS)
def test_many_bars_are_kept_by_one_request(operator: Person, anyone: Person, root: str) -> None:
    """Each bar of a list is there afterwards, what moved is told, and the answer says what became of each."""
    ticker, other = fresh_ticker(), fresh_ticker()
    bars = [*days(ticker, 100, 106), *days(other, 50), *days(ticker, 1, 1, 95)[2:]]

    made = operator.post(f"{root}/", bars)

    assert 201 == made.status_code, made.text
    assert (4, 0, 0) == tuple(made.json()[name] for name in ("added", "known", "different"))
    assert [
        {"ticker": bar["ticker"], "timestamp": bar["timestamp"], "result": "added"} for bar in bars
    ] == made.json()["results"]
    assert "95" == anyone.get(f"{root}/{ticker}/").json()["close_price"]
    assert "50" == anyone.get(f"{root}/{other}/").json()["close_price"]
    assert [("PRICE_INCREASE", "6"), ("PRICE_DECREASE", "-10.3773")] == told(anyone, ticker)


def test_bars_that_are_there_are_no_fault_of_the_others(operator: Person, anyone: Person) -> None:
    """Whoever sends a list again, or one that overlaps, adds what is new, changes nothing and tells nothing twice."""
    ticker = fresh_ticker()
    first = days(ticker, 100, 106)
    operator.post("/stocks/", first)

    again = operator.post("/stocks/", first)
    assert 200 == again.status_code
    assert ["known", "known"] == fates(again.json())
    more = operator.post("/stocks/", [first[0], *days(ticker, 0, 200, 120)[1:], first[1]])
    assert 201 == more.status_code
    assert ["known", "different", "added", "known"] == fates(more.json())
    assert (1, 2, 1) == tuple(more.json()[name] for name in ("added", "known", "different"))
    assert [("PRICE_INCREASE", "6"), ("PRICE_INCREASE", "13.2075")] == told(anyone, ticker)


def test_a_bar_twice_in_a_list_is_one_bar(operator: Person) -> None:
    """The first of two bars of one time stands, and the other is said to be the same or not."""
    ticker = fresh_ticker()
    (bar,), (other,) = days(ticker, 100), days(ticker, 101)

    made = operator.post("/stocks/", [bar, bar, other])

    assert ["added", "known", "different"] == fates(made.json())
    assert "100" == operator.get(f"/stocks/{ticker}/").json()["close_price"]


def test_a_list_is_kept_whole_or_not_at_all(operator: Person, anyone: Person) -> None:
    """One bar that cannot be is refused with its place, and none of the others is kept."""
    ticker = fresh_ticker()
    for field, value, named in (
        ("high", 1, "[2].high"),
        ("low", 1000, "[2].low"),
        ("open_price", "NaN", "[2].open_price"),
        ("close_price", 0, "[2].close_price"),
        ("volume", -1, "[2].volume"),
        ("ticker", "users", "[2].ticker"),
        ("ticker", 5, "[2].ticker"),
        ("timestamp", "soon", "[2].timestamp"),
        ("reference_price", 0, "[2].reference_price"),
        ("ex_dividend", 1, "[2].ex_dividend"),
        ("price", 1, "[2].price"),
    ):
        bars = days(ticker, 100, 106, 107, 108)
        bars[2][field] = value
        answer = operator.post("/stocks/", bars)
        assert (400, [named]) == (answer.status_code, [fault["field"] for fault in answer.json()["errors"]])
    missing = days(ticker, 100, 106)
    del missing[1]["low"]
    refused(operator.post("/stocks/", missing), 400, "invalid_body", "[1].low")
    refused(anyone.get(f"/stocks/{ticker}/"), 404, "not_found")


def test_a_list_has_bounds(operator: Person) -> None:
    """A list of nothing, and one longer than is taken at once, are refused; the longest is not."""
    ticker = fresh_ticker()
    refused(operator.post("/stocks/", []), 400, "invalid_body", "body")
    many = [
        a_bar(ticker, timestamp=f"2025-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z")
        for second in range(1001)
    ]
    refused(operator.post("/stocks/", many), 400, "invalid_body", "body")
    assert 1000 == operator.post("/stocks/", many[1:]).json()["added"]
    refused(operator.post("/stocks/", ["x" * 600_000]), 413, "too_large")


def test_a_list_under_a_key_is_one_request(operator: Person) -> None:
    """The same list under the same key gets its first answer, whatever happened since."""
    headers = {"Idempotency-Key": fresh_ticker()}
    bars = days(fresh_ticker(), 100, 106)

    first, again = (operator.post("/stocks/", bars, headers=headers) for _ in range(2))

    assert (201, first.content) == (again.status_code, again.content)
    assert "true" == again.headers["idempotent-replayed"]
    refused(operator.post("/stocks/", bars[:1], headers=headers), 422, "idempotency_key_reused")


def test_only_operators_post_lists(anyone: Person) -> None:
    """A user cannot make prices, however many."""
    refused(anyone.post("/stocks/", days(fresh_ticker(), 1)), 403, "forbidden")


def test_bars_of_the_past_tell_what_was_significant_then(operator: Person, anyone: Person) -> None:
    """History that comes after the bars of today is looked at day by day, and today is measured by it at last."""
    ticker = fresh_ticker()
    operator.post("/stocks/", days(ticker, 200, month=4))
    assert [] == told(anyone, ticker)

    operator.post("/stocks/", days(ticker, 100, 106, 106, 180)[2:])
    assert [("PRICE_INCREASE", "69.8113"), ("PRICE_INCREASE", "11.1111")] == told(anyone, ticker)
    operator.post("/stocks/", days(ticker, 100, 112))

    assert [
        ("PRICE_INCREASE", "12"),
        ("PRICE_DECREASE", "-5.3571"),
        ("PRICE_INCREASE", "69.8113"),
        ("PRICE_INCREASE", "11.1111"),
    ] == told(anyone, ticker)


def test_a_day_is_measured_by_the_reference_that_is_stated(operator: Person, anyone: Person) -> None:
    """On an ex-dividend day a price below the last close has not fallen if the reference is as low."""
    ticker = fresh_ticker()
    bars = days(ticker, 100, 94, 90, 80, 81)
    bars[1]["reference_price"] = "94.5"
    bars[3]["ex_dividend"] = True

    operator.post("/stocks/", bars)

    assert [] == told(anyone, ticker)
    stated = days(ticker, 90, month=3)[0] | {"reference_price": 100, "ex_dividend": True}
    made = operator.post("/stocks/", stated).json()
    assert ("100", None) == (made["reference_price"], made.get("ex_dividend"))
    assert [("PRICE_DECREASE", "-10")] == told(anyone, ticker)
    alone = operator.post("/stocks/", days(fresh_ticker(), 90)[0] | {"ex_dividend": True}).json()
    assert (None, True) == (alone.get("reference_price"), alone["ex_dividend"])
