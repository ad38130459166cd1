"""The desk, used as people use it, in a real browser on each deployment: from the first look to why the cash is what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, WebSocketRoute, expect

from tests.integration.http.browser.sitting import LIMITED, Sitting, sitting
from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, fresh_name, fresh_ticker
from tests.servers.service import OPERATOR, ServiceServer

PAIR = "AUDNZD"


@pytest.fixture(scope="session", params=DEPLOYMENTS)
def house(
    request: pytest.FixtureRequest, session_folder: Path, postgres_url: str, redis_url: str
) -> Iterator[ServiceServer]:
    """Each deployment, with a market that moves and a broker that works."""
    folder = session_folder / f"desk-{DEPLOYMENTS.index(request.param)}"
    with deployed(request.param, folder, postgres_url, redis_url, beside=11, BROKER="paper") as service:
        yield service


@pytest.fixture(scope="session")
def outside(house: ServiceServer) -> Iterator[Door]:
    """The same house over HTTP."""
    with Door(house.url, int(house.settings.get("WORKERS", "1"))) as door:
        yield door


@pytest.fixture
def desk(browser: Browser, house: ServiceServer) -> Iterator[Sitting]:
    """A stranger before the desk."""
    with sitting(browser, house.url) as desk:
        yield desk


def test_the_whole_story_is_lived_at_the_desk(desk: Sitting) -> None:
    """Register, see the market move, place a trade, send a signal, watch it close, read why the balance is what it is."""
    page = desk.page
    desk.open()
    desk.enter(fresh_name(), button="Register")
    expect(desk.number("equity")).to_contain_text("1,000,000")
    expect(page.get_by_text("You hold nothing yet")).to_be_visible()
    desk.sees_the_market_move()

    desk.write_order("2330", "10")
    expect(desk.bill("Cash after the fill")).to_have_text(re.compile(r"^9\d\d,\d{3}"))
    page.get_by_role("button", name="Buy 10 2330").click()
    expect(page.get_by_text(re.compile(r"^Order …\w+: Executed\."))).to_be_visible()
    expect(page.get_by_role("log").get_by_text("Buy 10 2330: Executed")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("1 trades of yours"))).to_be_visible()

    desk.go("Signals")
    desk.send_signal("BUY EURUSD now and then perhaps")
    expect(page.locator("mark.wrong")).to_be_visible()
    expect(page.get_by_text("Refused")).to_be_visible()
    # stop and target are so near that one of the next ripples of the market closes the order
    desk.send_signal(f"BUY {PAIR}\nSL 1.08597\nTP 1.08604")
    expect(page.get_by_text("Ordered")).to_be_visible()
    expect(page.get_by_role("link", name="Order: Closed")).to_be_visible(timeout=200_000)

    desk.go("Orders")
    rows = page.get_by_role("row")
    expect(rows.filter(has_text=PAIR)).to_contain_text("Closed")
    rows.filter(has_text=PAIR).click()
    life = page.get_by_role("dialog").locator(".steps li")
    expect(life.first).to_contain_text("Pending")
    expect(life.last).to_contain_text("Closed")
    page.keyboard.press("Escape")

    desk.go("Portfolio")
    expect(page.get_by_role("rowheader", name="2330")).to_be_visible()
    cash = desk.number("cash").inner_text()
    page.get_by_role("button", name=re.compile("^Why is Cash")).click()
    entries = page.get_by_role("dialog").locator(".entries li")
    expect(page.get_by_role("dialog").locator(".big")).to_have_text(cash)
    expect(entries.first).to_contain_text(f"After it {cash}")
    expect(entries.last).to_contain_text("Account opened")
    expect(entries.last).to_contain_text("+1,000,000")
    expect(entries.filter(has_text="bought 10 2330")).to_have_count(1)
    desk.is_for_everybody()


def test_who_goes_back_leaves_what_was_opened(desk: Sitting, outside: Door) -> None:
    """On a phone one goes back by a key of the phone: nothing stays in front of the place that one comes to."""
    desk.open("#/orders")
    desk.enter(outside.newcomer().name)
    desk.go("Portfolio")
    desk.page.get_by_role("button", name=re.compile("^Why is Cash")).click()
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    desk.page.go_back()

    expect(desk.page.get_by_role("heading", level=1, name="Orders")).to_be_attached()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_a_refusal_is_read_before_anything_is_sent(desk: Sitting, outside: Door) -> None:
    """The ticket shows the sentence that the order would get, and sends nothing as long as it stands there."""
    person = outside.newcomer()
    desk.open()
    desk.enter(person.name)
    desk.write_order("2330", "1000000")

    expect(desk.page.get_by_text("It would be refused:")).to_be_visible()
    expect(desk.page.get_by_role("button", name="Buy 1,000,000 2330")).to_have_attribute(
        "aria-disabled", "true"
    )
    desk.page.keyboard.press("Enter")
    assert 0 == person.get("/api/orders/").json()["count"]


def test_what_an_order_is_to_do_later_is_shown_before_it_is_sent(desk: Sitting, outside: Door) -> None:
    """Stop-loss and targets stand in the bill as they were understood."""
    desk.open()
    desk.enter(outside.newcomer().name)
    desk.write_order("2330", "10")
    desk.page.get_by_text("Stop-loss, targets, validity").click()
    desk.page.get_by_label("Stop-loss").fill("1.5")
    desk.page.get_by_label("Targets").fill("9000 12345.5")

    expect(desk.bill("Stop-loss")).to_have_text("1.5")
    expect(desk.bill("Targets")).to_have_text("9,000 · 12,345.5")


def test_orders_move_on_by_themselves_and_can_be_cancelled(desk: Sitting, outside: Door) -> None:
    """What happens to an order elsewhere is seen here at once, and what is done here is seen elsewhere."""
    person, ticker = outside.newcomer(), fresh_ticker()
    desk.open("#/orders")
    desk.enter(person.name)
    expect(desk.page.get_by_text("There is no order yet.")).to_be_visible()
    number = person.post("/api/orders/", {"stock_id": ticker, **LIMITED}).json()["number"]
    row = desk.page.get_by_role("row").filter(has_text=ticker)
    expect(row).to_contain_text("Pending")
    row.click()
    desk.page.get_by_role("button", name="Cancel the order").click()
    expect(desk.page.get_by_role("dialog").locator(".steps li").last).to_contain_text("Cancelled")
    desk.page.keyboard.press("Escape")

    expect(row).to_contain_text("Cancelled")
    assert "cancelled" == person.get(f"/api/orders/{number}/").json()["status"]


def test_what_was_missed_while_the_line_was_cut_follows(desk: Sitting, outside: Door) -> None:
    """After a break the feed is taken up where it was left: the list is not read again, and yet nothing is missing."""
    person, tickers = outside.newcomer(), [fresh_ticker() for _ in range(3)]
    lines: list[WebSocketRoute] = []
    lists: list[str] = []
    shut = [False]

    def note(asked: Request) -> None:
        if "/api/orders/?" in asked.url:
            lists.append(asked.url)

    def pass_on(line: WebSocketRoute) -> None:
        if shut[0]:
            line.close()
        else:
            lines.append(line)
            line.connect_to_server()

    desk.page.route_web_socket(re.compile("/ws/orders/"), pass_on)
    desk.page.on("request", note)
    desk.open("#/orders")
    desk.enter(person.name)
    person.post("/api/orders/", {"stock_id": tickers[0], **LIMITED})
    expect(desk.page.get_by_role("row").filter(has_text=tickers[0])).to_be_visible()
    read = len(lists)
    shut[0] = True
    lines[-1].close()
    expect(desk.page.get_by_text("The live feed was cut.")).to_be_visible()
    for ticker in tickers[1:]:
        person.post("/api/orders/", {"stock_id": ticker, **LIMITED})
    shut[0] = False

    for ticker in tickers:
        expect(desk.page.get_by_role("row").filter(has_text=ticker)).to_be_visible()
    expect(desk.page.get_by_text("The live feed was cut.")).to_have_count(0)
    assert read == len(lists)


def test_a_proposal_waits_for_a_word(desk: Sitting, outside: Door) -> None:
    """What a program has proposed stands before its owner, and becomes an order when he confirms it."""
    person, ticker = outside.newcomer(), fresh_ticker()
    person.program("propose").post("/api/drafts/", {"stock_id": ticker, **LIMITED, "why": "It looks cheap."})
    desk.open("#/orders")
    desk.enter(person.name)
    expect(desk.page.get_by_text("It looks cheap.")).to_be_visible()
    desk.page.get_by_role("button", name="Confirm").click()

    expect(desk.page.get_by_role("row").filter(has_text=ticker)).to_contain_text("Pending")
    expect(desk.page.get_by_role("button", name="Confirm")).to_have_count(0)


def test_a_proposal_that_nobody_wants_is_dismissed(desk: Sitting, outside: Door) -> None:
    """Its owner sees all of its terms; when he dismisses it, it is gone from the desk and is no order."""
    person, ticker = outside.newcomer(), fresh_ticker()
    wish = {"stock_id": ticker, **LIMITED, "stop_loss": "1.5", "take_profits": ["99999.5"]}
    program = person.program("read", "propose")
    assert program.post("/api/drafts/", wish).is_success
    desk.open("#/orders")
    desk.enter(person.name)
    expect(desk.page.get_by_role("article")).to_contain_text(re.compile(r"1\.5.*99,999\.5"))
    desk.page.get_by_role("button", name="Dismiss").click()

    expect(desk.page.get_by_role("button", name="Dismiss")).to_have_count(0)
    assert ["dismissed"] == [one["status"] for one in program.get("/api/drafts/").json()["results"]]
    assert 0 == person.get("/api/orders/").json()["count"]


def test_days_without_their_dividend_are_told_apart(desk: Sitting, outside: Door) -> None:
    """A price that falls by a dividend is no loss: such days are marked, whether or not their reference is known."""
    operator, ticker, today = outside.log_in(*OPERATOR), fresh_ticker(), datetime.now(UTC)
    for ago, close, more in ((4, 100, {}), (3, 95, {"ex_dividend": True}), (2, 93, {"reference_price": 92})):
        prices = dict.fromkeys(("open_price", "close_price", "high", "low"), close)
        at = (today - timedelta(days=ago)).isoformat()
        assert operator.post("/stocks/", {"ticker": ticker, "timestamp": at, **prices, **more}).is_success
    desk.open()
    desk.enter(outside.newcomer().name)
    desk.page.evaluate("where => { location.hash = where }", f"#/trade/{ticker}")
    desk.page.get_by_role("radio", name="Days").check(force=True)

    chart = desk.page.get_by_role("img", name=re.compile(f"{ticker}.*without their dividend or right: 2"))
    expect(chart).to_be_visible()


def test_a_key_is_made_shown_once_and_revoked(desk: Sitting, outside: Door) -> None:
    """The key that is shown opens what it may, and nothing more once it is revoked."""
    person = outside.newcomer()
    desk.open("#/keys")
    desk.enter(person.name)
    desk.page.get_by_label("Name", exact=True).fill("my chart")
    desk.page.get_by_role("button", name="Make the key").click()
    program = outside.carrying({"X-API-KEY": desk.page.locator(".secret").first.inner_text()})
    assert 200 == program.get("/api/account/").status_code
    desk.page.get_by_role("button", name="Revoke: my chart").click()
    desk.page.get_by_role("button", name="Revoke it").click()

    expect(desk.page.get_by_text("Revoked", exact=True)).to_be_visible()
    assert 401 == program.get("/api/account/").status_code


def test_an_analysis_shows_both_opinions_side_by_side(desk: Sitting, outside: Door) -> None:
    """Figures and two opinions; where a provider is not set up, its place says so and the rest is there."""
    desk.open("#/analysis/2330")
    desk.enter(outside.newcomer().name)

    expect(desk.page.get_by_role("heading", name=re.compile("^Figures · 2330"))).to_be_visible(timeout=60_000)
    expect(desk.page.get_by_role("article")).to_have_count(2)
    desk.is_for_everybody()


def test_an_operator_runs_the_house(desk: Sitting, outside: Door) -> None:
    """The kill switch, users, products and health are there for operators, and for nobody else."""
    operator, person, name, ticker = (
        outside.log_in(*OPERATOR),
        outside.newcomer(),
        fresh_name(),
        fresh_ticker(),
    )
    page = desk.page
    desk.open("#/operate")
    desk.enter(*OPERATOR)
    expect(page.get_by_text("Everything works")).to_be_visible()
    page.get_by_label("User name").fill(name)
    page.get_by_role("button", name="Make a user").click()
    expect(page.get_by_role("log").get_by_text(re.compile(f"{name} was made"))).to_be_visible()
    assert 200 == operator.get(f"/users/{name}/").status_code
    page.get_by_label("Code").fill(ticker)
    page.get_by_role("button", name="Make a product").click()
    expect(page.get_by_role("log").get_by_text(f"{ticker} was made")).to_be_visible()
    page.get_by_role("radio", name="Reducing").check(force=True)
    page.get_by_label("Reason").fill("a drill")
    try:
        page.get_by_role("button", name="Turn the switch").click()
        expect(page.get_by_role("log").get_by_text("Trading is Reducing.")).to_be_visible()
        assert {"state": "reducing", "reason": "a drill"} == person.get("/api/trading-state/").json()
        desk.is_for_everybody()
    finally:
        operator.put("/api/trading-state/", {"state": "active", "reason": "the drill is over"})
    page.get_by_role("button", name="Log out").click()
    desk.enter(person.name)
    expect(page.get_by_role("link", name="Operate")).to_have_count(0)
