"""What a client knows of a request: an answer that stands, or that nobody knows what has become of it."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx
from attrs import define, field, frozen

from tests.integration.crash.asking import Asking
from tests.integration.http.people import AUTHORITIES

PATIENCE: Final = 10.0
# By these the service has decided, and decides the same when it is asked again.
REFUSALS: Final = {409: {"insufficient_funds", "insufficient_holdings"}, 400: {"invalid_signal"}}


@frozen
class Answer:
    """What was answered, to the byte."""

    status: int
    content: bytes
    location: str | None
    replayed: bool

    @property
    def told(self) -> dict[str, Any]:
        """The body."""
        found: dict[str, Any] = json.loads(self.content)
        return found

    @property
    def good(self) -> bool:
        """Whether it was done."""
        return self.status < 300

    @property
    def stands(self) -> bool:
        """Whether it was decided, for or against."""
        return self.good or (self.status in REFUSALS and self.told["code"] in REFUSALS[self.status])

    @property
    def leaves_open(self) -> bool:
        """Whether it says: not now, or not yet."""
        return self.status == 503 or (self.status == 409 and self.told["code"] == "idempotency_key_in_use")

    def same(self, other: Answer) -> bool:
        """Whether two are one answer, whichever of them was the repeat."""
        return (self.status, self.content, self.location) == (other.status, other.content, other.location)

    def __str__(self) -> str:
        return f"{self.status}{' replayed' if self.replayed else ''} {self.content.decode()}"


@define
class Story:
    """A request with every answer that stands, and each reason why there was none."""

    asking: Asking
    answers: list[Answer] = field(factory=list)
    silences: list[str] = field(factory=list)
    strange: list[Answer] = field(factory=list)

    def send(self, line: httpx.Client) -> Answer | None:
        """Send it once more, and note what came of it: the answer, if one came."""
        asking = self.asking
        try:
            said = line.post(asking.path, content=asking.content, headers=asking.headers)
        except httpx.TransportError as lost:
            self.silences.append(type(lost).__name__)
            return None
        replayed = said.headers.get("idempotent-replayed") == "true"
        answer = Answer(said.status_code, said.content, said.headers.get("location"), replayed)
        if answer.stands:
            self.answers.append(answer)
        elif answer.leaves_open:
            self.silences.append(str(answer.status))
        else:
            self.strange.append(answer)
        return answer

    @property
    def known(self) -> bool:
        """Whether its client was told."""
        return bool(self.answers)

    def __str__(self) -> str:
        said = [str(answer) for answer in (*self.answers, *self.strange)] or self.silences
        return f"{self.asking} -> {' | '.join(said)}"


def a_line(url: str) -> httpx.Client:
    """A client with one connection, as one program would have."""
    return httpx.Client(
        base_url=url, timeout=PATIENCE, limits=httpx.Limits(max_connections=1), verify=AUTHORITIES
    )
