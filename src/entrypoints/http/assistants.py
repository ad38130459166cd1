"""
`/mcp`: the tools of the Model Context Protocol over streamable HTTP, for whoever has an API key.

The library of the protocol takes as long to load as a third of all the rest, and many a service is never asked by an
assistant. So a process loads it when the first one comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

from litestar.handlers import ASGIRouteHandler
from litestar.types import HTTPScope, Receive, Scope, Send

from entrypoints.assistant.answering import Told
from entrypoints.assistant.asked import Asked
from entrypoints.http.asking import Asking
from entrypoints.http.endpoint import Endpoint
from entrypoints.http.paths import OTHER_METHOD
from entrypoints.http.problems import Rejected
from entrypoints.http.services import Services
from entrypoints.http.serving import Pace
from entrypoints.http.within import Caller, Within

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH: Final = "/mcp"
NAME: Final = "POST /mcp"
MOST_BYTES: Final = 65_536


class Assistants:
    """
    The door of one process.

    Every request is whole in itself, so any process answers any of them. Who asks is known before anything of the
    request is read, and each tool asks its endpoint with the same key, which says for itself what it may do. Whatever
    method of the protocol it is, a request counts once, together with all others of its caller.
    """

    def __init__(self, endpoints: Sequence[Endpoint], services: Services) -> None:
        """Be ready to make the server, whose requests are answered while ``running``."""
        self._services = services
        self._within = Within(endpoints, services, counted=True)
        self._pace = Pace(services)
        self._loading = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._life: asyncio.Task[None] | None = None
        self._begun, self._ended = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be ready for requests."""
        try:
            yield
        finally:
            self._ended.set()
            if self._life is not None:
                await self._life

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
        identity = await self._services.in_thread(self._services.readers, look)
        await self._pace.keep(identity.user)
        body = await Asking(cast("HTTPScope", scope), receive, headers).body(MOST_BYTES)
        manager = await self._running_manager()
        # an application like any other; the two libraries only call the parts of one by names of their own
        answer: Callable[[Any, Any, Any], Awaitable[None]] = manager.handle_request
        await answer(scope, _said_again(body, receive), send)

    async def _running_manager(self) -> StreamableHTTPSessionManager:
        """What answers: whoever comes first begins it, and those who come meanwhile wait."""
        async with self._loading:
            if self._manager is None:
                self._manager = await self._services.in_thread(self._services.readers, self._load)
                self._life = asyncio.create_task(self._live(self._manager))
        await self._begun.wait()
        return self._manager

    async def _live(self, manager: StreamableHTTPSessionManager) -> None:
        """Let it answer until the end, in the one task that it wants to begin and end in."""
        async with manager.run():
            self._begun.set()
            await self._ended.wait()

    def _load(self) -> StreamableHTTPSessionManager:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from entrypoints.assistant.server import make_server

        return StreamableHTTPSessionManager(
            make_server(self._ask), json_response=True, stateless=True, max_request_body_size=MOST_BYTES
        )

    async def _ask(self, asked: Asked, request: Any) -> Told:  # noqa: ANN401 - the request of the protocol's own library
        state = request.scope["state"]
        key = state["headers"].get("x-api-key", "")
        return await self._within.ask(asked, Caller(key, state["address"], state["request_id"]))


def _said_again(body: bytes, receive: Receive) -> Receive:
    """Hand over a body that was read, and after it whatever comes."""
    said = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive_again() -> Any:  # noqa: ANN401 - a message, of which the framework has many types
        message = next(said, None)
        return await receive() if message is None else message

    return receive_again
