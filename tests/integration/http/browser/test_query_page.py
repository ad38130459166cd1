"""The page that queries significant events, used as people use it, in a real browser on the real service."""

from __future__ import annotations

import re
import shlex

import httpx
from playwright.sync_api import expect

from tests.integration.http.browser.conftest import DAYS
from tests.integration.http.browser.visit import Visit
from tests.integration.http.people import PASSWORD, Door, Person, fresh_name, fresh_ticker

EVENTS = DAYS - 1
WRONG_LOGIN = "Name or password is wrong. Try again, or register if you are new here."


def test_somebody_new_registers_on_the_page(visit: Visit) -> None:
    """Whoever has no name yet gets one here, and is inside at once."""
    visit.open()
    visit.page.get_by_label("User name").fill(fresh_name())
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.get_by_role("button", name="Register").click()

    expect(visit.page.get_by_role("button", name="Log out")).to_be_visible()


def test_a_wrong_password_is_told_as_such_and_may_be_mended(visit: Visit, door: Door) -> None:
    """The page says what may be wrong without saying which it is, keeps what was written, and lets in who tries again."""
    name = door.newcomer().name
    visit.open()
    visit.page.get_by_label("User name").fill(name)
    visit.page.get_by_label("Password").fill("wrong")
    visit.page.keyboard.press("Enter")

    expect(visit.page.get_by_role("alert")).to_have_text(WRONG_LOGIN)
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", name="Events", exact=True)).to_be_visible()


def test_a_fault_of_a_field_stands_at_the_field(visit: Visit) -> None:
    """What is wrong is said beside the field that it is about, and a screen reader hears it there."""
    visit.open()
    visit.page.get_by_label("User name").fill(fresh_name())
    visit.page.get_by_label("Password").fill("short")
    visit.page.get_by_role("button", name="Register").click()

    field = visit.page.get_by_label("Password")
    expect(field).to_have_attribute("aria-invalid", "true")
    said = visit.page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert said.inner_text() in visit.page.get_by_role("alert").inner_text()


def test_pages_follow_each_other_both_ways(inside: Visit) -> None:
    """Next and previous lead through all events, none of them twice, and the browser's own way back leads back too."""
    next_page = inside.page.get_by_role("button", name="Next")
    previous_page = inside.page.get_by_role("button", name="Previous")
    expect(inside.page.get_by_text(f"{EVENTS} events, 10 of them on this page")).to_be_visible()
    expect(previous_page).to_have_attribute("aria-disabled", "true")
    seen = inside.times
    first = list(seen)
    for rows in (10, EVENTS - 20):
        with inside.page.expect_response(re.compile("cursor=")):
            next_page.click()
        inside.shows(rows)
        expect(inside.page.locator("section[aria-busy=false]").first).to_be_visible()
        seen += inside.times

    expect(next_page).to_have_attribute("aria-disabled", "true")
    assert EVENTS == len(set(seen))
    assert sorted(seen, reverse=True) == seen
    previous_page.click()
    inside.shows(10)
    assert sorted(first, reverse=True) == first
    inside.page.go_back()
    inside.shows(EVENTS - 20)


def test_each_filter_narrows_the_list(inside: Visit, ticker: str) -> None:
    """Every documented filter can be set, says what it means, and is kept in the address."""
    page = inside.page
    page.get_by_label("Kind of event").select_option("PRICE_DECREASE")
    page.get_by_label("Rows on a page").select_option("50")
    page.get_by_role("button", name="Show events").click()
    inside.shows(EVENTS // 2)
    assert {"▼ Price down"} == set(inside.column("kind"))

    page.get_by_label("From (day, UTC)").fill("2026-03-05")
    page.get_by_label("To (day, UTC)").fill("2026-03-12")
    page.get_by_role("button", name="Show events").click()
    inside.shows(4)
    # a clock on the wall of who looks, which is eight hours ahead in this browser
    page.get_by_label("From (moment)").fill("2026-03-06T13:30:00")
    page.get_by_label("To (moment)").fill("2026-03-10T13:30:00")
    page.get_by_role("button", name="Show events").click()
    inside.shows(3)
    assert ["2026-03-10T05:30:00Z", "2026-03-08T05:30:00Z", "2026-03-06T05:30:00Z"] == inside.times
    expect(page.get_by_role("heading", name="Filters (6 set)")).to_be_visible()
    assert "timestamp__gte=2026-03-06T05%3A30%3A00Z" in page.url

    page.get_by_label("Ticker", exact=True).fill(f"{ticker}NOT")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No event fits these filters")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("heading", name="Filters", exact=True)).to_be_visible()
    expect(inside.rows.first).to_be_visible()


def test_a_filter_that_the_service_refuses_is_explained_at_its_field(inside: Visit) -> None:
    """The sentence of the problem is shown, the field is marked and has the focus, and the rest of the page works on."""
    field = inside.page.get_by_label("Ticker", exact=True)
    field.fill("no ticker at all!")
    inside.page.get_by_role("button", name="Show events").click()

    expect(inside.page.get_by_role("alert")).to_contain_text("symbol__ticker")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    inside.page.get_by_role("button", name="Clear").click()
    expect(inside.page.get_by_role("alert")).to_have_count(0)


def test_the_heads_of_columns_sort(inside: Visit) -> None:
    """A click sorts by a column, another turns it round; the column says how it is sorted."""
    head = inside.page.get_by_role("columnheader", name="Event")
    kinds = []
    for sort in ("ascending", "descending"):
        with inside.page.expect_response(re.compile("significant-events")):
            head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", sort)
        expect(inside.page.locator("section[aria-busy=false]").first).to_be_visible()
        kinds.append(inside.column("kind")[0])
    assert ["▼ Price down", "▲ Price up"] == kinds

    time = inside.page.get_by_role("columnheader", name="Time")
    expect(time).to_have_attribute("aria-sort", "none")
    time.get_by_role("button").click()
    expect(time).to_have_attribute("aria-sort", "descending")


def test_the_list_offers_what_the_service_documents(visit: Visit, inside: Visit) -> None:
    """Each kind, each order and each filter of the document is on the page: whoever adds one is told here."""
    operation = inside.page.request.get(f"{visit.url}/schema/openapi.json").json()["paths"][
        "/api/stocks/significant-events/"
    ]["get"]
    documented = {one["name"]: one["schema"].get("enum") for one in operation["parameters"]}

    for name in ("event_type", "ordering"):
        options = inside.page.locator(f"#{name} option").evaluate_all("all => all.map(one => one.value)")
        assert set(documented[name]) == set(options) - {""}
    for name in set(documented) - {"page", "cursor"}:
        expect(inside.page.locator(f"#{name}")).to_have_count(1)


def test_events_stand_on_a_chart(inside: Visit, operator: Person, ticker: str) -> None:
    """The chart says in words what it shows, and a click on an event shows the chart of its product."""
    chart = inside.page.get_by_role("img", name=f"Chart of {ticker}")
    expect(chart).to_have_accessible_name(re.compile("10 events marked"))
    expect(chart.locator("canvas").first).to_be_visible()

    other = fresh_ticker()
    for day, close in ((2, 100), (3, 106), (4, 101)):
        body: dict[str, object] = {"ex_dividend": day == 4}
        body |= {"open_price": 100, "close_price": close, "high": close, "low": 100, "volume": 1}
        made = operator.post("/stocks/", {"ticker": other, "timestamp": f"2027-03-0{day}T05:30:00Z", **body})
        assert 201 == made.status_code
    inside.page.get_by_label("Ticker", exact=True).fill(other)
    inside.page.keyboard.press("Enter")
    inside.shows(1)
    button = inside.page.get_by_role("button", name=f"Show {other} on the chart")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(inside.page.get_by_role("img", name=f"Chart of {other}")).to_have_accessible_name(
        re.compile(r"1 events? marked.*without their dividend or right: 1\.")
    )


def test_the_command_of_curl_asks_the_same(inside: Visit, door: Door) -> None:
    """What is copied holds no token, and finds in a shell what the page shows."""
    inside.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inside.page.get_by_role("button", name="Copy").click()
    expect(inside.page.get_by_text("Copied")).to_be_visible()
    command: str = inside.page.evaluate("navigator.clipboard.readText()")
    person = door.newcomer()

    assert "$TOKEN" in command
    assert "eyJ" not in command
    words = iter(shlex.split(command.replace("\\\n", " ").replace("$TOKEN", person.access)))
    assert ["curl", "--get"] == [next(words), next(words)]
    url = next(words)
    given = list(zip(words, words, strict=True))
    headers = [value.split(": ", 1) for option, value in given if option == "--header"]
    query = [value.split("=", 1) for option, value in given if option == "--data-urlencode"]
    assert len(given) == len(headers) + len(query)
    found = httpx.get(url, headers=[(name, value) for name, value in headers], params=dict(query))
    assert inside.times == [event["timestamp"] for event in found.json()["results"]]


def test_no_token_is_kept_where_it_can_be_taken(inside: Visit) -> None:
    """Tokens end with the page: a reload asks for the password again, and finds the question as it was."""
    kept = inside.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert "eyJ" not in kept
    assert [] == inside.page.context.cookies()

    question = inside.page.url
    inside.page.reload()
    expect(inside.page.get_by_role("button", name="Log in")).to_be_visible()
    assert question == inside.page.url
