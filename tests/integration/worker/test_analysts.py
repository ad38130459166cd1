"""Analyses by Celery's workers: made once, whoever asks and however many work, and taken up from those who die."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.integration.analysis.houses import ANALYZE, GOOD, KINDS, Thinking, thinking
from tests.integration.http.people import fresh_ticker, until
from tests.servers import RedisServer
from tests.servers.acts import stalls
from tests.servers.models import CHAT, CLAUDE, GEMINI
from tests.servers.workers import BeatServer, WorkerServer

MANY = 200
CLIENTS = 10


@pytest.fixture(scope="module")
def house(session_folder: Path, postgres_url: str, redis_url: str) -> Iterator[Thinking]:
    """A service whose work is done elsewhere, with somebody who reminds those who do it."""
    folder = session_folder / "analysed-by-others"
    databases = (postgres_url, redis_url)
    with (
        RedisServer(session_folder / "broker-of-analysts") as broker,
        thinking(
            KINDS[1], folder, databases, CELERY_BROKER_URL=broker.url, LANGUAGE_TIMEOUT_SECONDS="4"
        ) as house,
        BeatServer(session_folder / "beat-of-analysts", house.service.settings),
    ):
        yield house


def test_many_workers_make_one_analysis(house: Thinking, server_folder: Path) -> None:
    """Of two hundred who ask, and of all who hear of it, each model is asked by one."""
    folders = [server_folder / name for name in ("one", "two")]
    with (
        WorkerServer(folders[0], house.service.settings),
        WorkerServer(folders[1], house.service.settings),
    ):
        ticker = house.remember(fresh_ticker(), days=7)
        with house.user.lines_beside(CLIENTS) as lines, ThreadPoolExecutor(CLIENTS) as pool:

            def ask(number: int) -> str:
                answer = lines[number].post(ANALYZE, {"stock_id": ticker})
                assert 202 == answer.status_code, answer.text
                return str(answer.json()["task_id"])

            tasks: set[str] = set()
            for _ in range(MANY // CLIENTS):
                tasks |= set(pool.map(ask, range(CLIENTS)))
        (task,) = tasks
        assert "SUCCESS" == house.ended(task)["state"]

    assert [CHAT, CLAUDE, GEMINI] == sorted(one.wire for one in house.asked_about(ticker))


def test_the_analysis_of_a_worker_that_was_killed_is_taken_up_by_another(
    house: Thinking, server_folder: Path
) -> None:
    """Its messages may be lost with it; its row is not."""
    house.models.on(CLAUDE, stalls())
    ticker = house.remember(fresh_ticker(), days=7)
    before = house.models.count(CLAUDE)
    with WorkerServer(server_folder / "mortal", house.service.settings) as mortal:
        task = house.ask(ticker)
        until(lambda: house.models.count(CLAUDE), lambda asked: asked == before + 1)
        mortal.kill()
    house.models.on(CLAUDE, GOOD)
    assert "STARTED" == house.seen(task)["state"]

    with WorkerServer(server_folder / "heir", house.service.settings):
        ended = house.ended(task)

    assert "SUCCESS" == ended["state"]
    assert ["bullish"] * 3 == [one["stance"] for one in ended["result"]["opinions"]]
