"""A browser for the run, and events to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.integration.http.browser.chromium import running_chromium
from tests.integration.http.browser.visit import Visit, visiting
from tests.integration.http.company import door, operator
from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import PASSWORD, Door, Person, fresh_ticker
from tests.servers.service import ServiceServer

__all__ = ["door", "operator"]  # fixtures, which pytest finds here

FIRST = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
DAYS = 24


@pytest.fixture(scope="session")
def service(session_folder: Path, postgres_url: str, redis_url: str) -> Iterator[ServiceServer]:
    """The service of several processes, where a page meets another of them each time; the other one is met by the restart."""
    with deployed(
        DEPLOYMENTS[1], session_folder / "service-of-pages", postgres_url, redis_url, beside=9
    ) as service:
        yield service


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each of them sees a fresh profile."""
    with running_chromium() as browser:
        yield browser


def post_swings(operator: Person, ticker: str, days: int = DAYS) -> None:
    """A price that rises by a tenth and falls back, day after day: each of them is an event but the first."""
    for day in range(days):
        opened, close = (100, 110) if day % 2 else (110, 100)
        body = {"open_price": opened, "close_price": close, "high": 112, "low": 98, "volume": 1000}
        at = (FIRST + timedelta(days=day)).isoformat()
        made = operator.post("/stocks/", {"ticker": ticker, "timestamp": at, **body})
        assert 201 == made.status_code, made.text


@pytest.fixture(scope="session")
def ticker(operator: Person) -> str:
    """A product with a past."""
    ticker = fresh_ticker()
    post_swings(operator, ticker)
    return ticker


@pytest.fixture
def visit(browser: Browser, service: ServiceServer) -> Iterator[Visit]:
    """A stranger before the page."""
    with visiting(browser, service.url) as visit:
        yield visit


@pytest.fixture
def inside(visit: Visit, door: Door, ticker: str) -> Visit:
    """Somebody who has logged in and looks at the events of one product."""
    name = door.newcomer().name
    visit.open(f"?symbol__ticker={ticker}&page_size=10")
    visit.log_in(name, PASSWORD)
    visit.shows(10)
    return visit
