"""The desk for people with a keyboard, a phone, a screen reader, a slow line, very many orders, or another language."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.http.browser.sitting import LIMITED, sitting
from tests.integration.http.people import PASSWORD, Door
from tests.servers.service import ServiceServer

FIRST_LOAD = 300_000


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_no_part_of_the_desk_stands_in_anybodys_way(
    browser: Browser, service: ServiceServer, door: Door, light: Literal["light", "dark"], phone: bool
) -> None:
    """Names, roles and contrasts are right in each part, on a desk and on a phone, by day and by night."""
    person = door.newcomer()
    assert person.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 860, "quantity": 10}).is_success
    assert person.post("/api/orders/", {"stock_id": "2330", **LIMITED}).is_success
    person.program("signals").post_bytes(
        "/api/v1/broker/webhook/receive-signal/", b"BUY nothing that anybody knows", "text/plain"
    )
    with sitting(browser, service.url, light=light, phone=phone) as desk:
        desk.open()
        expect(desk.page.get_by_label("User name")).to_be_visible()
        desk.is_for_everybody()
        desk.enter(person.name)
        expect(desk.page.locator(".chart canvas").first).to_be_visible()
        desk.is_for_everybody()
        for part in ("Trade", "Orders", "Signals", "Analysis", "API keys"):
            desk.go(part)
            desk.page.wait_for_load_state("networkidle")
            desk.is_for_everybody()


def test_the_first_load_is_small(browser: Browser, service: ServiceServer, door: Door) -> None:
    """Everything that is fetched until the portfolio stands there with its chart is less than the bound, as it is packed."""
    name = door.newcomer().name
    with sitting(browser, service.url) as desk:
        desk.open()
        desk.enter(name)
        expect(desk.page.locator(".chart canvas").first).to_be_visible()
        sizes = desk.page.evaluate(
            """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .filter(({name}) => !name.includes("/api/") && !name.includes("/health/"))
                .map(({name, transferSize}) => [name, transferSize])"""
        )

    assert len(sizes) > 3
    assert all(size > 0 for _, size in sizes), sizes
    assert FIRST_LOAD > sum(size for _, size in sizes), sizes


def test_a_long_list_has_few_rows_in_the_page(browser: Browser, service: ServiceServer, door: Door) -> None:
    """However many orders there are, only those in sight are drawn, the rest comes as one reads on, and the keyboard reaches it."""
    person, many = door.newcomer(), 450
    for number in range(many):
        order = {"stock_id": "2330", **LIMITED, "client_order_id": f"c{number}"}
        assert 201 == person.post("/api/orders/", order).status_code
    with sitting(browser, service.url) as desk:
        desk.open("#/orders")
        desk.enter(person.name)
        grid = desk.page.get_by_role("grid", name="Orders")
        expect(grid).to_have_attribute("aria-rowcount", str(many + 1))
        grid.focus()
        while desk.page.locator(f"[aria-rowindex='{many + 1}']").count() == 0:
            desk.page.keyboard.press("End")
        assert desk.page.locator(".order").count() < 60
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_role("dialog")).to_be_visible()


def test_the_desk_is_used_by_keyboard(browser: Browser, service: ServiceServer, door: Door) -> None:
    """Single keys lead through the desk, help says which, a switch turns them off, and closing gives the place back."""
    name = door.newcomer().name
    with sitting(browser, service.url) as desk:
        page = desk.page
        desk.open()
        page.get_by_label("User name").fill(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("3")
        expect(page.get_by_role("heading", level=1, name="Orders")).to_be_attached()
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("Write an order")
        page.get_by_label("Single-key shortcuts").uncheck()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("2")
        expect(page.get_by_role("heading", level=1, name="Orders")).to_be_attached()


def test_the_desk_speaks_chinese_and_colours_as_one_likes(
    browser: Browser, service: ServiceServer, door: Door
) -> None:
    """In Chinese red is what rises; whoever wants other colours says so, and it holds after a reload."""
    person = door.newcomer()
    person.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 1, "quantity": 10})
    with sitting(browser, service.url) as desk:
        page = desk.page
        desk.open()
        desk.enter(person.name)
        colour = "getComputedStyle(document.documentElement).getPropertyValue('--up')"
        rising = page.evaluate(colour)
        page.get_by_label("Language").select_option("zh-Hant")
        expect(page.get_by_role("heading", level=1, name="投資組合")).to_be_attached()
        assert rising != page.evaluate(colour)
        page.get_by_role("button", name="設定").click()
        page.get_by_label("漲跌顏色").select_option("green")
        assert rising == page.evaluate(colour)
        page.keyboard.press("Escape")
        page.reload()
        expect(page.get_by_role("button", name="登入")).to_be_visible()
        assert "zh-Hant" == page.evaluate("document.documentElement.lang")
