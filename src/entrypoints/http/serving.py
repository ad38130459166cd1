"""From a request to a reply: the one way that every endpoint goes.

Who asks comes first, then what is asked; a stranger learns nothing about what a good body would be.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Final, cast

import msgspec
from attrs import evolve

from entrypoints.http.asking import Asking
from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, read_query
from entrypoints.http.idempotency import packed, unpacked
from entrypoints.http.identity import Identity
from entrypoints.http.media import asks_for, check_json, check_text
from entrypoints.http.problems import Rejected
from entrypoints.http.reading import decoder_of, read_body
from entrypoints.http.services import Services
from entrypoints.http.standing import Question
from trading_core.errors import Unauthenticated
from trading_core.ports.limiter import Rate

FOR_PEOPLE: Final = "Only a person may do this: log in and send the access token; no API key opens it."


class Pace:
    """How many requests of whatever kind somebody may make in a minute."""

    def __init__(self, services: Services) -> None:
        """Know the rate, if there is one."""
        self._services = services
        allowed = services.house.requests_per_minute
        self._rate = Rate(allowed) if allowed else None

    async def keep(self, who: str) -> None:
        """Count a request, or refuse it with when asking again is worth it."""
        if self._rate is None:
            return
        take = partial(self._services.limiter.take, f"requests:{who}", self._rate)
        shared = self._services.limits_are_shared
        wait = await self._services.in_thread(self._services.readers, take) if shared else take()
        if wait:
            raise too_many(wait)


class Server:
    """Serves one endpoint."""

    def __init__(self, endpoint: Endpoint, services: Services, *, counted: bool = False) -> None:
        """Prepare what every request needs; those that were ``counted`` at another door are not counted again."""
        self.endpoint, self.services = endpoint, services
        self.name = f"{endpoint.method} {endpoint.paths[0]}"
        self.decoder: msgspec.json.Decoder[Any] | None = (
            None if endpoint.body is None else decoder_of(endpoint.body)
        )
        self.pace = None if counted or not endpoint.paced else Pace(services)
        self.deferred = inspect.iscoroutinefunction(endpoint.handler)
        # where prices are near, nobody waits for them longer than for anything else
        asking = services.askers if services.sources.distant else services.readers
        self.threads = {
            Where.READING: services.readers,
            Where.ASKING: asking,
            Where.HASHING: services.hashers,
        }[endpoint.where]

    async def __call__(self, asking: Asking) -> Reply:
        """Serve one request."""
        services, endpoint = self.services, self.endpoint
        now, state = services.clock.now(), asking.scope["state"]
        address = state.get("address") or "unknown"
        identity = await self._identity(asking, now)
        if self.pace is not None:
            await self.pace.keep(address if identity is None else identity.user)
        query = read_query(endpoint, asking.query())
        revision = None if identity is None else await self._standing(identity)
        raw, body = await self._body(asking)
        call = Call(
            services=services,
            endpoint=endpoint,
            now=now,
            address=address,
            request_id=state.get("request_id"),
            headers=asking.headers,
            path=asking.path,
            query=query,
            url=f"{asking.scope['path'].rstrip('/')}/",
            raw=raw,
            body=body,
            identity=identity,
            revision=revision,
        )
        name = self._name(call)
        if name is not None and (known := services.near.get(name)) is not None:
            return unpacked(known, replayed=False)
        reply = await self._reply(call)
        if name is not None and reply.keep and reply.stream is None and self.endpoint.remembered:
            kept = reply if reply.kept is None else evolve(reply, content=reply.kept)
            services.near.set(name, packed(kept), self.endpoint.remembered)
        return reply

    async def _body(self, asking: Asking) -> tuple[bytes, Any]:
        """Read what was sent, and what it says where the endpoint takes it."""
        endpoint = self.endpoint
        if self.decoder is not None:
            check_json(asking.headers)
            raw = await asking.body(endpoint.most_bytes)
            return raw, read_body(self.decoder, raw)
        if endpoint.texts:
            media = check_text(asking.headers, endpoint.texts)
            return await asking.body(endpoint.most_bytes), media
        if endpoint.method == "POST":
            raw = await asking.body(endpoint.most_bytes)
            # an empty object says nothing either, and some clients cannot send less
            if raw.strip() not in {b"", b"{}"}:
                raise Rejected(400, "unexpected_body", "This endpoint takes no body: send none.")
        elif asking.unread:
            await asking.body(endpoint.most_bytes)
        return b"", None

    def _name(self, call: Call) -> str | None:
        """Under which name the reply to this very question of this account at this revision is remembered."""
        if self.endpoint.remembered is None or call.identity is None or call.revision is None:
            return None
        if any(asks_for(call.headers, media) for media in self.endpoint.media[1:]):
            return None
        asked = "&".join(f"{name}={value}" for name, value in sorted(call.query.items()))
        return f"{call.identity.account} {call.revision} {call.identity.operates} {call.url}?{asked}"

    async def _identity(self, asking: Asking, now: datetime) -> Identity | None:
        scope, keeper = self.endpoint.scope, self.services.doorkeeper
        if self.endpoint.address is not None:
            secret = asking.path[self.endpoint.address]
            return await self.services.in_thread(self.services.readers, partial(keeper.address, secret, now))
        if scope is None:
            return None
        identity = keeper.bearer(asking.headers, now)
        if identity is None and "x-api-key" in asking.headers:
            look = partial(keeper.key, asking.headers, now)
            identity = await self.services.in_thread(self.services.readers, look)
        if identity is None:
            raise Unauthenticated
        identity.require(scope)
        if self.endpoint.people_only and identity.api_key is not None:
            raise Rejected(HTTPStatus.FORBIDDEN, "forbidden", FOR_PEOPLE)
        return identity

    async def _standing(self, identity: Identity) -> int | None:
        """See that the token's family stands, unless the writer sees to that, and how far the account has come."""
        account = identity.account if self.endpoint.remembered else None
        family = None if self.endpoint.writer_checks else identity.family
        if account is None and family is None:
            return None
        standing = await self.services.standing.ask(Question(family, account))
        if not standing.holds:
            raise Unauthenticated
        return standing.revision

    async def _reply(self, call: Call) -> Reply:
        if self.deferred:
            return await cast("Callable[[Call], Awaitable[Reply]]", self.endpoint.handler)(call)
        handler = cast("Callable[[Call], Reply]", self.endpoint.handler)
        return await self.services.in_thread(self.threads, partial(handler, call))


def too_many(milliseconds: int) -> Rejected:
    """Say when asking again is worth it."""
    seconds = -(-milliseconds // 1000)
    detail = f"That was too often: ask again in {seconds} s."
    return Rejected(429, "too_many_requests", detail, headers={"Retry-After": str(seconds)})
