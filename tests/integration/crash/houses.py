"""The two ways in which the service is run for these tests, with servers of their own that may be struck."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from attrs import frozen

from adapters.sql.migrations import migrate
from tests.integration.crash.asking import CLOSE, Cast, Chartist, Trader
from tests.integration.crash.listener import Listener
from tests.integration.crash.victims import (
    Victim,
    first_process_killed,
    flushed,
    killed,
    one_process_killed,
)
from tests.integration.http.deployments import SECRET
from tests.integration.http.deployments import SETTINGS as USUAL
from tests.integration.http.people import Door, Person, fresh_ticker
from tests.integration.http.signalling import sender
from tests.servers import PostgresServer, RedisServer
from tests.servers.line import Line
from tests.servers.service import OPERATOR, ServiceServer
from tests.servers.workers import BeatServer, WorkerServer

EMBEDDED: Final = "embedded"
FULL: Final = "full"
TRADERS: Final = 5
STOCKS: Final = 4
SIZES: Final = (1, 3)
# The same words stay the same signal for as long as any run takes, and a listener soon knows that there is no more.
SETTINGS: Final = {**USUAL, "SIGNAL_WINDOW_SECONDS": "86400", "HEARTBEAT_SECONDS": "1"}
ANY: Final = (killed, first_process_killed, one_process_killed)


@frozen
class House:
    """A service with everything that it stands on."""

    kind: str
    service: ServiceServer
    victims: tuple[Victim, ...]

    @contextmanager
    def door(self) -> Iterator[Door]:
        """The service as a stranger sees it, on lines that are as young as its processes."""
        with Door(self.service.url, self.service.processes) as door:
            yield door

    @contextmanager
    def listener(self, cast: Cast) -> Iterator[Listener]:
        """Somebody who listens to the first chartist from before his first order on."""
        with self.door() as door:
            who = door.carrying(cast.chartists[0].trader.credential)
        with Listener(who) as listener:
            yield listener

    def cast(self, label: str, seed: int) -> Cast:
        """New people for a test, so that their sums are its own, and products of which a price is known."""
        with self.door() as door:
            operator = door.log_in(*OPERATOR)
            stocks = tuple(fresh_ticker() for _ in range(STOCKS))
            for stock in stocks:
                prices = dict.fromkeys(("open_price", "close_price", "high", "low"), CLOSE)
                made = operator.post("/stocks/", {"ticker": stock, **prices, "volume": 1})
                assert 201 == made.status_code, made.text
            traders = tuple(_trader(door.newcomer(), operator) for _ in range(TRADERS))
            chartists = tuple(_chartist(door.newcomer(), operator, size) for size in SIZES)
            return Cast(label, seed, traders, _trader(operator, operator), stocks, chartists)


def _trader(person: Person, operator: Person) -> Trader:
    user = operator.get(f"/users/{person.name}/").json()["id"]
    return Trader(person.name, user, person.get("/api/account/").json()["id"], person.access)


def _chartist(person: Person, operator: Person, size: int) -> Chartist:
    chart = sender(person, sizing={"policy": "quantity", "size": size})
    return Chartist(_trader(person, operator), chart.credential["X-API-KEY"], size)


@contextmanager
def embedded(folder: Path) -> Iterator[House]:
    """SQLite and one process that does everything, as nothing but `trading serve` gives."""
    with ServiceServer(folder / "service", **SETTINGS, SECRET_KEY=SECRET) as service:
        yield House(EMBEDDED, service, (Victim(service, ANY),))


@contextmanager
def full(folder: Path) -> Iterator[House]:
    """
    PostgreSQL that keeps what it has committed, Redis that keeps nothing, two processes of the service, and workers.

    The workers hear of work by the broker that TEST_BROKER_URL names, or else by that Redis, over a line that is cut.
    """
    with ExitStack() as stack:
        postgres = stack.enter_context(PostgresServer(folder / "postgres"))
        redis = stack.enter_context(RedisServer(folder / "redis"))
        migrate(postgres.url)
        broker = os.environ.get("TEST_BROKER_URL") or redis.url.replace("/0", "/1")
        line = stack.enter_context(Line(folder / "line", broker))
        places = {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "CELERY_BROKER_URL": line.url,
            "WORKERS": "2",
            "SECRET_KEY": SECRET,
        }
        service = stack.enter_context(ServiceServer(folder / "service", **SETTINGS, **places))
        worker = stack.enter_context(WorkerServer(folder / "worker", service.settings))
        beat = stack.enter_context(BeatServer(folder / "beat", service.settings))
        victims = (
            Victim(service, ANY),
            Victim(postgres, (killed,)),
            Victim(redis, (killed, flushed)),
            Victim(line, (killed,)),
            Victim(worker, ANY),
            Victim(beat, (killed,)),
        )
        yield House(FULL, service, victims)


HOUSES: Final = {EMBEDDED: embedded, FULL: full}
