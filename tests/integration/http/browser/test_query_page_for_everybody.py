"""The page for people with a keyboard, a phone, a screen reader, tired eyes, or another language."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.http.browser.visit import Visit, visiting
from tests.integration.http.people import PASSWORD, Door
from tests.servers.service import ServiceServer


def darkness(visit: Visit) -> bool:
    """Whether the ground of the page is dark."""
    found: list[int] = visit.page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"
    )
    return sum(found[:3]) < 200


def press(visit: Visit, *keys: str) -> None:
    for key in keys:
        visit.page.keyboard.press(key)


def reach(visit: Visit, name: str) -> None:
    """Go on by the tabulator until what has that name has the focus, which can be seen."""
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        here = visit.page.evaluate(
            """() => {
                const at = document.activeElement;
                const label = at.labels?.[0]?.innerText ?? at.getAttribute("aria-label") ?? at.innerText;
                return [label, getComputedStyle(at).outlineStyle];
            }"""
        )
        if here[0].strip() == name:
            assert "none" != here[1], f"nobody sees that {name} has the focus"
            return
    raise AssertionError(f"no way leads to {name}")


def test_everything_is_done_by_keyboard(visit: Visit, door: Door, ticker: str) -> None:
    """Log in, filter, sort, turn the page and choose an event without a mouse, always seeing where one is."""
    name = door.newcomer().name
    visit.open("?page_size=10")
    reach(visit, "User name")
    visit.page.keyboard.type(name)
    reach(visit, "Password")
    visit.page.keyboard.type(PASSWORD)
    press(visit, "Enter")
    expect(visit.page.get_by_role("main")).to_be_focused()

    reach(visit, "Ticker")
    visit.page.keyboard.type(ticker)
    press(visit, "Enter")
    visit.shows(10)
    expect(visit.page.get_by_label("Ticker", exact=True)).to_be_focused()
    reach(visit, "Event")
    press(visit, "Enter")
    expect(visit.page.get_by_role("columnheader", name="Event")).to_have_attribute("aria-sort", "ascending")
    expect(visit.rows.first).to_contain_text("Price down")
    expect(visit.rows.nth(1)).to_contain_text("Price down")
    reach(visit, f"Show {ticker} on the chart")
    press(visit, "Space")
    expect(visit.page.locator("tr.chosen")).to_have_count(1)
    reach(visit, "Next")
    press(visit, "Enter")
    expect(visit.page.locator("tr.chosen")).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Next")).to_be_focused()


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser,
    service: ServiceServer,
    door: Door,
    ticker: str,
    light: Literal["light", "dark"],
    phone: bool,
) -> None:
    """Names, roles and contrasts are right on a desk and on a phone, by day and by night, in and out."""
    name = door.newcomer().name
    with visiting(browser, service.url, light=light, phone=phone) as visit:
        visit.open(f"?symbol__ticker={ticker}")
        expect(visit.page.get_by_label("User name")).to_be_visible()
        assert (light == "dark") == darkness(visit)
        assert [] == visit.faults_of_access()
        visit.log_in(name, PASSWORD)
        expect(visit.page.locator(".chart canvas").first).to_be_visible()
        assert [] == visit.faults_of_access()
        # nothing is wider than the screen
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_shows_filters_when_asked(
    browser: Browser, service: ServiceServer, door: Door, ticker: str
) -> None:
    """On a small screen the events come first, and the filters unfold by a touch."""
    name = door.newcomer().name
    with visiting(browser, service.url, phone=True) as visit:
        visit.open(f"?symbol__ticker={ticker}&page_size=10")
        visit.log_in(name, PASSWORD)
        visit.shows(10)
        field = visit.page.get_by_label("Kind of event")
        expect(field).to_be_hidden()
        visit.page.get_by_role("button", name="Filters (1 set)").tap()
        field.select_option("PRICE_INCREASE")
        visit.page.get_by_role("button", name="Show events").tap()
        expect(visit.page.get_by_text("▼ Price down")).to_have_count(0)
        assert {"▲ Price up"} == set(visit.column("kind"))


def test_light_and_language_are_chosen_and_kept(inside: Visit) -> None:
    """Who wants it dark or in Chinese says so once; the document says its language, and red is what rises there."""
    colour = "getComputedStyle(document.querySelector('.change.up')).color"
    rising = inside.page.evaluate(colour)
    inside.page.get_by_label("Light and dark").select_option("dark")
    expect(inside.page.locator("html")).to_have_attribute("data-light", "dark")
    assert darkness(inside)
    inside.page.get_by_label("Language").select_option("zh-Hant")

    expect(inside.page.get_by_role("heading", level=1)).to_have_text("重大價格事件")
    expect(inside.page).to_have_title("重大價格事件 · trading-core")
    assert "zh-Hant" == inside.page.evaluate("document.documentElement.lang")
    assert rising != inside.page.evaluate(colour)
    assert [] == inside.faults_of_access()
    inside.page.reload()
    expect(inside.page.get_by_role("button", name="登入")).to_be_visible()
    expect(inside.page.locator("html")).to_have_attribute("data-light", "dark")
    assert darkness(inside)


def test_a_reader_of_chinese_is_greeted_in_chinese(browser: Browser, service: ServiceServer) -> None:
    """The page begins in the language that the browser asks for."""
    with visiting(browser, service.url, locale="zh-TW") as visit:
        visit.open()
        expect(visit.page.get_by_role("button", name="登入")).to_be_visible()
