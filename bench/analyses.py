"""Two language models that take two seconds each, asked side by side and one after the other."""

from __future__ import annotations

import time
from threading import Event

from bench.service import folder
from bench.timing import table
from tests.integration.analysis.houses import opinion
from tests.integration.http.people import Door
from tests.servers.acts import says, waits_for
from tests.servers.models import CLAUDE, GEMINI, KEYS, ModelServer
from tests.servers.service import OPERATOR, ServiceServer

SECONDS = 2.0
ROUNDS = 5


def run() -> None:
    """Ask for analyses over HTTP and compare the whole with its slowest part."""
    never = Event()
    slow = waits_for(lambda: never.wait(SECONDS), says(opinion(summary="There is little to say.")))
    with folder() as place, ModelServer(slow) as models:
        keys = {
            "CLAUDE_API_KEY": KEYS[CLAUDE],
            "GOOGLE_API_KEY": KEYS[GEMINI],
            "CLAUDE_BASE_URL": models.url,
            "GOOGLE_BASE_URL": models.url,
        }
        with ServiceServer(place / "analyses", **keys) as service, Door(service.url) as door:
            person = door.log_in(*OPERATOR)
            times = [_one(person, symbol) for symbol in ("2330", "2317", "2454", "EURUSD", "XAUUSD")[:ROUNDS]]
        assert [models.count(wire) for wire in (CLAUDE, GEMINI)] == [ROUNDS, ROUNDS]
    best, worst = min(times), max(times)
    rows = [
        ("one model", f"{SECONDS:.2f} s", "how long each thinks"),
        ("both, one after the other", f"{2 * SECONDS:.2f} s", "what it would take at least"),
        ("an analysis over HTTP, best", f"{best:.2f} s", f"{best / SECONDS:.2f} of one model"),
        ("an analysis over HTTP, worst", f"{worst:.2f} s", f"{worst / SECONDS:.2f} of one model"),
    ]
    table(f"Analyses ({ROUNDS} rounds, two models of {SECONDS:.0f} s)", rows)


def _one(person: Door, symbol: str) -> float:
    begun = time.perf_counter()
    task = person.post("/api/analyze/", {"stock_id": symbol}).json()["task_id"]
    while True:
        seen = person.get(f"/api/analyze/{task}/").json()
        if seen["state"] in {"SUCCESS", "FAILURE"}:
            break
        time.sleep(0.02)
    took = time.perf_counter() - begun
    assert [one["stance"] for one in seen["result"]["opinions"]] == ["bullish"] * 2, seen
    return took
