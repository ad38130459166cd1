"""Somebody who sits before the page, and everything that his browser complains of meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, Literal
from urllib.parse import urlsplit

from attrs import field, frozen
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.integration.http.browser.chromium import ROOT

# Two processors and many tests: what comes late is late, and what never comes is wrong.
expect.set_options(timeout=60_000)
PAGE: Final = "/test-query-page/"
AXE: Final = ROOT / "frontend/node_modules/axe-core/axe.min.js"
SERIOUS: Final = {"serious", "critical"}
# A browser complains of every refusal that a page asks for and handles; those are the service's answers, judged by the tests.
REFUSED: Final = "Failed to load resource: the server responded with a status of"


@frozen(eq=False)
class Visit:
    """A page that is open, with what was noted of it."""

    page: Page
    url: str
    complaints: list[str] = field(factory=list)
    strangers: list[str] = field(factory=list)

    def watch(self) -> None:
        """Note what the console says, what breaks, and who else is asked for anything."""
        self.page.on("console", partial(Visit._heard, self))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", partial(Visit._asked, self))

    def open(self, query: str = "") -> None:
        """Go to the page."""
        self.page.goto(f"{self.url}{PAGE}{query}")

    def log_in(self, name: str, password: str) -> None:
        """Write name and password, and wait for the events."""
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        within, refused = (
            self.page.get_by_role("heading", name="Events", exact=True),
            self.page.get_by_role("alert"),
        )
        expect(within.or_(refused)).to_be_visible()
        assert not refused.count(), refused.all_inner_texts()

    @property
    def rows(self) -> Locator:
        """The events that are shown."""
        return self.page.locator("tbody tr")

    def column(self, name: str) -> list[str]:
        """What one column shows, from top to bottom, as it was told."""
        cells = self.page.locator(f"tbody .{name}")
        return cells.all_inner_texts()

    @property
    def times(self) -> list[str]:
        """The moments that are shown, in UTC."""
        return [str(time.get_attribute("datetime")) for time in self.page.locator("tbody time").all()]

    def shows(self, count: int) -> None:
        """Wait until there are so many events."""
        expect(self.rows).to_have_count(count)

    def faults_of_access(self) -> list[str]:
        """What stands in the way of people with a screen reader, little sight or no mouse."""
        # given to the debugger and not to the page, whose policy would rightly refuse it
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => (await axe.run()).violations")
        return [
            f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}"
            for one in found
            if one["impact"] in SERIOUS
        ]

    def check(self) -> None:
        """Nothing broke, no policy was violated and nobody but the service was asked for anything."""
        assert not self.complaints, self.complaints
        assert not self.strangers, self.strangers

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(REFUSED):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.strangers.append(request.url)


@contextmanager
def visiting(
    browser: Browser,
    url: str,
    *,
    locale: str = "en-GB",
    light: Literal["light", "dark"] = "light",
    phone: bool = False,
) -> Iterator[Visit]:
    """A browser of his own, in which nobody has been before; what it complained of is judged at the end."""
    context = browser.new_context(
        locale=locale,
        timezone_id="Asia/Taipei",
        color_scheme=light,
        viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 800},
        is_mobile=phone,
        has_touch=phone,
    )
    context.set_default_timeout(60_000)
    try:
        visit = Visit(context.new_page(), url)
        visit.watch()
        yield visit
        visit.check()
    finally:
        context.close()
