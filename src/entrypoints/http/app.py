"""The application: every endpoint, one way to fail, and what surrounds them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

import structlog
from litestar import Litestar, Request, Response
from litestar.config.cors import CORSConfig
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler

from entrypoints.http.documents import documents
from entrypoints.http.endpoint import Endpoint
from entrypoints.http.gate import Gate
from entrypoints.http.live import tickets
from entrypoints.http.middleware import Surroundings
from entrypoints.http.pages import pages
from entrypoints.http.paths import OTHER_METHOD, paths_of
from entrypoints.http.problems import (
    Problem,
    Rejected,
    facts_of,
    problem_of,
    problem_of_rejection,
    response_of,
    unexpected,
)
from entrypoints.http.resources import (
    account,
    analyses,
    drafts,
    equity,
    event_policies,
    history,
    holdings,
    imports,
    keys,
    orders,
    previews,
    prices,
    products,
    service,
    sessions,
    signals,
    significant_events,
    statement,
    stocks,
    trade,
    trading_state,
    transactions,
    users,
    webhook,
    why,
)
from entrypoints.http.segments import named_in
from entrypoints.http.services import Services
from entrypoints.keys import without_secrets
from entrypoints.logs import Outage, reason_of
from trading_core.errors import InvariantViolated, TradingError, Unavailable

AnyRequest = Request[Any, Any, Any]
Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]

ENDPOINTS: Sequence[Endpoint] = tuple(
    endpoint
    for room in (
        sessions,
        keys,
        account,
        equity,
        why,
        statement,
        trade,
        holdings,
        history,
        orders,
        previews,
        drafts,
        prices,
        products,
        trading_state,
        imports,
        users,
        stocks,
        significant_events,
        event_policies,
        transactions,
        analyses,
        tickets,
        webhook,
        signals,
        service,
    )
    for endpoint in room.ENDPOINTS
)

SECONDS_BETWEEN_REASONS: Final = 10.0
EXPOSED = ["X-Request-ID", "Idempotent-Replayed", "Retry-After", "Location", "Content-Disposition"]
CODES = {
    400: "bad_request",
    401: "unauthenticated",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}
DETAILS = {
    404: "There is nothing at this path: see /schema/openapi.json for what there is.",
    405: OTHER_METHOD,
    413: "The body is too large: send less.",
}

log = structlog.get_logger("trading.http")


@lru_cache
def _outage_because(reason: str) -> Outage:
    """Why a part is out of reach is told to whoever runs the service, not to those who use it, and not for each of them."""
    del reason
    return Outage(logging.getLogger("trading.outages"), "requests", SECONDS_BETWEEN_REASONS)


def create_app(
    services: Services,
    *,
    doors: Sequence[BaseRouteHandler] = (),
    allowed_hosts: Sequence[str] = ("*",),
    cors_origins: Sequence[str] = (),
    trusted_proxies: Sequence[str] = (),
    lifespan: Iterable[Lifespan] = (),
) -> Surroundings:
    """Make the application of a deployment."""
    app = Litestar(
        route_handlers=[
            *paths_of(ENDPOINTS, services),
            *documents(ENDPOINTS),
            *pages(),
            *doors,
        ],
        exception_handlers={
            TradingError: _trading_error,
            Rejected: _rejected,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
        cors_config=CORSConfig(allow_origins=list(cors_origins), expose_headers=EXPOSED)
        if cors_origins
        else None,
        lifespan=list(lifespan),
        openapi_config=None,
        logging_config=None,
    )
    # outside of the framework, so that what it finds no route for is surrounded too
    return Surroundings(app, trusted_proxies=trusted_proxies, gate=Gate(allowed_hosts))


def _request_id(request: AnyRequest) -> str | None:
    found = request.scope["state"].get("request_id")
    return found if isinstance(found, str) else None


def _trading_error(request: AnyRequest, error: TradingError) -> Response[bytes]:
    if isinstance(error, Unavailable):
        reason = f"{error.part}: {reason_of(error)}"
        _outage_because(reason).lasts(reason)
    if isinstance(error, InvariantViolated):
        log.error("the books contradict themselves", error=str(error), **facts_of(error))
    headers = {}
    seconds = getattr(error, "retry_after_seconds", None)
    if seconds is not None:
        headers["Retry-After"] = str(seconds)
    return response_of(problem_of(error, _request_id(request)), headers)


def _rejected(request: AnyRequest, error: Rejected) -> Response[bytes]:
    return response_of(problem_of_rejection(error, _request_id(request)), error.headers)


def _http_error(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """What the framework itself has refused."""
    status = error.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unexpected(request, error)
    code = CODES.get(status, "refused")
    problem = Problem(
        type=f"urn:trading-core:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=DETAILS.get(status, "The request cannot be understood: see the documentation."),
        code=code,
        request_id=_request_id(request),
    )
    return response_of(problem, error.headers)


def _unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    log.error("a request failed", path=without_secrets(named_in(request.scope["path"])), exc_info=error)
    return response_of(unexpected(_request_id(request)))
