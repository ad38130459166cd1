"""How the service does: alive, ready, measured, documented."""

from __future__ import annotations

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.metrics import exposition


class Alive(msgspec.Struct, frozen=True):
    """The process answers."""

    status: str


class PartView(msgspec.Struct, frozen=True):
    """How one part does."""

    name: str
    status: str
    needed: bool


class Ready(msgspec.Struct, frozen=True):
    """Whether requests can be served, and how each part does."""

    status: str
    parts: list[PartView]


async def live(call: Call) -> Reply:
    """Say that the process answers, whatever its threads wait for."""
    del call
    return reply(Alive("ok"))


async def ready(call: Call) -> Reply:
    """Look at each part. Without a needed one nothing can be served; without another it is slower, not wrong."""
    seen = await call.services.glances.look()
    views = [PartView(one.part.name, one.status, one.part.needed) for one in seen]
    served = not any(one.down and one.part.needed for one in seen)
    whole = not any(one.down for one in seen)
    status = "ready" if whole else "degraded" if served else "down"
    if served:
        return reply(Ready(status, views))
    return reply(Ready(status, views), 503, {"Retry-After": "1"})


async def metrics(call: Call) -> Reply:
    """Show the counters, for Prometheus."""
    del call
    content, media = exposition()
    return Reply(content=content, media=media)


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/health/live",),
        summary="Is the process alive?",
        tag="Service",
        paced=False,
        handler=live,
        answers={200: Alive},
    ),
    Endpoint(
        method="GET",
        paths=("/health/ready",),
        summary="Can requests be served?",
        tag="Service",
        paced=False,
        handler=ready,
        answers={200: Ready, 503: Ready},
    ),
    Endpoint(
        method="GET",
        paths=("/metrics",),
        summary="Counters for Prometheus",
        tag="Service",
        paced=False,
        handler=metrics,
        answers={200: None},
        media=("text/plain",),
    ),
)
