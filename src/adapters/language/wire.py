"""One question over HTTP: an answer of bounded length in bounded time, or a reason."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final, TypeVar

import httpcore
import httpx
from attrs import frozen

from adapters.language.deadline import DeadlineTransport
from trading_core.errors import InvalidValue
from trading_core.ports.language_model import ModelAnswer, ModelFailure, ModelSilence

T = TypeVar("T")

MOST_BYTES: Final = 1024 * 1024
SECONDS_TO_CONNECT: Final = 5.0
LONGEST_WAIT: Final = 7 * 86_400

_TIMEOUTS: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT, 524}
_SECONDS: Final = re.compile(r"([0-9]{1,7})(\.[0-9]{1,9})?s?")

log = logging.getLogger("trading.language")


class NoAnswer(Exception):
    """Why there is no answer; within the adapters only, since nothing is raised at those who ask."""

    def __init__(self, failure: ModelFailure, retry_after_seconds: int | None = None, why: str = "") -> None:
        """Say it. ``why`` is for the log and never holds what a provider has said."""
        super().__init__(why or failure.value)
        self.failure, self.retry_after_seconds, self.why = failure, retry_after_seconds, why


@frozen
class Received:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_event_stream(self) -> bool:
        """Whether it tells its answer in events."""
        return self.headers.get("content-type", "").startswith("text/event-stream")

    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """Read it as JSON."""
        return read_json(self.body)


class Wire:
    """
    The way to one provider.

    Nothing is followed elsewhere, no proxy is taken from the environment, and an answer that holds one of the
    secrets is none.
    """

    def __init__(self, provider: str, seconds: float, secrets: tuple[str, ...] = ()) -> None:
        """Know whose it is, how long an answer may take, and what nobody may see."""
        self.provider, self._seconds = provider, seconds
        self._secrets = tuple(secret for secret in secrets if secret)
        self._context = httpx.create_ssl_context(trust_env=False)

    def ask(self, question: Callable[[], ModelAnswer]) -> ModelAnswer | ModelSilence:
        """Let an adapter put a question; whatever goes wrong is a silence, and a line in the log without a secret."""
        try:
            answer = question()
        except NoAnswer as reason:
            return self._silence(reason.failure, reason.retry_after_seconds, reason.why)
        except InvalidValue:
            return self._silence(ModelFailure.INVALID_ANSWER, None, "the answer is empty or too long")
        except Exception as surprise:  # noqa: BLE001 - one model never takes the others with it
            return self._silence(ModelFailure.INVALID_ANSWER, None, type(surprise).__name__)
        if any(secret in answer.text or secret in answer.model for secret in self._secrets):
            return self._silence(ModelFailure.INVALID_ANSWER, None, "the answer holds a secret")
        return answer

    def post(self, url: str, headers: Mapping[str, str], body: object) -> Received:
        """Send a question and take what comes back, whatever its status."""
        sent = {
            **headers,
            "content-type": "application/json",
            "accept-encoding": "identity",
            "connection": "close",
            "user-agent": "trading-core",
        }
        try:
            with (
                httpx.Client(
                    transport=DeadlineTransport(self._context, self._seconds),
                    timeout=httpx.Timeout(None, connect=SECONDS_TO_CONNECT),
                    trust_env=False,
                    follow_redirects=False,
                ) as client,
                client.stream("POST", url, headers=sent, content=json.dumps(body).encode()) as response,
            ):
                return Received(response.status_code, response.headers, _bounded(response))
        except (httpx.TimeoutException, httpcore.TimeoutException):
            raise NoAnswer(ModelFailure.TIMEOUT) from None
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
        ) as broken:
            raise NoAnswer(ModelFailure.UNREACHABLE, why=type(broken).__name__) from None

    def _silence(self, failure: ModelFailure, wait: int | None, why: str) -> ModelSilence:
        log.warning("%s gives no answer: %s%s", self.provider, failure.value, f" ({why})" if why else "")
        return ModelSilence(self.provider, failure, wait)


def _bounded(response: httpx.Response) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise NoAnswer(ModelFailure.INVALID_ANSWER, why="an encoding that nobody asked for")
    parts, size = [], 0
    for part in response.iter_raw():
        size += len(part)
        if size > MOST_BYTES:
            raise NoAnswer(ModelFailure.INVALID_ANSWER, why=f"more than {MOST_BYTES} bytes")
        parts.append(part)
    return b"".join(parts)


def read_json(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON, or say that there is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise NoAnswer(ModelFailure.INVALID_ANSWER, why="no JSON") from None


def part(value: object, name: str | int, kind: type[T]) -> T | None:
    """A part of JSON, if it is there and of that kind."""
    if isinstance(value, dict) and isinstance(name, str):
        found = value.get(name)
    elif isinstance(value, list) and isinstance(name, int):
        found = value[name] if len(value) > name else None
    else:
        found = None
    return found if isinstance(found, kind) else None


def check_status(received: Received, retry_after: Callable[[Received], int | None] | None = None) -> None:
    """Tell every status but success as what it means for whoever asked."""
    if received.status == HTTPStatus.OK:
        return
    wait = retry_after_in(received.headers)
    if wait is None and retry_after is not None:
        wait = retry_after(received)
    raise NoAnswer(failure_of(received.status), wait, f"status {received.status}")


def failure_of(status: int) -> ModelFailure:
    """What a status means. A request that is refused as it stands will be refused again: somebody has to look at it."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ModelFailure.RATE_LIMITED
    if status in _TIMEOUTS:
        return ModelFailure.TIMEOUT
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ModelFailure.REFUSED
    return ModelFailure.UNREACHABLE


def retry_after_in(headers: Mapping[str, str], now: Callable[[], datetime] | None = None) -> int | None:
    """When a provider says that asking again is worth it: in seconds, or at a moment."""
    text = headers.get("retry-after", "").strip()
    seconds = seconds_of(text)
    if seconds is not None or not text:
        return seconds
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    left = (at - (now or _now)()).total_seconds()
    return min(max(int(left), 0), LONGEST_WAIT)


def seconds_of(text: object) -> int | None:
    """A number of seconds, as 3, 3.5 or 3s; a part of one counts as one."""
    found = _SECONDS.fullmatch(text) if isinstance(text, str) else None
    return None if found is None else min(int(found[1]) + bool(found[2]), LONGEST_WAIT)


def _now() -> datetime:
    return datetime.now(UTC)
