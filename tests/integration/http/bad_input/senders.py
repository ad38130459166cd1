"""Requests of an endpoint that are right in all but one thing, and what is wrong with the answers to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from entrypoints.http.endpoint import Endpoint
from tests.integration.http.bad_input.damage import Place
from tests.integration.http.people import Door, Person
from tests.integration.http.promises import PROBLEM
from trading_core.ports.api_keys import Scope


def titled(value: object) -> str:
    """A test is called by the endpoint and the field that it damages."""
    if isinstance(value, Endpoint):
        return f"{value.method} {value.paths[0]}"
    return f"{titled(value.endpoint)} {value.name}" if isinstance(value, Place) else str(value)


class Sender:
    """Sends requests of an endpoint as whoever may, right in all but one thing."""

    def __init__(self, endpoint: Endpoint, victim: Person, operator: Person) -> None:
        self.endpoint, self.victim = endpoint, victim
        callers = {None: victim.door, Scope.OPERATE: operator}
        self.who: Door = callers.get(endpoint.scope, victim)
        self.secret = victim.address().rstrip("/").rpartition("/")[2] if endpoint.address else ""

    @property
    def good(self) -> dict[str, Any]:
        """The endpoint's own example, with names that are there."""
        real = {"access_token": "import-one", "user_id": self.victim.name, "state": "active"}
        found: dict[str, Any] = json.loads(json.dumps(self.endpoint.example))
        return found | {name: value for name, value in real.items() if name in found}

    def path(self, **damaged: str) -> str:
        """The endpoint's path, filled."""
        real = {
            "username": self.victim.name,
            "user_id": self.victim.name,
            "ticker": "2330",
            "stock_id": "2330",
            "secret": self.secret,
            "start": "0",
            "end": "9999999999",
        }
        whole = {**real, **damaged}
        return re.sub(r"\{(\w+):\w+\}", lambda found: whole.get(found[1], "0"), self.endpoint.paths[0]) + "/"

    def send(
        self,
        content: bytes | Iterable[bytes] | None,
        media: str | None = "application/json",
        path: str | None = None,
        headers: Mapping[str, bytes] | None = None,
    ) -> httpx.Response:
        """Send a body as it is, under headers as they are."""
        stated = {name: value.encode() for name, value in self.who.credential.items()}
        if media is not None:
            stated["Content-Type"] = media.encode("latin-1")
        answer = next(self.who._turns).request(
            self.endpoint.method,
            path or self.path(),
            content=content,
            headers={name.encode(): value for name, value in {**stated, **(headers or {})}.items()},
        )
        self.who.promises.check(answer)
        return answer


def complaint(answer: httpx.Response, field: str | None = None) -> str | None:
    """What is wrong with a refusal, if something is: it must be a whole problem and name the field."""
    if not 400 <= answer.status_code < 500:
        return f"{answer.status_code} {answer.text[:200]}"
    if answer.headers["content-type"] != PROBLEM:
        return f"{answer.status_code} as {answer.headers['content-type']}"
    problem = answer.json()
    if problem["status"] != answer.status_code or not all(
        problem[word] for word in ("type", "title", "detail", "code")
    ):
        return f"not a whole problem: {problem}"
    named = [fault["field"] for fault in problem.get("errors", [])]
    # a list or an object is named by itself or by what is wrong within it
    if field is not None and not any(name.startswith(field) for name in named):
        return f"{answer.status_code} {problem['code']} names {named}: {problem['detail'][:200]}"
    return None


def merely_refused(answer: httpx.Response) -> str | None:
    """What is wrong with an answer to something that may be right: nothing, unless it is a failure of ours."""
    return None if answer.is_success else complaint(answer)
