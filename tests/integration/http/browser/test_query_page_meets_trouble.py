"""The page when the service goes away, comes back, or has ended the session."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.integration.http.browser.conftest import post_swings
from tests.integration.http.browser.visit import Visit, visiting
from tests.integration.http.people import PASSWORD, Door
from tests.servers.service import OPERATOR, ServiceServer

SILENCE = "The service does not answer."
# What a browser says of a service that is gone, each time it is looked for.
GONE = ("Failed to load resource: net::ERR_", "Failed to load resource: the server")


def test_the_page_goes_on_by_itself_after_a_restart(browser: Browser, server_folder: Path) -> None:
    """While the service is gone the page says so, and when it is back it asks again without being told to."""
    with ServiceServer(server_folder / "service", BROKER="none") as service:
        with Door(service.url) as door:
            person, operator = door.newcomer(), door.log_in(*OPERATOR)
            post_swings(operator, "RISING", 3)
        with visiting(browser, service.url) as visit:
            visit.open()
            visit.log_in(person.name, PASSWORD)
            visit.shows(2)
            service.stop()
            visit.page.get_by_label("Kind of event").select_option("PRICE_INCREASE")
            visit.page.get_by_role("button", name="Show events").click()
            expect(visit.page.get_by_text(SILENCE)).to_be_visible()
            visit.shows(2)

            service.start()
            expect(visit.page.get_by_text(SILENCE)).to_have_count(0)
            visit.shows(1)
            visit.complaints[:] = [said for said in visit.complaints if not said.startswith(GONE)]


def test_a_session_that_was_ended_asks_for_the_password_and_keeps_the_question(
    visit: Visit, door: Door, ticker: str
) -> None:
    """Whoever was logged out elsewhere is told so, and finds his filters again when he is back."""
    name = door.newcomer().name
    visit.open(f"?symbol__ticker={ticker}&page_size=10")
    with visit.page.expect_response("**/api/auth/login/") as entered:
        visit.log_in(name, PASSWORD)
    visit.shows(10)
    # what the page still asks would find the end of the session before the click does
    visit.page.wait_for_load_state("networkidle")
    tokens = entered.value.json()
    assert 204 == door.post("/api/auth/logout/", {"refresh": tokens["refresh"]}).status_code

    visit.page.get_by_role("button", name="Next").click()
    expect(visit.page.get_by_text("The session has ended")).to_be_visible()
    question = visit.page.url
    assert "cursor=" in question
    visit.log_in(name, PASSWORD)
    visit.shows(10)
    assert question == visit.page.url
    visit.page.get_by_role("button", name="Log out").click()
    expect(visit.page.get_by_role("button", name="Log in")).to_be_visible()
    expect(visit.page.get_by_text("The session has ended")).to_have_count(0)
