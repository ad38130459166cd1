"""Services whose models are on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from tests.integration.http.deployments import DEPLOYMENTS, deployed
from tests.integration.http.people import Door, Person, until
from tests.servers.acts import says
from tests.servers.models import CHAT, CLAUDE, GEMINI, KEYS, Asked, ModelServer
from tests.servers.service import OPERATOR, ServiceServer

DAYS: Final = 30
LAST: Final = datetime(2026, 11, 20, 1, tzinfo=UTC)
CLOSE: Final = "129.5"
ANALYZE: Final = "/api/analyze/"


def opinion(stance: str = "bullish", **changed: object) -> str:
    """What a good model says of a product whose history is that of ``remember``."""
    said = {"stance": stance, "confidence": 0.6, "summary": f"It closed at {CLOSE}.", **changed}
    return json.dumps(said)


GOOD: Final = says(opinion())


def keys_for(server: ModelServer) -> dict[str, str]:
    """Settings by which a process asks those models and no others."""
    return {
        "CLAUDE_API_KEY": KEYS[CLAUDE],
        "GOOGLE_API_KEY": KEYS[GEMINI],
        "OPENAI_API_KEY": KEYS[CHAT],
        "CLAUDE_BASE_URL": server.url,
        "GOOGLE_BASE_URL": server.url,
        "OPENAI_BASE_URL": server.url,
        "LANGUAGE_TIMEOUT_SECONDS": "4",
        "ANALYSES_PER_USER": "1000",
        "ANALYSES_PER_DAY": "10000",
        "LANGUAGE_CALLS_PER_DAY": "100000",
    }


@frozen
class Thinking:
    """A service, its models, somebody who uses it, and who operates it."""

    service: ServiceServer
    models: ModelServer
    user: Person
    operator: Person

    def remember(self, ticker: str, name: str | None = None, days: int = DAYS) -> str:
        """Put a product on record, with so many days that end with a close that models know."""
        if name is not None:
            made = self.operator.post("/api/products/", {"stock_id": ticker, "name": name})
            assert 201 == made.status_code, made.text
        for day in range(days):
            price = 130 - days + day
            bar = {
                "ticker": ticker,
                "open_price": price,
                "close_price": str(price + 0.5),
                "high": price + 1,
                "low": price - 1,
                "volume": 1000 + day,
                "timestamp": (LAST - timedelta(days=days - 1 - day)).isoformat(),
            }
            answer = self.operator.post("/stocks/", bar)
            assert 201 == answer.status_code, answer.text
        return ticker

    def ask(self, ticker: str) -> str:
        """Ask for an analysis."""
        answer = self.user.post(ANALYZE, {"stock_id": ticker})
        assert 202 == answer.status_code, answer.text
        found: str = answer.json()["task_id"]
        return found

    def ended(self, task: str) -> dict[str, Any]:
        """What became of it."""
        return until(lambda: self.seen(task), lambda seen: seen["state"] in {"SUCCESS", "FAILURE"})

    def seen(self, task: str) -> dict[str, Any]:
        """How far it is."""
        answer = self.user.get(f"{ANALYZE}{task}/")
        assert 200 == answer.status_code, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def result(self, ticker: str) -> dict[str, Any]:
        """Ask and wait."""
        ended = self.ended(self.ask(ticker))
        assert "SUCCESS" == ended["state"], ended
        found: dict[str, Any] = ended["result"]
        return found

    def opinions(self, ticker: str) -> dict[str, dict[str, Any]]:
        """What each provider has said, or why it has not."""
        return {one["provider"]: one for one in self.result(ticker)["opinions"]}

    def asked_about(self, ticker: str) -> list[Asked]:
        """What models were asked about a product."""
        return [one for one in self.models.asked if f"code: {ticker}\n" in one.material]


@contextmanager
def thinking(
    kind: str,
    folder: Path,
    databases: tuple[str, str],
    **more: str,
) -> Iterator[Thinking]:
    """Run a service of a kind with models beside it."""
    with ExitStack() as stack:
        models = stack.enter_context(ModelServer(GOOD))
        chosen = {**keys_for(models), **more}
        service = stack.enter_context(deployed(kind, folder, *databases, beside=13, **chosen))
        door = stack.enter_context(Door(service.url, service.processes))
        yield Thinking(service, models, door.newcomer(), door.log_in(*OPERATOR))


KINDS: Final = DEPLOYMENTS
