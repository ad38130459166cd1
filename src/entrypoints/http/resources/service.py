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


def live(call: Call) -> Reply:
    """Say that the process answers."""
    del call
    return reply(Alive("ok"))


def ready(call: Call) -> Reply:
    """Look at each part. Without a needed one nothing can be served; without another it is slower, not wrong."""
    views, served = [], True
    for part in call.services.parts:
        try:
            views.append(PartView(part.name, part.look(), part.needed))
        except Exception as error:  # noqa: BLE001 - whatever a part does, the others are told of too
            views.append(PartView(part.name, f"down ({type(error).__name__})", part.needed))
            served = served and not part.needed
    whole = not any(view.status.startswith("down") for view in views)
    status = "ready" if whole else "degraded" if served else "down"
    if served:
        return reply(Ready(status, views))
    return reply(Ready(status, views), 503, {"Retry-After": "1"})


def metrics(call: Call) -> Reply:
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
        handler=live,
        answers={200: Alive},
    ),
    Endpoint(
        method="GET",
        paths=("/health/ready",),
        summary="Can requests be served?",
        tag="Service",
        handler=ready,
        answers={200: Ready, 503: Ready},
    ),
    Endpoint(
        method="GET",
        paths=("/metrics",),
        summary="Counters for Prometheus",
        tag="Service",
        handler=metrics,
        answers={200: None},
        media=("text/plain",),
    ),
)
