"""Paths and their methods: one handler for each path, which answers for every method of it.

They are plain ASGI applications within the framework: it finds the path and tells what went wrong, and all else that it
could make of a request is made by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from litestar import Request
from litestar.enums import HttpMethod
from litestar.handlers import ASGIRouteHandler, HTTPRouteHandler
from litestar.handlers.base import BaseRouteHandler
from litestar.response import Stream
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from entrypoints.http.asking import Asking
from entrypoints.http.endpoint import Endpoint, Reply
from entrypoints.http.problems import Rejected
from entrypoints.http.services import Services
from entrypoints.http.serving import Server

OTHER_METHOD: Final = "This path does not take this method: see Allow."


def paths_of(endpoints: Iterable[Endpoint], services: Services) -> list[BaseRouteHandler]:
    """Make the framework's handlers of endpoints."""
    methods: dict[str, dict[str, Server]] = {}
    for endpoint in endpoints:
        server = Server(endpoint, services)
        for path in endpoint.paths:
            methods.setdefault(path, {})[endpoint.method] = server
    return [_handler(path, found) for path, found in methods.items()]


def _handler(path: str, servers: Mapping[str, Server]) -> BaseRouteHandler:
    names = {"OPTIONS", *servers} | ({"HEAD"} if "GET" in servers else set())
    allow = ", ".join(sorted(names))

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        asked = cast("HTTPScope", scope)
        method = asked["method"]
        server = servers.get("GET" if method == "HEAD" else method)
        if server is not None:
            asked["state"]["endpoint"] = server.name
            asking = Asking(asked, receive, asked["state"]["headers"])
            try:
                reply = await server(asking)
            finally:
                await asking.leave(server.endpoint.most_bytes)
        elif method == "OPTIONS":
            asked["state"]["endpoint"] = f"OPTIONS {path}"
            reply = Reply(content=b"", status=HTTPStatus.NO_CONTENT, headers={"Allow": allow})
        else:
            raise Rejected(
                HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", OTHER_METHOD, headers={"Allow": allow}
            )
        if reply.stream is None:
            await _answer(reply, send, bodiless=method == "HEAD")
        else:
            await _stream(reply, scope, receive, send)

    if "{" not in path:
        return ASGIRouteHandler(path, name=path, copy_scope=False)(handle)

    # the framework knows no parameters of applications, but a handler may answer with one
    async def find(request: Request[Any, Any, Any]) -> ASGIApp:
        del request
        return handle

    return HTTPRouteHandler(
        path, name=path, http_method=list(HttpMethod), include_in_schema=False, status_code=200
    )(find)


async def _answer(reply: Reply, send: Send, *, bodiless: bool) -> None:
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()
    ]
    if reply.status != HTTPStatus.NO_CONTENT:
        headers.append((b"content-type", _media(reply.media)))
        headers.append((b"content-length", str(len(reply.content)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = b"" if bodiless else reply.content
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _media(media: str) -> bytes:
    return f"{media}; charset=utf-8".encode() if media.startswith("text/") else media.encode()


async def _stream(reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    """What is long is sent by the framework, which reads it in a thread."""
    stream: Stream = Stream(
        reply.stream or iter(()),
        status_code=reply.status,
        media_type=reply.media,
        headers=dict(reply.headers),
    )
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    response = stream.to_asgi_response(None, request, is_head_response=scope.get("method") == "HEAD")
    await response(scope, receive, send)
