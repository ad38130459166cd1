"""Reads over HTTP on PostgreSQL and Redis, beside a bare hello of the same framework on the same server."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx

from bench.service import (
    TRADES,
    analyze,
    durable_postgres,
    folder,
    load,
    populate,
    script,
    service,
)
from tests.servers.redis_server import RedisServer
from tests.servers.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 6
READS: Final = ("/api/holdings/", "/api/history/?page_size=20", "/api/orders/?page_size=20")
READ: Final = '  return wrk.format("GET", "{path}", headers)'


class HelloServer(Server):
    """The bare application on the server that we use ourselves."""

    name = "hello"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """Two processes, as we have."""
        target = ["--interface", "asgi", "--workers", "2", "--port", str(self.port), "bench.hello:app"]
        return [sys.executable, "-m", "granian", *target]

    def person(self) -> dict[str, Any]:
        """Find the application."""
        root = str(Path(__file__).resolve().parent.parent)
        return {"env": {"PYTHONPATH": root}}

    def answers(self) -> bool:
        """Whether it says hello."""
        try:
            return httpx.get(self.url, timeout=5).is_success
        except httpx.HTTPError:
            return False


def run() -> None:
    """Measure hello, then each read with a credential, and print the ratios."""
    with folder() as place, _everything(place) as (url, tokens):
        with HelloServer(place / "hello") as hello:
            bare = load(hello.url, script(tokens, READ.format(path="/")), place, SECONDS)
        print(f"bare hello: {bare.rate:.0f}/s")
        for path in READS:
            text = script(tokens, READ.format(path=path))
            load(url, text, place, 2)
            read = load(url, text, place, SECONDS)
            ratio = read.rate / bare.rate
            print(f"GET {path}: {read.rate:.0f}/s, p99 {read.p99_ms:.0f} ms, ratio {ratio:.2f} (goal 0.4)")


@contextmanager
def _everything(place: Path) -> Iterator[tuple[str, Path]]:
    with durable_postgres(place) as database, RedisServer(place / "redis") as redis:
        populate(place, database)
        with service(place, "reads", database, REDIS_URL=redis.url) as (url, tokens):
            load(url, script(tokens, TRADES), place, 5)
            analyze(database)
            yield url, tokens
