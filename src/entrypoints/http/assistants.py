"""`/mcp`: the tools of the Model Context Protocol over streamable HTTP, for whoever has an API key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from litestar.handlers import ASGIRouteHandler
from litestar.types import Receive, Scope, Send
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from entrypoints.assistant.answering import Told
from entrypoints.assistant.asked import Asked
from entrypoints.assistant.server import make_server
from entrypoints.http.asking import too_large
from entrypoints.http.endpoint import Endpoint
from entrypoints.http.paths import OTHER_METHOD
from entrypoints.http.problems import Rejected
from entrypoints.http.services import Services
from entrypoints.http.within import Caller, Within

PATH: Final = "/mcp"
NAME: Final = "POST /mcp"
MOST_BYTES: Final = 65_536


class Assistants:
    """
    The door of one process.

    Every request is whole in itself, so any process answers any of them. Who asks is known before anything of the
    request is read, and each tool asks its endpoint with the same key, which says for itself what it may do.
    """

    def __init__(self, endpoints: Sequence[Endpoint], services: Services) -> None:
        """Make the server once; its requests are answered while ``running``."""
        self._services = services
        self._within = Within(endpoints, services)
        self._manager = StreamableHTTPSessionManager(
            make_server(self._ask), json_response=True, stateless=True, max_request_body_size=MOST_BYTES
        )
        # an application like any other; the two libraries only call the parts of one by names of their own
        self._answer: Callable[[Any, Any, Any], Awaitable[None]] = self._manager.handle_request

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be ready for requests."""
        async with self._manager.run():
            yield

    def route(self) -> ASGIRouteHandler:
        """The handler of the path."""
        return ASGIRouteHandler(PATH, name=NAME, copy_scope=False)(self._handle)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        state: dict[str, Any] = scope["state"]
        state["endpoint"] = NAME
        headers, keeper = state["headers"], self._services.doorkeeper
        if scope.get("method") != "POST":
            # nothing is told but answers, so there is no stream to wait on and no session to end
            allow = {"Allow": "POST"}
            raise Rejected(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", OTHER_METHOD, headers=allow)
        look = partial(keeper.key, headers, self._services.clock.now())
        await self._services.in_thread(self._services.readers, look)
        announced = headers.get("content-length", "0")
        if announced.isascii() and announced.isdecimal() and int(announced[:20]) > MOST_BYTES:
            raise too_large()
        await self._answer(scope, receive, send)

    async def _ask(self, asked: Asked, request: Any) -> Told:  # noqa: ANN401 - the request of the protocol's own library
        state = request.scope["state"]
        key = state["headers"].get("x-api-key", "")
        return await self._within.ask(asked, Caller(key, state["address"], state["request_id"]))
