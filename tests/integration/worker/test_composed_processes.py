"""The processes of docker-compose.yml, run by hand with its commands and settings, talk with one another."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.composed import composed
from tests.integration.analysis.houses import opinion
from tests.integration.http.people import Door
from tests.servers import RedisServer, dropped_afterwards, new_database
from tests.servers.acts import says
from tests.servers.models import CLAUDE, GEMINI, KEYS, TOKEN, ModelServer
from tests.servers.server import Server
from tests.servers.service import KEPT, guarded

PATIENCE: Final = 60
SECRETS: Final = {
    "POSTGRES_PASSWORD": "unused here",
    "SECRET_KEY": "a secret of the processes that they share",
    "OPERATOR_USERNAME": "boss",
    "OPERATOR_PASSWORD": "a long secret of the boss",
    "FLOWER_PASSWORD": "watching",
    "GATEWAY_TOKEN": TOKEN,
    "CLAUDE_API_KEY": KEYS[CLAUDE],
    "GOOGLE_API_KEY": KEYS[GEMINI],
}


GATEWAYS: Final = {"MCP_CLAUDE_URL": "claude", "MCP_GEMINI_URL": "gemini"}


class Composed(Server):
    """A service of the file, with the addresses of its neighbours put in."""

    def __init__(self, name: str, folder: Path, addresses: dict[str, str]) -> None:
        super().__init__(folder / name)
        self.name = name
        self.said: dict[str, Any] = composed(SECRETS)["services"][name]
        self.addresses = addresses

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        begin = self.said.get("entrypoint", ["trading"])
        program = {"trading": ["-m", "entrypoints.cli"], "celery": ["-m", "celery"]}[begin[0]]
        return [sys.executable, *program, *begin[1:], *map(self._here, self.said["command"])]

    def person(self) -> dict[str, Any]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"HOST": "127.0.0.1", "PORT": str(self.port), "DATA_DIR": str(self.folder)}
        if self.name == "mcp":
            own = {"GATEWAY_HOST": "127.0.0.1", "GATEWAY_PORT": str(self.port)}
        return {"env": guarded({**kept, **self.said["environment"], **self.addresses, **own})}

    def answers(self) -> bool:
        path = {"api": "/health/ready", "flower": "/healthcheck", "mcp": "/health/live"}.get(self.name)
        if path is None:
            return True
        try:
            return httpx.get(self.url + path, timeout=5).is_success
        except httpx.HTTPError:
            return False

    def _here(self, word: str) -> str:
        return word.replace("--port=5555", f"--port={self.port}").replace("0.0.0.0", "127.0.0.1")  # noqa: S104


@pytest.fixture(scope="module")
def house(session_folder: Path, postgres_url: str) -> Iterator[dict[str, Composed]]:
    with ExitStack() as stack:
        database = stack.enter_context(dropped_afterwards(new_database(postgres_url), postgres_url))
        redis = stack.enter_context(RedisServer(session_folder / "composed-redis"))
        addresses = {"DATABASE_URL": database, "REDIS_URL": redis.url, "CELERY_BROKER_URL": redis.url}
        folder = session_folder / "composed"
        folder.mkdir()
        migrate = Composed("migrate", folder, addresses)
        with migrate:
            assert eventually(lambda: "up to date" in migrate.log.read_text())
        models = stack.enter_context(ModelServer(says(opinion(summary="There is little to say."))))
        providers = {"CLAUDE_BASE_URL": models.url, "GOOGLE_BASE_URL": models.url}
        mcp = stack.enter_context(Composed("mcp", folder, providers))
        addresses |= {name: f"{mcp.url}/{path}" for name, path in GATEWAYS.items()}
        names = ("api", "worker", "analyst", "beat", "flower")
        house = {name: Composed(name, folder, addresses) for name in names}
        for server in house.values():
            stack.enter_context(server)
        yield house | {"mcp": mcp}


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


def test_what_the_api_accepts_a_worker_does_and_flower_shows(house: dict[str, Composed]) -> None:
    """Each process finds the others by nothing but the settings of the file."""
    with Door(house["api"].url) as door:
        boss = door.log_in("boss", SECRETS["OPERATOR_PASSWORD"])
        user = boss.post("/users/", {"username": "composed", "balance": 1000}).json()["id"]
        wanted = {"user_id": user, "ticker": "ABC", "transaction_type": "buy", "transaction_price": 5}
        assert 201 == boss.post("/transactions/", {**wanted, "transaction_volume": 3}).status_code

        assert eventually(
            lambda: "completed" == boss.get(f"/transactions/{user}/").json()["results"][0]["status"]
        )
    with httpx.Client(base_url=house["flower"].url, auth=("flower", SECRETS["FLOWER_PASSWORD"])) as flower:
        assert eventually(
            lambda: "trading.pending" in {task["name"] for task in flower.get("/api/tasks").json().values()}
        )
        assert 401 == httpx.get(f"{house['flower'].url}/api/tasks").status_code


def test_an_analyst_asks_models_through_the_gateway(house: dict[str, Composed]) -> None:
    """The keys are known to the gateway alone, and each opinion comes by way of it."""
    with Door(house["api"].url) as door:
        boss = door.log_in("boss", SECRETS["OPERATOR_PASSWORD"])
        task = boss.post("/api/analyze/", {"stock_id": "2330"}).json()["task_id"]

        def ended() -> bool:
            seen: str = boss.get(f"/api/analyze/{task}/").json()["state"]
            return seen in {"SUCCESS", "FAILURE"}

        assert eventually(ended)
        opinions = boss.get(f"/api/analyze/{task}/").json()["result"]["opinions"]
        assert [("claude", "bullish"), ("gemini", "bullish")] == [
            (one["provider"], one["stance"]) for one in opinions
        ], opinions
    with httpx.Client(base_url=house["flower"].url, auth=("flower", SECRETS["FLOWER_PASSWORD"])) as flower:
        assert eventually(
            lambda: "trading.analyses" in {task["name"] for task in flower.get("/api/tasks").json().values()}
        )
    for server in house.values():
        log = server.log.read_text()
        assert [] == [secret for secret in (*KEYS.values(), TOKEN) if secret in log], server.name
