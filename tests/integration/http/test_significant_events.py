"""The list of significant events: its filters, its orders, its pages, and each event by itself."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.http.promises import refused

EVENTS = "/api/stocks/significant-events/"
FIELDS = ["id", "symbol", "event_type", "timestamp", "previous_price", "price", "change_percent"]
KINDS = "PRICE_INCREASE PRICE_DECREASE GAP_UP GAP_DOWN LIMIT_UP LIMIT_DOWN VOLUME_SPIKE".split()
CLOSES = (100, 106, 106, 95, 120)


def post_days(operator: Person, ticker: str, closes: tuple[int, ...] = CLOSES) -> None:
    """One bar a day, from the second of March on, each opened where the day before had closed."""
    opened = closes[0]
    for day, close in enumerate(closes, 2):
        high, low = max(opened, close), min(opened, close)
        body = {"open_price": opened, "close_price": close, "high": high, "low": low, "volume": 1000}
        at = f"2026-03-{day:02}T05:30:00Z"
        assert 201 == operator.post("/stocks/", {"ticker": ticker, "timestamp": at, **body}).status_code
        opened = close


def shown(door: Door, query: str) -> list[dict[str, Any]]:
    """The events that a query finds."""
    answer = door.get(f"{EVENTS}?{query}")
    assert 200 == answer.status_code, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    assert len(found) == answer.json()["count"]
    return found


def said(events: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """The day, the kind and the change of each."""
    return [(event["timestamp"][8:10], event["event_type"], event["change_percent"]) for event in events]


@pytest.fixture(scope="module")
def ticker(operator: Person) -> str:
    """A product that has gone up, down and up again."""
    ticker = fresh_ticker()
    post_days(operator, ticker)
    return ticker


def test_an_event_has_exactly_its_documented_fields(anyone: Person, ticker: str) -> None:
    """Whoever reads an event finds what was promised, exact numbers as texts, and nothing else."""
    event = shown(anyone, f"symbol__ticker={ticker}&timestamp__date__lte=2026-03-03")[0]

    assert FIELDS == list(event)
    assert {
        "id": f"20260303-PRICE_INCREASE-5-{ticker}",
        "symbol": {"ticker": ticker, "name": ticker},
        "event_type": "PRICE_INCREASE",
        "timestamp": "2026-03-03T05:30:00Z",
        "previous_price": "100",
        "price": "106",
        "change_percent": "6",
    } == event


def test_the_newest_events_come_first(anyone: Person, ticker: str) -> None:
    """Each day is measured by the close before it, and the list goes back in time."""
    assert [
        ("06", "PRICE_INCREASE", "26.3157"),
        ("05", "PRICE_DECREASE", "-10.3773"),
        ("03", "PRICE_INCREASE", "6"),
    ] == said(shown(anyone, f"symbol__ticker={ticker}"))


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("event_type=PRICE_INCREASE", "06 03"),
        ("event_type=PRICE_DECREASE", "05"),
        ("event_type=GAP_UP", ""),
        ("timestamp__gte=2026-03-05T05:30:00Z", "06 05"),
        ("timestamp__gte=2026-03-05T05:30:00.000001Z", "06"),
        ("timestamp__lte=2026-03-05T05:30:00Z", "05 03"),
        ("timestamp__lte=2026-03-05T05:29:59.999999Z", "03"),
        ("timestamp__gte=2026-03-05T13:30:00%2B08:00&timestamp__lte=2026-03-05T05:30:00Z", "05"),
        ("timestamp__date__gte=2026-03-05", "06 05"),
        ("timestamp__date__gte=2026-03-06", "06"),
        ("timestamp__date__lte=2026-03-05", "05 03"),
        ("timestamp__date__lte=2026-03-04", "03"),
        ("timestamp__date__gte=2026-03-05&timestamp__date__lte=2026-03-05", "05"),
        ("timestamp__date__gte=2026-03-03&timestamp__gte=2026-03-05T00:00:00Z", "06 05"),
        ("timestamp__date__lte=2026-03-05&timestamp__lte=2026-03-09T00:00:00Z", "05 03"),
        ("timestamp__date__gte=2026-03-06&timestamp__date__lte=2026-03-05", ""),
        ("event_type=PRICE_INCREASE&timestamp__date__gte=2026-03-04", "06"),
        ("ordering=timestamp", "03 05 06"),
        ("ordering=-timestamp", "06 05 03"),
        ("ordering=event_type", "05 03 06"),
        ("ordering=-event_type", "06 03 05"),
        ("ordering=symbol__ticker", "03 05 06"),
        ("ordering=-symbol__ticker", "06 05 03"),
    ],
)
def test_each_filter_and_order_shows_what_it_says(anyone: Person, ticker: str, query: str, days: str) -> None:
    """Filters leave what fits all of them, ends of spans belong to them, and orders are as they are named."""
    found = shown(anyone, f"symbol__ticker={ticker}&{query}")

    assert days.split() == [event["timestamp"][8:10] for event in found]


def test_the_days_of_a_filter_are_those_of_utc(operator: Person, anyone: Person) -> None:
    """Two moments of one day in Taipei may be of two days here, as their timestamps show."""
    ticker = fresh_ticker()
    for at, price in (
        ("2026-03-01T04:00:00Z", 100),
        ("2026-03-03T00:30:00+08:00", 200),
        ("2026-03-03T08:30:00+08:00", 400),
    ):
        prices = dict.fromkeys(("open_price", "close_price", "high", "low"), price)
        operator.post("/stocks/", {"ticker": ticker, "timestamp": at, **prices})

    up_to = shown(
        anyone, f"symbol__ticker={ticker}&event_type=PRICE_INCREASE&timestamp__date__lte=2026-03-02"
    )
    since = shown(
        anyone, f"symbol__ticker={ticker}&event_type=PRICE_INCREASE&timestamp__date__gte=2026-03-03"
    )

    assert ["2026-03-02T16:30:00Z"] == [event["timestamp"] for event in up_to]
    assert ["2026-03-03T00:30:00Z"] == [event["timestamp"] for event in since]


@pytest.mark.parametrize("order", ["timestamp", "symbol__ticker", "event_type"])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(
    "bounds",
    [
        "",
        "&timestamp__date__gte=2026-03-05",
        "&event_type=PRICE_INCREASE&timestamp__gte=2026-03-04T00:00:00Z",
    ],
)
def test_pages_of_every_order_are_the_whole_list(
    operator: Person, anyone: Person, order: str, sign: str, bounds: str
) -> None:
    """Whatever is asked for, pages one behind the other show each event once, in the order of the whole, and back."""
    tickers = [f"PG{letter}" for letter in "CAB"]
    for each in tickers:
        if not shown(anyone, f"symbol__ticker={each}"):
            post_days(operator, each)
    query = f"{EVENTS}?ordering={sign}{order}{bounds}"
    whole, link = anyone.get(f"{query}&page_size=500").json(), f"{query}&page_size=7"
    pages = []
    while link:
        pages.append(anyone.get(link).json())
        link = pages[-1]["next"]

    rows = [row for page in pages for row in page["results"]]
    assert whole["results"] == rows
    assert whole["count"] == len({row["id"] for row in rows})
    keys = {
        "timestamp": lambda row: (row["timestamp"], row["symbol"]["ticker"], row["event_type"]),
        "symbol__ticker": lambda row: (row["symbol"]["ticker"], row["timestamp"], row["event_type"]),
        "event_type": lambda row: (row["event_type"], row["timestamp"], row["symbol"]["ticker"]),
    }
    assert sorted(rows, key=keys[order], reverse=bool(sign)) == rows
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = anyone.get(back["previous"]).json()
        assert page["results"] == back["results"]
    assert None is back["previous"]


def test_each_event_is_found_by_its_id(anyone: Person, ticker: str) -> None:
    """An id leads to its event for ever, and one of no event to nothing."""
    for event in shown(anyone, f"symbol__ticker={ticker}"):
        assert event == anyone.get(f"{EVENTS}{event['id']}/").json()
    for nothing in (
        f"20260303-PRICE_INCREASE-7-{ticker}",
        f"20260303-PRICE_INCREASE-5.0-{ticker}",
        f"20260399-PRICE_INCREASE-5-{ticker}",
        f"20260303-PRICE_JUMP-5-{ticker}",
        f"20260303-PRICE_INCREASE-5-{ticker.lower()}",
        "20260303-PRICE_INCREASE-5-a%20b",
        "1",
        "%00",
    ):
        refused(anyone.get(f"{EVENTS}{nothing}/"), 404, "not_found")


def test_the_name_of_a_product_is_shown_once_it_is_known(operator: Person, anyone: Person) -> None:
    """Events carry the name that an operator has given, and the code where nobody has."""
    ticker = fresh_ticker()
    post_days(operator, ticker, (100, 110))
    assert {ticker} == {event["symbol"]["name"] for event in shown(anyone, f"symbol__ticker={ticker}")}

    operator.post("/api/products/", {"stock_id": ticker, "name": "台積電"})

    assert {"台積電"} == {event["symbol"]["name"] for event in shown(anyone, f"symbol__ticker={ticker}")}


def test_all_events_are_downloaded_as_csv(anyone: Person, ticker: str) -> None:
    """A table program gets every event that fits in one file, the same as the pages show."""
    query = f"symbol__ticker={ticker}&ordering=timestamp"
    file = anyone.get(f"{EVENTS}?{query}&page_size=1", headers={"Accept": "text/csv"})

    assert "text/csv; charset=utf-8" == file.headers["content-type"]
    assert file.headers["content-disposition"].startswith('attachment; filename="significant-events-')
    rows = [{key: row[key] for key in row} for row in csv.DictReader(io.StringIO(file.text))]
    flat = [
        {"id": event["id"], **event["symbol"], **{name: event[name] for name in FIELDS[2:]}}
        for event in shown(anyone, query)
    ]
    assert flat == rows


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("symbol=2330", "unknown_parameter", "symbol"),
        ("symbol__ticker=a%20b", "invalid_value", "symbol__ticker"),
        ("event_type=up", "invalid_parameter", "event_type"),
        ("ordering=price", "invalid_parameter", "ordering"),
        ("timestamp__gte=2026-03-01", "invalid_time", "timestamp__gte"),
        ("timestamp__lte=now", "invalid_time", "timestamp__lte"),
        ("timestamp__date__gte=2026-02-30", "invalid_time", "timestamp__date__gte"),
        ("timestamp__date__lte=2026-03-01T00:00:00Z", "invalid_time", "timestamp__date__lte"),
        ("timestamp__date__lte=20260301", "invalid_time", "timestamp__date__lte"),
        ("timestamp__date__lte=0001-01-01", "invalid_time", "timestamp__date__lte"),
        ("cursor=WzAsIjIwMjYtMDEtMDFUMDA6MDA6MDArMDA6MDAiLCJ4Il0", "invalid_parameter", "cursor"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_by_its_name(
    anyone: Person, query: str, code: str, field: str
) -> None:
    """A filter that there is not, and a value that none can have, are no empty lists."""
    refused(anyone.get(f"{EVENTS}?{query}"), 400, code, field)


def test_who_asks_for_what_there_is_not_learns_what_there_is(anyone: Person) -> None:
    """The filters, the orders and the kinds of events are named in the refusal of another one."""
    filters = anyone.get(f"{EVENTS}?from=1").json()["detail"]
    names = "symbol__ticker event_type timestamp__gte timestamp__lte timestamp__date__gte timestamp__date__lte ordering"
    assert all(name in filters for name in names.split())
    orders = anyone.get(f"{EVENTS}?ordering=id").json()["detail"]
    assert all(f"-{name}" in orders for name in ("timestamp", "symbol__ticker", "event_type"))
    kinds = anyone.get(f"{EVENTS}?event_type=price_increase").json()["detail"]
    assert all(kind in kinds for kind in KINDS)


def test_whoever_is_logged_in_may_read_events(door: Door, anyone: Person, ticker: str) -> None:
    """Events are of the market and of nobody: every user sees the same, and a stranger none."""
    refused(door.get(EVENTS), 401, "unauthenticated")
    refused(door.get(f"{EVENTS}20260303-PRICE_INCREASE-5-{ticker}/"), 401, "unauthenticated")
    program = anyone.program("read")
    assert shown(anyone, f"symbol__ticker={ticker}") == shown(program, f"symbol__ticker={ticker}")
