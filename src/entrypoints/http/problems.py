"""Every refusal as a problem of RFC 9457, made in this one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

import msgspec
from attrs import fields, has
from litestar import Response

from trading_core.errors import (
    AlreadyExists,
    DuplicateOrderNumber,
    Forbidden,
    IdempotencyKeyReused,
    InvalidInput,
    InvalidValue,
    InvariantViolated,
    NotFound,
    QuotaUsedUp,
    Refused,
    SignalRefused,
    TradingError,
    Unauthenticated,
    Unavailable,
)

PROBLEM: Final = "application/problem+json"


class FieldFault(msgspec.Struct, frozen=True):
    """What is wrong with one field of a body or of a query."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A problem as it leaves."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[FieldFault] | None = None
    reason: str | None = None
    line: int | None = None
    column: int | None = None
    found: str | None = None
    expected: str | None = None


class Rejected(Exception):
    """A request that the door itself turns away, before or after the core was asked."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldFault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say why."""
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = list(errors), dict(headers or {})


# The first that fits counts; whatever the rules of trading refuse and no row names is a conflict.
STATUSES: Final[tuple[tuple[type[TradingError], int], ...]] = (
    (IdempotencyKeyReused, 422),
    (InvalidInput, 400),
    (Unauthenticated, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (DuplicateOrderNumber, 409),
    (AlreadyExists, 409),
    (QuotaUsedUp, 429),
    (Refused, 409),
    (Unavailable, 503),
    (InvariantViolated, 500),
)


def status_of(error: TradingError) -> int:
    """The status that an error of the core is told with."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def problem_of(error: TradingError, request_id: str | None = None) -> Problem:
    """Tell an error of the core; what only we can have caused is told without its details."""
    status = status_of(error)
    signal = error if isinstance(error, SignalRefused) else None
    return Problem(
        type=f"urn:trading-core:problem:{error.code}",
        title=_title(status),
        status=status,
        detail=_internal(request_id) if status == HTTPStatus.INTERNAL_SERVER_ERROR else str(error),
        code=error.code,
        request_id=request_id,
        errors=[FieldFault(error.field, f"{error.found}: expected {error.expected}")]
        if isinstance(error, InvalidValue)
        else None,
        line=signal.line if signal else None,
        column=signal.column if signal else None,
        found=signal.found if signal else None,
        expected=signal.expected if signal else None,
    )


def problem_of_rejection(rejected: Rejected, request_id: str | None = None) -> Problem:
    """Tell what the door itself has turned away."""
    return Problem(
        type=f"urn:trading-core:problem:{rejected.code}",
        title=_title(rejected.status),
        status=rejected.status,
        detail=rejected.detail,
        code=rejected.code,
        request_id=request_id,
        errors=rejected.errors or None,
    )


def unexpected(request_id: str | None) -> Problem:
    """Tell that something is broken in ourselves, and nothing more: the log says what."""
    return Problem(
        type="urn:trading-core:problem:internal_error",
        title=_title(500),
        status=500,
        detail=_internal(request_id),
        code="internal_error",
        request_id=request_id,
    )


def response_of(problem: Problem, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """Write a problem as a response, with the headers that its status asks for."""
    extra = dict(headers or {})
    if problem.status == HTTPStatus.UNAUTHORIZED:
        extra.setdefault("WWW-Authenticate", "Bearer")
    if problem.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        extra.setdefault("Retry-After", "1")
    content = msgspec.json.encode(problem)
    return Response(content, status_code=problem.status, media_type=PROBLEM, headers=extra)


def facts_of(error: TradingError) -> dict[str, object]:
    """The facts of an error by name, for the log."""
    kind = type(error)
    return {field.name: getattr(error, field.name) for field in fields(kind)} if has(kind) else {}


def _internal(request_id: str | None) -> str:
    told = f" and name the request {request_id}" if request_id else ""
    return f"Something is wrong on our side and nothing was changed by this answer: report it{told}."


def _title(status: int) -> str:
    return HTTPStatus(status).phrase
