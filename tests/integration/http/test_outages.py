"""The service without one of its parts, and after its own sudden end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from attrs import frozen

from adapters.sql.migrations import migrate
from tests.integration.http.deployments import SECRET, SETTINGS
from tests.integration.http.people import Door, Person, until
from tests.integration.http.promises import refused
from tests.servers import PostgresServer, RedisServer, Server
from tests.servers.service import OPERATOR, ServiceServer

BUY = {"stock_id": "2330", "buy_price": 1, "quantity": 1}
DEPOSIT = "/api/account/deposit/"


@frozen
class House:
    """A service with a database and a Redis that a test may end."""

    door: Door
    service: ServiceServer
    postgres: PostgresServer
    redis: RedisServer

    def state(self) -> str:
        """What readiness says in one word."""
        found: str = self.door.get("/health/ready/").json()["status"]
        return found

    @contextmanager
    def without(self, part: Server, *, frozen: bool = False) -> Iterator[None]:
        """Take a part away, and give it back."""
        (part.freeze if frozen else part.kill)()
        try:
            yield
        finally:
            (part.thaw if frozen else part.start)()
            until(self.state, lambda state: state == "ready")


@pytest.fixture(scope="module")
def house(session_folder: Path) -> Iterator[House]:
    """A house whose parts are its own."""
    folder = session_folder / "outages"
    folder.mkdir(mode=0o711)
    with PostgresServer(folder / "postgres") as postgres, RedisServer(folder / "redis") as redis:
        migrate(postgres.url)
        places = {"DATABASE_URL": postgres.url, "REDIS_URL": redis.url, "SECRET_KEY": SECRET}
        with ServiceServer(folder / "service", **SETTINGS, **places) as service, Door(service.url) as door:
            yield House(door, service, postgres, redis)


def out_of_reach(answer: httpx.Response) -> None:
    """Make sure that an answer says: not now, and when to ask again."""
    refused(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1


@pytest.mark.parametrize("frozen", [False, True], ids=["killed", "frozen"])
def test_without_its_database_the_service_says_so_and_comes_back_by_itself(
    house: House, frozen: bool
) -> None:
    """Dead or standing still: guarded routes are 503, liveness goes on, readiness names the part; nobody has to restart."""
    person = house.door.newcomer()
    key = {"Idempotency-Key": f"across the outage {frozen}"}
    said = len(house.service.log.read_text())

    with house.without(house.postgres, frozen=frozen):
        out_of_reach(person.get("/api/account/"))
        out_of_reach(person.get("/api/history/"))
        out_of_reach(person.post("/api/trade/buy/", BUY, key))
        out_of_reach(house.door.post("/api/token/", {"username": "a", "password": "b"}))
        out_of_reach(house.door.post("/api/token/refresh/", {"refresh": person.refresh}))
        assert 200 == house.door.get("/health/live/").status_code
        assert 200 == house.door.get("/metrics/").status_code
        assert 200 == house.door.get("/swagger/").status_code
        ready = house.door.get("/health/ready/")
        assert (503, "down") == (ready.status_code, ready.json()["status"])
        assert int(ready.headers["retry-after"]) >= 1
        parts = {part["name"]: part["status"] for part in ready.json()["parts"]}
        assert parts["database"].startswith("down")

    assert "requests wait: the database: " in house.service.log.read_text()[said:]
    assert "1000000" == person.cash
    bought = person.post("/api/trade/buy/", BUY, key)
    assert 200 == bought.status_code
    assert "idempotent-replayed" not in bought.headers
    assert "999999" == person.cash


def trades_go_on(house: House, person: Person) -> None:
    """Make sure that a user comes in, trades, sees what he has, and leaves for good."""
    assert 200 == person.post("/api/trade/buy/", BUY).status_code
    assert 200 == person.get("/api/account/").status_code
    (holding,) = person.get("/api/holdings/").json()["holdings"]
    assert "2330" == holding["stock_id"]
    visitor = house.door.newcomer()
    assert 204 == house.door.post("/api/auth/logout/", {"refresh": visitor.refresh}).status_code
    refused(visitor.get("/api/account/"), 401, "unauthenticated")


@pytest.mark.parametrize("frozen", [False, True], ids=["killed", "frozen"])
def test_without_its_cache_the_service_is_slower_and_not_wrong(house: House, frozen: bool) -> None:
    """Redis dead or standing still: people come in, trade, see what they hold and leave; readiness says degraded."""
    person = house.door.newcomer()

    with house.without(house.redis, frozen=frozen):
        trades_go_on(house, person)
        ready = house.door.get("/health/ready/")
        assert (200, "degraded") == (ready.status_code, ready.json()["status"])
        parts = {part["name"]: part["status"] for part in ready.json()["parts"]}
        assert "ok" == parts["database"]
        assert parts["cache"].startswith("down")

    assert "1" == person.get("/api/holdings/").json()["holdings"][0]["quantity"]


def test_what_was_answered_is_answered_again_after_a_sudden_end(session_folder: Path) -> None:
    """A service that was killed knows after its start the answers that it gave, and whoever was logged in still is."""
    with ServiceServer(session_folder / "ended", **SETTINGS) as service:
        with Door(service.url) as door:
            person = door.newcomer()
            key = {"Idempotency-Key": "before the end"}
            first = person.post(DEPOSIT, {"amount": 5}, key)

        service.kill()
        service.start()

        with Door(service.url) as door:
            again = door.carrying(person.credential)
            answer = again.post(DEPOSIT, {"amount": 5}, key)
            assert (first.content, "true") == (answer.content, answer.headers["idempotent-replayed"])
            assert "1000005" == again.get("/api/account/").json()["cash"]
            assert 200 == door.log_in(*OPERATOR).get("/api/products/").status_code
