"""What the gateway says when it has no answer, as problems of RFC 9457."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
from litestar import Response

from trading_core.ports.language_model import ModelFailure, ModelSilence

PROBLEM: Final = "application/problem+json"
STATUSES: Final = {
    ModelFailure.NOT_CONFIGURED: HTTPStatus.SERVICE_UNAVAILABLE,
    ModelFailure.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ModelFailure.TIMEOUT: HTTPStatus.GATEWAY_TIMEOUT,
}
SENTENCES: Final = {
    ModelFailure.NOT_CONFIGURED: "There is no key for this model: give the gateway one.",
    ModelFailure.RATE_LIMITED: "The provider is asked too often: ask again later.",
    ModelFailure.TIMEOUT: "The provider did not answer in time: ask again later.",
    ModelFailure.UNREACHABLE: "The provider does not answer: ask again later.",
    ModelFailure.REFUSED: "The provider refuses this request: look at the key, the model and the prompt.",
    ModelFailure.BLOCKED: "The provider has blocked the prompt or the answer: ask something else.",
    ModelFailure.TRUNCATED: "The answer was cut off: ask for less.",
    ModelFailure.INVALID_ANSWER: "What the provider said is no answer: ask again later.",
    ModelFailure.OVER_BUDGET: "The budget is used up: ask again later.",
}


class Refusal(Exception):
    """A request that is turned away."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Say why."""
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, dict(headers or {})


def refusal_of(silence: ModelSilence) -> Refusal:
    """Tell why a model has no answer."""
    status = STATUSES.get(silence.failure, HTTPStatus.BAD_GATEWAY)
    wait = silence.retry_after_seconds
    headers = {} if wait is None else {"Retry-After": str(wait)}
    return Refusal(status, silence.failure.value, SENTENCES[silence.failure], headers)


def problem(refusal: Refusal) -> Response[bytes]:
    """Write a refusal."""
    content = {
        "type": f"urn:trading-core:problem:{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": int(refusal.status),
        "detail": refusal.detail,
        "code": refusal.code,
    }
    return Response(
        msgspec.json.encode(content),
        status_code=refusal.status,
        media_type=PROBLEM,
        headers={"Cache-Control": "no-store", **refusal.headers},
    )
