"""Asking an endpoint from within the process: the same way that every request goes, without a connection."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from urllib.parse import urlencode

import msgspec
from attrs import frozen
from litestar.types import HTTPReceiveMessage, HTTPScope

from entrypoints.assistant.answering import Told
from entrypoints.assistant.asked import Asked
from entrypoints.http.asking import Asking
from entrypoints.http.endpoint import JSON, Endpoint
from entrypoints.http.problems import Problem, Rejected, problem_of, problem_of_rejection, unexpected
from entrypoints.http.services import Services
from entrypoints.http.serving import Server
from trading_core.errors import TradingError

log: Final = logging.getLogger("trading.http")


@frozen
class Caller:
    """Who asks: the key that came with the request, from where, and what the request is called."""

    key: str
    address: str = "unknown"
    request_id: str | None = None


class Within:
    """The endpoints of the service for a door of another kind, which carries the key of its caller to them."""

    def __init__(self, endpoints: Sequence[Endpoint], services: Services, *, counted: bool = False) -> None:
        """Know every endpoint by its method and its path, the names in it without their kinds."""
        self._servers = {
            (endpoint.method, path.replace(":str}", "}")): Server(endpoint, services, counted=counted)
            for endpoint in endpoints
            for path in endpoint.paths
        }

    async def ask(self, asked: Asked, caller: Caller) -> Told:
        """Ask one of them; what goes wrong is told as a problem, as at the door itself."""
        try:
            reply = await self._servers[asked.method, asked.template](_asking(asked, caller))
        except Rejected as rejected:
            return _told(problem_of_rejection(rejected, caller.request_id))
        except TradingError as error:
            return _told(problem_of(error, caller.request_id))
        except Exception:
            log.exception("a request from within failed: %s %s", asked.method, asked.template)
            return _told(unexpected(caller.request_id))
        return Told(reply.status, reply.content)


def _told(problem: Problem) -> Told:
    return Told(problem.status, msgspec.json.encode(problem))


def _asking(asked: Asked, caller: Caller) -> Asking:
    headers: Mapping[str, str] = {
        "x-api-key": caller.key,
        **({"content-type": JSON, "content-length": str(len(asked.body))} if asked.body else {}),
    }
    state = {"address": caller.address, "request_id": caller.request_id, "headers": headers}
    scope: dict[str, Any] = {
        "type": "http",
        "method": asked.method,
        "path": asked.path,
        "query_string": urlencode(asked.query).encode(),
        "path_params": dict(asked.in_path),
        "headers": [],
        "state": state,
    }

    async def receive() -> HTTPReceiveMessage:
        return cast("HTTPReceiveMessage", {"type": "http.request", "body": asked.body, "more_body": False})

    return Asking(cast("HTTPScope", scope), receive, headers)
