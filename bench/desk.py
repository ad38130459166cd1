"""The desk in a real browser: how soon it can be used, how much is loaded, and how evenly ten thousand orders scroll."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx
from playwright.sync_api import Browser, Page, expect

from bench.service import folder
from bench.timing import middle
from tests.integration.http.browser.chromium import running_chromium
from tests.integration.http.browser.sitting import sitting
from tests.integration.http.people import PASSWORD, Door
from tests.servers.service import ServiceServer

ORDERS: Final = 10_000
AT_ONCE: Final = 32
LOADS: Final = 7
FRAMES: Final = 240
ROWS_A_FRAME: Final = 12
LIVE: Final = 200
LIMITED: Final = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 1}

# Scrolls so many rows each frame, and notes how long after the one before each frame came.
SCROLL: Final = """
([frames, step]) => new Promise((done) => {
    const grid = document.querySelector("[role=grid]");
    const row = document.querySelector(".order").offsetHeight;
    const gaps = [];
    let before = performance.now();
    const next = (now) => {
        gaps.push(now - before);
        before = now;
        grid.scrollTop += row * step;
        if (gaps.length < frames) requestAnimationFrame(next); else done(gaps.slice(1));
    };
    requestAnimationFrame(next);
})
"""
# As large and as long as the blotter, with a single row: what scrolling costs where nothing is to be done.
BARE: Final = """
<!doctype html>
<div role="grid" style="height: 608px; overflow-y: auto; contain: strict">
    <div style="height: 440000px"><div class="order" style="height: 44px">a row</div></div>
</div>
"""
# Where the whole of it was laid out and the script has said that one may write.
READY: Final = """
() => {
    const [loaded] = performance.getEntriesByType("navigation");
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    const files = [loaded, ...performance.getEntriesByType("resource")];
    const size = files.reduce((sum, {name, transferSize}) => sum + (name.includes("/api/") ? 0 : transferSize), 0);
    return [painted ? painted.startTime : 0, loaded.domInteractive, performance.now(), size];
}
"""


def run() -> None:
    """Measure on the embedded deployment, and print what was found."""
    with (
        folder() as place,
        ServiceServer(place / "service", BROKER="none", REQUESTS_PER_MINUTE="0") as service,
    ):
        with Door(service.url) as door:
            person = door.newcomer()
            asyncio.run(_fill(service.url, person.credential))
        with running_chromium() as browser:
            _loads(browser, service.url)
            with sitting(browser, service.url) as desk:
                desk.open("#/orders")
                desk.enter(person.name, PASSWORD)
                _blotter(desk.page, service.url, person.credential)
            with browser.new_context() as context:
                page = context.new_page()
                page.set_content(BARE)
                _say("scrolling an empty page of that size", page.evaluate(SCROLL, [FRAMES, ROWS_A_FRAME]))


async def _fill(url: str, credential: Mapping[str, str]) -> None:
    """Make the orders, several at a time."""
    async with httpx.AsyncClient(base_url=url, headers=credential, timeout=60) as client:
        turn = asyncio.Semaphore(AT_ONCE)

        async def make() -> None:
            async with turn:
                answer = await client.post("/api/orders/", json=LIMITED)
                answer.raise_for_status()

        await asyncio.gather(*(make() for _ in range(ORDERS)))


def _loads(browser: Browser, url: str) -> None:
    found: list[list[float]] = []
    for _ in range(LOADS):
        with sitting(browser, url) as desk:
            desk.open()
            field = desk.page.get_by_label("User name")
            field.wait_for()
            found.append(desk.page.evaluate(READY))
    painted, interactive, usable, size = (middle([load[place] for load in found]) for place in range(4))
    print(
        f"desk: first load {size / 1000:.1f} kB packed; painted after {painted:.0f} ms, document interactive after "
        f"{interactive:.0f} ms, the form can be written in after {usable:.0f} ms (middle of {LOADS})"
    )


def _blotter(page: Page, url: str, credential: Mapping[str, str]) -> None:
    grid = page.get_by_role("grid", name="Orders")
    expect(grid).to_have_attribute("aria-rowcount", str(ORDERS + 1))
    _say("scrolling while pages come", page.evaluate(SCROLL, [FRAMES, ROWS_A_FRAME]))
    grid.focus()
    while page.locator(f"[aria-rowindex='{ORDERS + 1}']").count() == 0:
        page.keyboard.press("End")
    page.keyboard.press("Home")
    _say(f"scrolling {ORDERS} orders that are there", page.evaluate(SCROLL, [FRAMES, ROWS_A_FRAME]))
    page.keyboard.press("Home")
    # in a thread of its own: the browser is driven from within an event loop here
    with ThreadPoolExecutor(1) as beside:
        arriving = beside.submit(lambda: asyncio.run(_more(url, credential)))
        _say(f"scrolling while {LIVE} orders arrive", page.evaluate(SCROLL, [FRAMES, ROWS_A_FRAME]))
        arriving.result()
    print(f"desk: {page.locator('.order').count()} rows are in the page")


async def _more(url: str, credential: Mapping[str, str]) -> None:
    """Make orders whose news come while somebody scrolls."""
    async with httpx.AsyncClient(base_url=url, headers=credential, timeout=60) as client:
        await asyncio.gather(*(client.post("/api/orders/", json=LIMITED) for _ in range(LIVE)))


def _say(what: str, gaps: list[float]) -> None:
    ordered = sorted(gaps)
    late = sum(gap > 34 for gap in gaps)
    print(
        f"desk: {what}: {middle(gaps):.1f} ms from frame to frame in the middle, {statistics.mean(gaps):.1f} on average, "
        f"{ordered[int(len(ordered) * 0.99)]:.1f} ms at the 99th of a hundred, {late} of {len(gaps)} frames later than 34 ms"
    )
