"""A thousand listeners on one process: how much they are told a second and how late, beside a bare loop of the framework."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
from attrs import frozen

from adapters.feed.shared_bell import SharedBell
from adapters.sql.database import Database
from adapters.sql.feed import SqlFeed
from adapters.sql.migrations import migrate
from bench.ears import Crowd
from bench.service import USERS, folder, populate, service
from bench.timing import middle, slowest
from entrypoints.container import DEPLOYMENT
from tests.servers import running_redis
from tests.servers.server import Server
from trading_core.ports.feed import NewEvent

LISTENERS: Final = 1_000
BURST: Final = 100
PACED: Final = 20
SECONDS_BETWEEN: Final = 0.5
# About what a message of an order has.
FILLING: Final = "x" * 1_000

Tell = Callable[[list[str]], Awaitable[object]]


@frozen
class Told:
    """Messages delivered a second in a burst, and how late they are when there is time between them."""

    rate: float
    p50_ms: float
    p99_ms: float


def run() -> None:
    """Measure both, and print the ratios."""
    with folder() as place:
        bare = _bare(place)
    with folder() as place:
        ours = _ours(place)
    for name, told in (("feeds", ours), ("a bare loop", bare)):
        print(
            f"{LISTENERS} listeners, {name}: {told.rate:,.0f} messages/s, "
            f"delay p50 {told.p50_ms:.0f} ms, p99 {told.p99_ms:.0f} ms"
        )
    print(f"ratio of messages/s {ours.rate / bare.rate:.2f}, of p99 delay {ours.p99_ms / bare.p99_ms:.2f}")


def _message() -> str:
    return f'{{"type":"order","told":{time.time_ns()},"filling":"{FILLING}"}}'


async def _measure(url: str, path: str, headers: list[str], tell: Tell) -> Told:
    crowd = Crowd()
    await crowd.connect(url, path, headers)
    await tell([_message()])
    await crowd.hear(LISTENERS)
    delays: list[int] = []
    for _ in range(PACED):
        await tell([_message()])
        delays += await crowd.hear(LISTENERS)
        await asyncio.sleep(SECONDS_BETWEEN)
    begun = time.perf_counter()
    await tell([_message() for _ in range(BURST)])
    await crowd.hear(LISTENERS * BURST)
    rate = LISTENERS * BURST / (time.perf_counter() - begun)
    assert crowd.lost == 0, f"{crowd.lost} listeners were dropped"
    crowd.close()
    late = [delay / 1e6 for delay in delays]
    return Told(rate, middle(late), slowest(late))


class BareServer(Server):
    """The bare feed on a free port."""

    name = "bare"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """The same server as ours, with one process."""
        root = str(Path(__file__).parents[1])
        start = (
            f"import sys; sys.path.insert(0, {root!r}); from granian import Granian; from granian.constants import Interfaces; "
            f"Granian('bench.bare_feed:app', address='127.0.0.1', port={self.port}, interface=Interfaces.ASGI, "
            "workers=1, websockets=True, backlog=1024, log_access=False).serve()"
        )
        return [sys.executable, "-c", start]

    def answers(self) -> bool:
        """Whether it takes something."""
        try:
            return httpx.post(f"{self.url}/tell", content=b"", timeout=5).is_success
        except httpx.HTTPError:
            return False


def _bare(place: Path) -> Told:
    async def measure(url: str) -> Told:
        async with httpx.AsyncClient(base_url=url, timeout=120) as client:
            numbers = iter(range(1, 10**9))

            async def tell(texts: list[str]) -> None:
                body = "\n".join(f'{{"id":{next(numbers)},{text[1:]}' for text in texts)
                # the answer comes when everybody was sent everything, and is not waited for
                tasks.append(asyncio.ensure_future(client.post("/tell", content=body)))

            tasks: list[asyncio.Future[httpx.Response]] = []
            told = await _measure(url, "/ws", [""] * LISTENERS, tell)
            await asyncio.gather(*tasks)
            return told

    with BareServer(place / "bare") as server:
        return asyncio.run(measure(server.url))


@contextmanager
def _feed(database: str, redis: str) -> Iterator[SqlFeed]:
    with Database(database) as opened, SharedBell(redis, DEPLOYMENT) as bell:
        yield SqlFeed(opened, bell)


def _ours(place: Path) -> Told:
    with running_redis(place / "redis") as redis:
        database = f"sqlite:///{place / 'books.sqlite3'}"
        migrate(database)
        populate(place, database)
        settings = {"REDIS_URL": redis, "WORKERS": "1", "SOCKETS_PER_USER": "100"}
        with service(place, "feeds", database, **settings) as (url, tokens), _feed(database, redis) as feed:
            given = tokens.read_text(encoding="ascii").splitlines()
            headers = [f"Authorization: Bearer {given[number % USERS]}\r\n" for number in range(LISTENERS)]

            async def tell(texts: list[str]) -> None:
                events = [
                    NewEvent(f"{time.time_ns()} {place}", None, text.encode())
                    for place, text in enumerate(texts)
                ]
                await asyncio.get_running_loop().run_in_executor(None, feed.extend, "orders", events)

            # A connection stands before its first page is read, and must not miss what is told meanwhile.
            return asyncio.run(_measure(url, "/ws/orders/?since=0", headers, tell))
