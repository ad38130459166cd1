"""Somebody who sits at the desk, from the first look to the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from attrs import frozen
from playwright.sync_api import Browser, Locator, Page, expect

from tests.integration.http.browser.visit import Visit, visiting
from tests.integration.http.people import PASSWORD

MARKET: Final = "2330"
# What waits until its price comes.
LIMITED: Final = {"side": "buy", "quantity": 1, "type": "limit", "limit_price": 10}


@frozen(eq=False)
class Sitting:
    """A desk that is open."""

    visit: Visit

    @property
    def page(self) -> Page:
        """What the browser shows."""
        return self.visit.page

    def open(self, place: str = "") -> None:
        """Come to the desk."""
        self.page.goto(f"{self.visit.url}/{place}")

    def enter(self, name: str, password: str = PASSWORD, button: str = "Log in") -> None:
        """Come in by name and password."""
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.get_by_role("navigation", name="Parts of the desk")).to_be_visible()

    def go(self, part: str) -> None:
        """Go to a part of the desk, and wait until the keyboard is there."""
        self.page.get_by_role("navigation", name="Parts of the desk").get_by_role("link", name=part).click()
        expect(self.page.get_by_role("heading", level=1, name=part)).to_be_attached()
        expect(self.page.get_by_role("main")).to_be_focused()

    def number(self, name: str) -> Locator:
        """A number of the account."""
        return self.page.locator(f"[data-number={name}]")

    def last(self, symbol: str = MARKET) -> Locator:
        """The price of a product in the market on top."""
        chip = self.page.get_by_role("region", name="Market").locator(f"a[href='#/trade/{symbol}']")
        return chip.locator(".last")

    def sees_the_market_move(self, symbol: str = MARKET) -> None:
        """Wait until a price is there, and then until it is another."""
        expect(self.last(symbol)).to_have_text(re.compile(r"\d"))
        seen = self.last(symbol).inner_text()
        expect(self.last(symbol)).not_to_have_text(seen)

    def write_order(self, symbol: str, quantity: str, side: str = "Buy") -> None:
        """Fill in the ticket as far as an order at the market needs it."""
        self.page.evaluate("where => { location.hash = where }", f"#/trade/{symbol}")
        expect(self.page.get_by_role("heading", name=f"Order · {symbol}")).to_be_visible()
        self.page.get_by_role("radio", name=side, exact=True).check(force=True)
        self.page.get_by_label("Quantity").fill(quantity)

    def bill(self, line: str) -> Locator:
        """A line of what the order would do."""
        return self.page.locator(".bill div", has=self.page.get_by_text(line, exact=True)).locator("dd")

    def send_signal(self, text: str) -> None:
        """Send a text as a signal."""
        self.page.get_by_label("Text of the signal").fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()

    def is_for_everybody(self) -> None:
        """Nothing stands in anybody's way, and nothing is wider than the screen."""
        faults = self.visit.faults_of_access()
        assert not faults, faults
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # nothing says that the bar of places could be moved, so all of it is to be seen
        cut = self.page.locator(".places").evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth)"
        )
        assert not cut


@contextmanager
def sitting(
    browser: Browser, url: str, *, light: Literal["light", "dark"] = "light", phone: bool = False
) -> Iterator[Sitting]:
    """A desk in a browser of its own."""
    with visiting(browser, url, light=light, phone=phone) as visit:
        yield Sitting(visit)
