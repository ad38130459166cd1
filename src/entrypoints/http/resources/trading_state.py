"""The kill switch."""

from __future__ import annotations

from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.writing import write
from trading_core.domain.commands import SetTradingState
from trading_core.domain.needs import Needs
from trading_core.domain.words import TradingState
from trading_core.ports.api_keys import Scope


class StateBody(msgspec.Struct, forbid_unknown_fields=True):
    """How trading is to go on, and why."""

    state: TradingState
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class StateView(msgspec.Struct, frozen=True):
    """How trading goes on, and why."""

    state: str
    reason: str


def show(call: Call) -> Reply:
    """Show the state of trading."""
    with call.services.books.begin() as work:
        settings = work.load(Needs()).settings
    return reply(StateView(settings.state.value, settings.state_reason))


async def turn(call: Call) -> Reply:
    """Turn the switch."""
    body: StateBody = call.body
    view = StateView(body.state.value, body.reason)
    return await write(call, [SetTradingState(body.state, body.reason)], lambda _: reply(view))


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/trading-state",),
        summary="Show the kill switch",
        tag="Operating",
        handler=show,
        scope=Scope.READ,
        answers={200: StateView},
    ),
    Endpoint(
        method="PUT",
        paths=("/api/trading-state",),
        summary="Turn the kill switch",
        tag="Operating",
        handler=turn,
        scope=Scope.OPERATE,
        body=StateBody,
        example={"state": "reducing", "reason": "the feed is late"},
        answers={200: StateView},
    ),
)
