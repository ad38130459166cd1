"""Senders of signals, and what they were told."""

from __future__ import annotations

from typing import Any, Final

import httpx

from tests.integration.http.people import Door, Person
from tests.integration.http.routes import WEBHOOK

SAMPLE: Final = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"
TEXT: Final = "text/plain"


def sender(owner: Person, **more: object) -> Door:
    """A chart of somebody's, which may send signals and nothing else."""
    return owner.program("signals", **more)


def send(chart: Door, text: str | bytes, media: str | None = TEXT, **headers: str) -> httpx.Response:
    """Send a text to the webhook."""
    content = text.encode() if isinstance(text, str) else text
    stated = {name.replace("_", "-"): value for name, value in headers.items()}
    return chart.send(
        "POST", WEBHOOK, content=content, headers={**({"Content-Type": media} if media else {}), **stated}
    )


def ordered(answer: httpx.Response) -> dict[str, Any]:
    """Make sure that a signal was ordered, and give the order."""
    assert 200 == answer.status_code, answer.text
    told = answer.json()
    assert "ordered" == told["info"]["status"]
    assert told["message"]
    order: dict[str, Any] = told["order"]
    assert "signal" == order["source"]
    return order


def is_repeat(answer: httpx.Response) -> bool:
    """Whether an answer says that it was given before."""
    marked: str = answer.headers.get("idempotent-replayed", "false")
    return marked == "true"


def signals_of(owner: Person, query: str = "") -> list[dict[str, Any]]:
    """Somebody's signals, the newest first, as far as one page goes."""
    found: list[dict[str, Any]] = owner.get(f"/api/signals/?page_size=500{query}").json()["results"]
    return found


def key_of(owner: Person, place: int = 0) -> str:
    """The id of one of somebody's keys."""
    found: str = owner.get("/api/keys/").json()["results"][place]["id"]
    return found
