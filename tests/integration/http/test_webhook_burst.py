"""
A burst of signals, some delivered three times, some garbage: exactly the right orders, and none lost.

BURST_SIGNALS chooses how many.
"""

from __future__ import annotations

import logging
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Final

import httpx
import pytest
from attrs import frozen

from adapters.sql.database import Database
from adapters.sql.signals import SqlSignals
from tests.integration.http.people import Door, Person, new_line, until
from tests.integration.http.routes import WEBHOOK
from tests.integration.http.signalling import TEXT, sender
from tests.integration.http.stored import database_of, differences_in
from tests.servers.service import ServiceServer

SIGNALS: Final = int(os.environ.get("BURST_SIGNALS", "500"))
SEED: Final = int(os.environ.get("BURST_SEED", "1"))
LINES: Final = 32
TENTH: Final = SIGNALS // 10

log = logging.getLogger(__name__)


@frozen
class Told:
    """What one delivery was told, and how long that took."""

    text: bytes
    status: int
    number: str | None
    seconds: float


def good(number: int) -> bytes:
    return f"BUY LIMIT EURUSD 1.{100_000 + number}\nSL 1.05\nTP 1.25".encode()


def garbage(number: int) -> bytes:
    kinds = (
        b"\xff\xfe%d",
        b"hello %d",
        b'{"side": "buy", "n": %d',
        b"BUY EURUSD @1.1\nTP 1.2 (%d)",
        b"\x00%d",
    )
    return kinds[number % len(kinds)] % number


def deliver(line: httpx.Client, texts: list[bytes]) -> list[Told]:
    """Send one text after the other on one line."""
    told = []
    for text in texts:
        begin = time.perf_counter()
        answer = line.post(WEBHOOK, content=text, headers={"Content-Type": TEXT})
        found = answer.json()
        number = found["order"]["number"] if answer.status_code == 200 and found["order"] else None
        told.append(Told(text, answer.status_code, number, time.perf_counter() - begin))
    return told


def burst(door: Door, chart: Door, texts: list[bytes]) -> list[Told]:
    """Send them all from many lines at once."""
    with ExitStack() as stack, ThreadPoolExecutor(LINES) as pool:
        lines = [stack.enter_context(new_line(door.url)) for _ in range(LINES)]
        for line in lines:
            line.headers.update(chart.credential)
        shares = [texts[place::LINES] for place in range(LINES)]
        return [told for share in pool.map(deliver, lines, shares) for told in share]


@pytest.fixture
def owner(door: Door) -> Person:
    return door.newcomer()


def test_a_burst_makes_exactly_the_right_orders(service: ServiceServer, door: Door, owner: Person) -> None:
    """Each good text is one order however often it came, each bad one none; nothing is lost, nothing is our fault."""
    chart = sender(owner, sizing={"policy": "quantity", "size": 1})
    wishes = [good(number) for number in range(SIGNALS - TENTH)]
    slips = [garbage(number) for number in range(TENTH)]
    texts = [*wishes, *slips, *wishes[:TENTH], *wishes[:TENTH]]
    random.Random(SEED).shuffle(texts)  # noqa: S311 - chance that can be repeated

    begin = time.perf_counter()
    told = burst(door, chart, texts)
    seconds = time.perf_counter() - begin

    assert {(True, 200), (False, 400)} == {(one.text in set(wishes), one.status) for one in told}
    orders: dict[bytes, set[str | None]] = {}
    for one in told:
        orders.setdefault(one.text, set()).add(one.number)
    assert all(len(numbers) == 1 for numbers in orders.values())
    until(lambda: owner.get("/api/signals/?status=received").json()["count"], lambda count: count == 0)
    placed = {number for text in wishes for number in orders[text]}
    assert (len(wishes), False) == (len(placed), None in placed)
    counts = {
        status: owner.get(f"/api/signals/?status={status}").json()["count"]
        for status in ("ordered", "refused")
    }
    assert {"ordered": len(wishes), "refused": len(slips)} == counts
    assert len(wishes) == owner.get("/api/orders/").json()["count"]
    with Database(database_of(service)) as database:
        until(lambda: SqlSignals(database).untold(1), lambda waiting: not waiting)
    assert () == differences_in(service)
    times = sorted(one.seconds for one in told)
    log.info(
        "%d deliveries in %.2f s, %.0f a second; half within %.0f ms, 99 %% within %.0f ms",
        len(told),
        seconds,
        len(told) / seconds,
        1000 * times[len(times) // 2],
        1000 * times[len(times) * 99 // 100],
    )
