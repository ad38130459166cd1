"""Long lists over HTTP on PostgreSQL: page 1 beside page 10,000 of ten million rows, and what counting costs."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import httpx

from bench.counting import count_lists
from bench.deep_pages import LISTS, PAGE, Places, pair_of
from bench.filling import OWNER, ROWS, fill, make_models
from bench.service import PASSWORD, durable_postgres, folder, populate, service
from bench.timing import middle, slowest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.deep_pages import Listed

REQUESTS: Final = 200
WARM: Final = 20
WALKED: Final = 1_000
ROWS_A_SECOND: Final = 6_000


def run() -> None:
    """Fill, then measure every list and print the ratios."""
    print(
        f"paging: {ROWS:,} rows take about {ROWS / ROWS_A_SECOND / 60:.0f} minutes to fill; BENCH_ROWS chooses how many"
    )
    with folder() as place, durable_postgres(place) as database:
        begun = time.monotonic()
        populate(place, database)
        with service(place, "models", database) as (url, tokens):
            make_models(url, tokens.read_text().split()[0])
        fill(database)
        print(f"filled in {(time.monotonic() - begun) / 60:.0f} minutes")
        measure(place, database)


def measure(place: Path, database: str) -> None:
    """Ask for pages of a database that is filled."""
    with client(place, database) as door, Places(database) as places:
        walk(door)
        print(f"page 1 and page {PAGE:,}, or the last of a shorter list; median and p99 in ms (goal 1.5)")
        for listed in LISTS:
            for size in listed.sizes:
                compare(door, places, listed, size)
    count_lists(database)


@contextmanager
def client(place: Path, database: str) -> Iterator[httpx.Client]:
    """Somebody who asks the service, one request after another."""
    with (
        service(place, "paging", database, WORKERS="1") as (url, _),
        httpx.Client(base_url=url, timeout=60) as door,
    ):
        yield door


def log_in(door: httpx.Client) -> None:
    """Be the owner of the rows for as long as an access token lives, which is longer than a list takes."""
    answer = door.post("/api/auth/login/", json={"username": OWNER, "password": PASSWORD}).json()
    door.headers["Authorization"] = f"Bearer {answer['access']}"


def walk(door: httpx.Client) -> None:
    """Follow the links from the first page on: rows come in their order, and none twice."""
    for path, moment, name in (
        ("/api/history/", "executed_at", "id"),
        ("/api/orders/", "created_time", "number"),
    ):
        log_in(door)
        link: str | None = f"{path}?page_size=50"
        walked, last = 0, ("~", "~")
        while link is not None and walked < WALKED:
            page, _ = timed(door, link)
            for row in page["results"]:
                here = (row[moment], row[name])
                assert here < last, f"{here} came behind {last}"
                last = here
            link, walked = page["next"], walked + 1
        print(f"{path}: {walked:,} pages one behind the other, each row once and in its order")


def compare(door: httpx.Client, places: Places, listed: Listed, size: int) -> None:
    """Ask for pages at the beginning and deep in a list in turn; each has a place of its own, so none is remembered."""
    log_in(door)
    pair = pair_of(places, listed, size, WARM + REQUESTS)
    early: list[float] = []
    late: list[float] = []
    for shallow, deep in zip(pair.shallow, pair.deep, strict=True):
        for link, times in ((shallow, early), (deep, late)):
            page, seconds = timed(door, f"{listed.link}page_size={size}&cursor={link}")
            assert len(page["results"]) >= pair.fewest, listed.link
            times.append(seconds)
    early, late = early[WARM:], late[WARM:]
    print(
        f"  {listed.link + f'page_size={size}':<66} {middle(early):6.1f} {slowest(early):6.1f}   "
        f"page {pair.page:>6,} {middle(late):6.1f} {slowest(late):6.1f}   ratio {middle(late) / middle(early):.2f}"
    )


def timed(door: httpx.Client, link: str) -> tuple[dict[str, Any], float]:
    """Ask, and see how many milliseconds it took."""
    begun = time.perf_counter()
    answer = door.get(link)
    passed = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, f"{link}: {answer.status_code} {answer.text[:200]}"
    page: dict[str, Any] = answer.json()
    return page, passed
