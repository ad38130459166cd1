"""Work is done by workers once, whatever becomes of the messages that hint at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from redis import Redis

from adapters.tasks.celery_hints import QUEUE, client
from entrypoints.jobs import JOBS, task_of
from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person
from tests.integration.http.stored import differences_in
from tests.servers import RedisServer
from tests.servers.service import OPERATOR, ServiceServer
from tests.servers.workers import BeatServer, WorkerServer

PATIENCE = 40
QUANTITY, PRICE = 2, 10


@pytest.fixture(scope="module")
def broker(session_folder: Path) -> Iterator[RedisServer]:
    with RedisServer(session_folder / "broker") as server:
        yield server


@pytest.fixture(scope="module")
def service(
    session_folder: Path, postgres_url: str, redis_url: str, broker: RedisServer
) -> Iterator[ServiceServer]:
    folder, (_, kind) = session_folder / "worked-for", DEPLOYMENTS
    settings = {"CELERY_BROKER_URL": broker.url, "WORKERS": "1"}
    with deployed(kind, folder, postgres_url, redis_url, beside=2, **settings) as service:
        yield service


@pytest.fixture(scope="module")
def worker(session_folder: Path, service: ServiceServer) -> Iterator[WorkerServer]:
    with WorkerServer(session_folder / "worker", service.settings) as worker:
        yield worker


@pytest.fixture
def operator(service: ServiceServer) -> Iterator[Person]:
    with Door(service.url) as door:
        yield door.log_in(*OPERATOR)


@contextmanager
def beating(folder: Path, service: ServiceServer) -> Iterator[None]:
    with BeatServer(folder, service.settings):
        yield


def newcomer(operator: Person, name: str) -> str:
    made = operator.post("/users/", {"username": name, "balance": 1000})
    assert 201 == made.status_code, made.text
    return str(made.json()["id"])


def ask(operator: Person, user: str) -> None:
    wanted = {"user_id": user, "ticker": "ABC", "transaction_type": "buy"}
    told = operator.post(
        "/transactions/", {**wanted, "transaction_volume": QUANTITY, "transaction_price": PRICE}
    )
    assert 201 == told.status_code, told.text
    assert "pending" == told.json()["status"]


def fates(operator: Person, user: str) -> list[str]:
    return [one["status"] for one in operator.get(f"/transactions/{user}/").json()["results"]]


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def balance(operator: Person, name: str) -> Decimal:
    return Decimal(operator.get(f"/users/{name}/").json()["balance"])


def test_a_hint_is_enough(operator: Person, worker: WorkerServer) -> None:
    """What was accepted is done as soon as a worker hears of it, with nobody who reminds him."""
    assert worker.running
    user = newcomer(operator, "hinted")
    ask(operator, user)

    assert eventually(lambda: ["completed"] == fates(operator, user))
    assert 1000 - QUANTITY * PRICE == balance(operator, "hinted")


def test_what_no_message_told_of_is_found(
    operator: Person, worker: WorkerServer, service: ServiceServer, broker: RedisServer, server_folder: Path
) -> None:
    """Without a broker the answer is 201 all the same, and the work is done when the broker is there again, empty."""
    assert worker.running
    user = newcomer(operator, "unheard")
    broker.kill()
    for _ in range(3):
        ask(operator, user)
    assert ["pending"] * 3 == fates(operator, user)

    broker.start()
    with beating(server_folder, service):
        assert eventually(lambda: ["completed"] * 3 == fates(operator, user)), worker.log.read_text()[-2000:]
    assert 1000 - 3 * QUANTITY * PRICE == balance(operator, "unheard")


def test_every_task_may_come_many_times(
    operator: Person, worker: WorkerServer, service: ServiceServer, broker: RedisServer
) -> None:
    """Doubled, late and all at once, messages have the effect of one."""
    assert worker.running
    user = newcomer(operator, "doubled")
    celery = client(broker.url)
    for _ in range(10):
        ask(operator, user)
        for job in JOBS:
            for _ in range(5):
                celery.send_task(task_of(job))
    with Redis.from_url(broker.url) as line:
        assert eventually(lambda: not line.llen(QUEUE))

    assert eventually(lambda: ["completed"] * 10 == fates(operator, user))
    assert 1000 - 10 * QUANTITY * PRICE == balance(operator, "doubled")
    assert () == differences_in(service)


def test_a_worker_ends_when_it_is_told_to(
    operator: Person, service: ServiceServer, server_folder: Path, worker: WorkerServer
) -> None:
    """An end in peace leaves nothing half done, and those who stay go on."""
    with WorkerServer(server_folder / "second", service.settings) as second:
        user = newcomer(operator, "ended")
        for _ in range(5):
            ask(operator, user)
        second.stop()

    assert worker.running
    assert eventually(lambda: ["completed"] * 5 == fates(operator, user))
