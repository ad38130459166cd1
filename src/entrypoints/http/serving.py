"""From a request to a reply: the one way that every endpoint goes.

Who asks comes first, then what is asked; a stranger learns nothing about what a good body would be.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final, cast

import msgspec
from attrs import evolve
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, read_query
from entrypoints.http.idempotency import packed, unpacked
from entrypoints.http.identity import Identity
from entrypoints.http.problems import Rejected
from entrypoints.http.reading import check_media, check_text_media, decoder_of, read_body
from entrypoints.http.services import Services
from entrypoints.http.standing import Question
from trading_core.errors import Unauthenticated
from trading_core.ports.api_keys import Scope
from trading_core.ports.limiter import Rate

AnyRequest = Request[Any, Any, Any]
Serve = Callable[[AnyRequest], Awaitable[Response[bytes]]]

MOST_QUERY_BYTES: Final = 4_096


def route(endpoint: Endpoint, services: Services) -> HTTPRouteHandler:
    """Make the framework's handler of an endpoint."""
    serve = _Server(endpoint, services)

    async def handler(request: AnyRequest) -> Response[bytes]:
        return await serve(request)

    handler.__name__ = endpoint.handler.__name__
    return HTTPRouteHandler(
        list(endpoint.paths),
        http_method=cast("Any", ["GET", "HEAD"] if endpoint.method == "GET" else endpoint.method),
        request_max_body_size=endpoint.most_bytes,
        include_in_schema=False,
        status_code=200,
        name=f"{endpoint.method} {endpoint.paths[0]}",
    )(handler)


class _Server:
    """Serves one endpoint."""

    def __init__(self, endpoint: Endpoint, services: Services) -> None:
        self.endpoint, self.services = endpoint, services
        self.decoder: msgspec.json.Decoder[Any] | None = (
            None if endpoint.body is None else decoder_of(endpoint.body)
        )
        self.general = (
            Rate(services.house.requests_per_minute) if services.house.requests_per_minute else None
        )
        self.deferred = inspect.iscoroutinefunction(endpoint.handler)

    async def __call__(self, request: AnyRequest) -> Response[bytes]:
        services, endpoint = self.services, self.endpoint
        now = services.clock.now()
        address = request.scope["state"].get("address") or "unknown"
        identity = await self._identity(request, now)
        await self._limit(address if identity is None else identity.user)
        call = Call(
            services=services,
            endpoint=endpoint,
            now=now,
            address=address,
            request_id=request.scope["state"].get("request_id"),
            headers=request.headers,
            path=cast("Mapping[str, str]", request.path_params),
            query=self._query(request),
            url=f"{request.scope['path'].rstrip('/')}/",
            identity=identity,
            revision=None if identity is None else await self._standing(identity),
        )
        name = self._name(call)
        if name is not None and (known := services.near.get(name)) is not None:
            return _response(unpacked(known, replayed=False))
        if self.decoder is not None:
            check_media(request.headers.get("content-type"))
            raw = await request.body()
            call = evolve(call, raw=raw, body=read_body(self.decoder, raw))
        elif endpoint.texts:
            media = check_text_media(request.headers.get("content-type"), endpoint.texts)
            call = evolve(call, raw=await request.body(), body=media)
        elif endpoint.method == "POST":
            raw = await request.body()
            # an empty object says nothing either, and some clients cannot send less
            if raw.strip() not in {b"", b"{}"}:
                raise Rejected(400, "unexpected_body", "This endpoint takes no body: send none.")
        elif "content-length" in request.headers or "transfer-encoding" in request.headers:
            # nobody asked for it, but who still sends would not read the answer
            await request.body()
        reply = await self._reply(call)
        if name is not None and reply.keep and reply.stream is None and self.endpoint.remembered:
            kept = reply if reply.kept is None else evolve(reply, content=reply.kept)
            services.near.set(name, packed(kept), self.endpoint.remembered)
        return _response(reply)

    def _name(self, call: Call) -> str | None:
        """Under which name the reply to this very question of this account at this revision is remembered."""
        if self.endpoint.remembered is None or call.identity is None or call.revision is None:
            return None
        if any(media in call.headers.get("accept", "") for media in self.endpoint.media[1:]):
            return None
        asked = "&".join(f"{name}={value}" for name, value in sorted(call.query.items()))
        return f"{call.identity.account} {call.revision} {call.identity.operates} {call.url}?{asked}"

    async def _identity(self, request: AnyRequest, now: datetime) -> Identity | None:
        scope, keeper = self.endpoint.scope, self.services.doorkeeper
        if self.endpoint.address is not None:
            secret = str(request.path_params[self.endpoint.address])
            return await self.services.in_thread(self.services.readers, partial(keeper.address, secret, now))
        if scope is None:
            return None
        identity = keeper.bearer(request.headers, now)
        if identity is None and "x-api-key" in request.headers:
            headers = dict(request.headers)
            identity = await self.services.in_thread(self.services.readers, partial(keeper.key, headers, now))
        if identity is None:
            raise Unauthenticated
        identity.require(scope)
        return identity

    async def _standing(self, identity: Identity) -> int | None:
        """See that the token's family stands, which the writer sees to itself, and how far the account has come."""
        account = identity.account if self.endpoint.remembered else None
        family = None if self.deferred and self.endpoint.scope is not Scope.OPERATE else identity.family
        if account is None and family is None:
            return None
        standing = await self.services.standing.ask(Question(family, account))
        if not standing.holds:
            raise Unauthenticated
        return standing.revision

    async def _limit(self, who: str) -> None:
        if self.general is None:
            return
        limiter = self.services.limiter
        key = f"requests:{who}"
        wait = (
            await self.services.in_thread(self.services.readers, partial(limiter.take, key, self.general))
            if self.services.limits_are_shared
            else limiter.take(key, self.general)
        )
        if wait:
            raise too_many(wait)

    def _query(self, request: AnyRequest) -> dict[str, str]:
        if len(request.scope["query_string"]) > MOST_QUERY_BYTES:
            raise Rejected(
                400, "query_too_long", f"The query is longer than {MOST_QUERY_BYTES} bytes: ask for less."
            )
        pairs = request.query_params.multi_items() if request.scope["query_string"] else []
        return read_query(self.endpoint, [(str(name), str(value)) for name, value in pairs])

    async def _reply(self, call: Call) -> Reply:
        if self.deferred:
            return await cast("Callable[[Call], Awaitable[Reply]]", self.endpoint.handler)(call)
        pool = self.services.hashers if self.endpoint.where is Where.HASHING else self.services.readers
        handler = cast("Callable[[Call], Reply]", self.endpoint.handler)
        return await self.services.in_thread(pool, partial(handler, call))


def too_many(milliseconds: int) -> Rejected:
    """Say when asking again is worth it."""
    seconds = -(-milliseconds // 1000)
    detail = f"That was too often: ask again in {seconds} s."
    return Rejected(429, "too_many_requests", detail, headers={"Retry-After": str(seconds)})


def _response(reply: Reply) -> Response[bytes]:
    if reply.stream is not None:
        return cast(
            "Response[bytes]",
            Stream(
                reply.stream, status_code=reply.status, media_type=reply.media, headers=dict(reply.headers)
            ),
        )
    return Response(
        reply.content, status_code=reply.status, media_type=reply.media, headers=dict(reply.headers)
    )
