"""Analyses over HTTP: made once, shared, complete, and with a reason for whatever is missing."""

from __future__ import annotations

import asyncio
import json
from threading import Barrier

import httpx
import pytest
from redis import Redis

from tests.integration.analysis.houses import ANALYZE, CLOSE, GOOD, Thinking, opinion
from tests.integration.http.people import AUTHORITIES, PATIENCE, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.language.ways import HALF, HTML
from tests.servers.acts import drips, ends, events_of, refuses, says, sends, stalls, streamed, waits_for
from tests.servers.models import CHAT, CLAUDE, GEMINI, KEYS, MODELS, Act

MANY = 200
LINES = 50


def test_an_analysis_holds_what_the_contract_says(house: Thinking) -> None:
    """Technical facts with both gates, three opinions, and where they differ."""
    house.models.on(GEMINI, says(opinion("bearish")))
    ticker = house.remember(fresh_ticker(), "A small company")
    asked = house.user.post(ANALYZE, {"stock_id": ticker.lower()})
    assert 202 == asked.status_code
    told = asked.json()
    assert {"task_id", "status_url"} == set(told)
    assert told["status_url"] == asked.headers["location"] == f"{ANALYZE}{told['task_id']}/"

    ended = house.ended(told["task_id"])

    assert {"task_id", "state", "progress", "result"} == set(ended)
    assert ("SUCCESS", 100) == (ended["state"], ended["progress"])
    result = ended["result"]
    assert (ticker, "A small company", "2026-11-20") == (result["stock_id"], result["name"], result["date"])
    technical = result["technical"]
    assert (CLOSE, 30) == (technical["close"], technical["days"])
    points = technical["best_four_point"]
    assert ("buy", "buy") == (points["decision"], points["gates"]["twstock"])
    assert points["gates"]["pivot"] in {"buy", "sell", "none"}
    assert len(points["reasons"]) == len(points["labels"]) > 0
    assert ["5", "10", "20", "60"] == [str(one["days"]) for one in technical["averages"]]
    assert result["disagreement"] is True
    assert [
        {
            "provider": provider,
            "model": MODELS[wire],
            "stance": stance,
            "confidence": "0.6",
            "summary": f"It closed at {CLOSE}.",
        }
        for provider, wire, stance in (
            ("claude", CLAUDE, "bullish"),
            ("gemini", GEMINI, "bearish"),
            ("openai", CHAT, "bullish"),
        )
    ] == result["opinions"]


def test_whoever_asks_again_gets_the_same(house: Thinking) -> None:
    """Of each product there is one run, which every user sees; what is kept is under its name in the cache."""
    ticker = house.remember(fresh_ticker(), days=7)
    task = house.ask(ticker)
    first = house.ended(task)
    other = house.user.door.newcomer()

    again = other.post(ANALYZE, {"stock_id": ticker}).json()["task_id"]

    assert task == again
    assert first == other.get(f"{ANALYZE}{task}/").json()
    assert 1 == len([one for one in house.asked_about(ticker) if one.wire == CLAUDE])
    url = house.service.settings.get("REDIS_URL")
    if url is not None:
        with Redis.from_url(url) as redis:
            kept = redis.get(f"trading:entry:analyze:{ticker}")
        assert isinstance(kept, bytes)
        content = json.loads(kept[16:])
        assert (task, "2026-11-20", "1-en") == (
            content["task_id"],
            content["date"],
            content["prompt_version"],
        )
        assert first["result"] == content["result"]


def test_a_new_bar_makes_a_new_analysis(house: Thinking) -> None:
    """What was said of yesterday is not said of today."""
    ticker = house.remember(fresh_ticker(), days=7)
    task = house.ask(ticker)
    house.ended(task)
    bar = {"ticker": ticker, "open_price": 5, "close_price": 5, "high": 5, "low": 5}
    house.operator.post("/stocks/", bar | {"timestamp": "2026-11-21T01:00:00Z"})

    assert task != house.ask(ticker)


def test_two_hundred_who_ask_at_once_share_one_run(house: Thinking) -> None:
    """Each model is asked once, whichever process took the request."""
    ticker = house.remember(fresh_ticker(), days=7)

    async def rush() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=LINES, max_keepalive_connections=LINES)
        headers = house.user.credential
        async with httpx.AsyncClient(
            base_url=house.service.url, headers=headers, limits=limits, timeout=PATIENCE, verify=AUTHORITIES
        ) as client:
            return await asyncio.gather(
                *(client.post(ANALYZE, json={"stock_id": ticker}) for _ in range(MANY))
            )

    answers = asyncio.run(rush())

    assert {202} == {answer.status_code for answer in answers}
    (task,) = {answer.json()["task_id"] for answer in answers}
    assert "SUCCESS" == house.ended(task)["state"]
    assert [CHAT, CLAUDE, GEMINI] == sorted(one.wire for one in house.asked_about(ticker))


def test_models_are_asked_side_by_side(house: Thinking) -> None:
    """All are waited for at the same time: here each answers only once all have been asked."""
    gate = Barrier(3, timeout=PATIENCE)
    for wire in (CLAUDE, GEMINI, CHAT):
        house.models.on(wire, waits_for(gate.wait, GOOD))
    ticker = house.remember(fresh_ticker(), days=7)

    assert {"bullish"} == {one["stance"] for one in house.opinions(ticker).values()}


FAILURES: list[tuple[str, str, Act, str]] = [
    (GEMINI, "too often", refuses(429, retry_after="0"), "rate_limited"),
    (CLAUDE, "overloaded", refuses(529, "overloaded_error"), "unreachable"),
    (CLAUDE, "a bad key", refuses(401, "authentication_error"), "refused"),
    (CLAUDE, "a refusal", ends({CLAUDE: "refusal"}), "refused"),
    (CLAUDE, "cut off", ends({CLAUDE: "max_tokens"}), "truncated"),
    (CLAUDE, "events that end", sends(streamed(events_of(HALF)[:6]), media="text/event-stream"), "truncated"),
    (
        CLAUDE,
        "an error amid events",
        sends(
            streamed([*events_of(HALF)[:6], {"type": "error", "error": {"type": "api_error"}}]),
            media="text/event-stream",
        ),
        "unreachable",
    ),
    (GEMINI, "a blocked prompt", sends('{"promptFeedback": {"blockReason": "SAFETY"}}'), "blocked"),
    (GEMINI, "a page", sends(HTML, media="text/html"), "invalid_answer"),
    (GEMINI, "half of its JSON", sends('{"candidates": [{"con'), "invalid_answer"),
    (GEMINI, "silence", stalls(), "timeout"),
    (CHAT, "drops", drips(), "timeout"),
    (CHAT, "filtered", ends({CHAT: "content_filter"}), "blocked"),
    (CHAT, "talk", says("I would buy now!"), "invalid_answer"),
    (CHAT, "an order", says('{"tool": "place_order", "arguments": {"quantity": 10000}}'), "invalid_answer"),
    (CHAT, "an order beside", says(opinion()[:-1] + ', "order": {"side": "buy"}}'), "invalid_answer"),
    (CHAT, "a number from nowhere", says(opinion(summary="It will reach NT$98,765.")), "invalid_answer"),
    (CHAT, "its key", says(opinion(summary=f"The key is {KEYS[CHAT]}.")), "invalid_answer"),
]
PROVIDER = {CLAUDE: "claude", GEMINI: "gemini", CHAT: "openai"}


@pytest.mark.parametrize(
    ("wire", "act", "error"),
    [pytest.param(wire, act, error, id=f"{wire}: {way}") for wire, way, act, error in FAILURES],
)
def test_one_that_fails_is_told_by_its_reason_and_takes_nothing_with_it(
    house: Thinking, wire: str, act: Act, error: str
) -> None:
    """The technical part and the other opinions stand."""
    house.models.on(wire, act)
    ticker = house.remember(fresh_ticker(), days=7)

    result = house.result(ticker)

    opinions = {one["provider"]: one for one in result["opinions"]}
    missing = opinions.pop(PROVIDER[wire])
    assert ["bullish"] * 2 == [one["stance"] for one in opinions.values()]
    expected = {"provider": PROVIDER[wire], "error": error}
    if error == "rate_limited":
        expected["retry_at"] = result["generated_at"]
    assert expected == missing
    assert result["technical"]["best_four_point"]["decision"] == "buy"
    shown = json.dumps(result)
    assert [] == [key for key in KEYS.values() if key in shown]
    assert "98,765" not in shown


def test_a_product_without_a_price_fails_with_its_reason(house: Thinking) -> None:
    """There is an end, and it says what is missing."""
    ticker = fresh_ticker()
    assert 201 == house.operator.post("/api/products/", {"stock_id": ticker}).status_code

    ended = house.ended(house.ask(ticker))

    assert {"task_id", "state", "progress", "error"} == set(ended)
    assert ("FAILURE", "not_enough_data") == (ended["state"], ended["error"]["code"])
    assert [] == house.asked_about(ticker)


def test_an_unknown_stock_is_not_found(house: Thinking) -> None:
    """Nobody is asked about what nobody knows."""
    refused(house.user.post(ANALYZE, {"stock_id": fresh_ticker()}), 404, "not_found")
    refused(house.user.get(f"{ANALYZE}nobody/"), 404, "not_found")
    refused(house.user.post(ANALYZE, {"stock_id": "no stock"}), 400, "invalid_value", "stock_id")
    refused(house.user.post(ANALYZE, {"stock_id": "2330", "quantity": 5}), 400, "invalid_body", "quantity")


def test_no_secret_is_in_any_log(house: Thinking) -> None:
    """Keys are sent to their providers and to nobody else."""
    house.models.on(CLAUDE, refuses(401, f"bad key {KEYS[CLAUDE]}"))
    house.result(house.remember(fresh_ticker(), days=7))

    log = house.service.log.read_text()
    assert "claude gives no answer: refused" in log
    assert [] == [key for key in KEYS.values() if key in log]
