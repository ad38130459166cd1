"""Every analysis ends: when its worker is killed, when nobody works, and when its allowance is used up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve

from tests.integration.analysis.houses import ANALYZE, GOOD, KINDS, Thinking, thinking
from tests.integration.http.people import Door, Person, fresh_ticker, until
from tests.integration.http.promises import refused
from tests.servers.acts import stalls
from tests.servers.models import CHAT, CLAUDE, GEMINI

DAY = 86_400


@contextmanager
def after_the_start(house: Thinking) -> Iterator[Thinking]:
    """The same house with the same user, at the service as it runs now."""
    with Door(house.service.url, house.service.processes) as door:
        yield evolve(house, user=Person(door, house.user.name, house.user.access, house.user.refresh))


@pytest.mark.parametrize("kind", KINDS)
def test_the_analysis_of_a_process_that_was_killed_is_taken_up_again(
    kind: str, server_folder: Path, databases: tuple[str, str]
) -> None:
    """Whoever starts next finishes it under its name, and whoever asked needs to know nothing of it."""
    with thinking(kind, server_folder, databases, LANGUAGE_TIMEOUT_SECONDS="4") as house:
        house.models.on(CLAUDE, stalls())
        ticker = house.remember(fresh_ticker(), days=7)
        task = house.ask(ticker)
        until(lambda: house.models.count(CLAUDE), lambda asked: asked == 1)
        assert "STARTED" == house.seen(task)["state"]
        house.service.kill()
        house.models.on(CLAUDE, GOOD)
        house.service.start()

        with after_the_start(house) as again:
            assert "STARTED" == again.seen(task)["state"]
            assert task == again.ask(ticker)
            ended = again.ended(task)
        assert "SUCCESS" == ended["state"]
        assert ["bullish"] * 3 == [one["stance"] for one in ended["result"]["opinions"]]
        assert 2 == house.models.count(CLAUDE)


@pytest.mark.parametrize("kind", KINDS)
def test_where_nobody_works_an_analysis_fails_with_its_reason(
    kind: str, server_folder: Path, databases: tuple[str, str]
) -> None:
    """Nobody polls for ever, and the next who asks gets a new one."""
    with thinking(kind, server_folder, databases, TASKS="none", ANALYSIS_PATIENCE_SECONDS="10") as house:
        ticker = house.remember(fresh_ticker(), days=7)
        task = house.ask(ticker)
        assert {"task_id": task, "state": "PENDING", "progress": 0} == house.seen(task)

        ended = house.ended(task)

        assert ("FAILURE", "worker_lost") == (ended["state"], ended["error"]["code"])
        assert task != house.ask(ticker)


@pytest.mark.parametrize("kind", KINDS)
def test_analyses_are_rationed(kind: str, server_folder: Path, databases: tuple[str, str]) -> None:
    """By the user, for all together, and by what models cost; sharing stays free."""
    rations = {"ANALYSES_PER_USER": "2", "ANALYSES_PER_DAY": "3", "LANGUAGE_CALLS_PER_DAY": "5"}
    with thinking(kind, server_folder, databases, **rations) as house:
        tickers = [house.remember(fresh_ticker(), days=7) for _ in range(4)]
        assert {"bullish"} == {one["stance"] for one in house.opinions(tickers[0]).values()}
        paid = [house.models.count(wire) for wire in (CLAUDE, GEMINI, CHAT)]

        broke = house.result(tickers[1])
        assert ["over_budget"] * 3 == [one["error"] for one in broke["opinions"]]
        assert broke["technical"]["best_four_point"]["decision"] == "buy"
        assert paid == [house.models.count(wire) for wire in (CLAUDE, GEMINI, CHAT)]

        denied = house.user.post(ANALYZE, {"stock_id": tickers[2]})
        refused(denied, 429, "quota_used_up")
        assert 0 < int(denied.headers["retry-after"]) <= DAY
        assert 202 == house.user.post(ANALYZE, {"stock_id": tickers[0]}).status_code
        other = house.user.door.newcomer()
        assert 202 == other.post(ANALYZE, {"stock_id": tickers[2]}).status_code
        denied = other.post(ANALYZE, {"stock_id": tickers[3]})
        refused(denied, 429, "quota_used_up")
        assert "of all users" in denied.json()["detail"]
