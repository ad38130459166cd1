"""Tickets for connections: a page's script cannot send a header with one."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.live.admission import guest_of
from entrypoints.http.live.guests import packed
from entrypoints.http.times import shown
from entrypoints.keys import digest_of
from trading_core.ports.api_keys import Scope
from trading_core.ports.tickets import Ticket
from trading_core.use_cases.publish_events import CHANNEL as ORDERS

SECONDS: Final = 30
SLIPS: Final = "signals/invalid"


class TicketView(msgspec.Struct, frozen=True):
    """``last`` tells the newest id of each feed: with it as ``since`` nothing is missed before the connection stands."""

    ticket: str
    expires_at: str
    last: dict[str, int]


def give(call: Call) -> Reply:
    """Give a ticket in the name of the credential; it holds no longer than that does."""
    ticket = secrets.token_urlsafe(32)
    expires = call.now + timedelta(seconds=SECONDS)
    guest = guest_of(call.who, call.headers)
    call.services.tickets.keep(Ticket(digest_of(ticket), packed(guest), expires), call.now)
    last = {channel: call.services.feed.last(channel) for channel in (ORDERS, SLIPS)}
    return reply(TicketView(ticket, shown(expires), last))


ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/ws-ticket",),
        summary="Get a ticket for a WebSocket",
        tag="Live",
        handler=give,
        scope=Scope.READ,
        answers={200: TicketView},
        description=(
            "For /ws/orders/, /ws/signals/invalid/ and /ws/prices/, as ?ticket=: good once, for 30 seconds. "
            "Begin with ?since= the id in `last` to miss nothing."
        ),
    ),
)
