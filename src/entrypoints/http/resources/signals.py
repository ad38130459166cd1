"""Signals: what came in, with what became of each."""

from __future__ import annotations

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import named, pattern_of
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering
from entrypoints.http.times import moment_of
from entrypoints.http.views.signals import SignalView, signal_view
from trading_core.domain.ids import Symbol
from trading_core.errors import NotFound
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import Mark
from trading_core.ports.signals import SeenSignal, SignalFate, SignalFilter


class Signals(msgspec.Struct, frozen=True):
    """A page of signals."""

    count: int
    next: str | None
    previous: str | None
    results: list[SignalView]
    count_exact: bool = True


def find(call: Call) -> Reply:
    """Show the caller's signals, the newest first."""
    query, signals = call.query, call.services.signals
    wanted = SignalFilter(
        account=call.who.account,
        fate=SignalFate(query["status"]) if "status" in query else None,
        symbol=named("stock_id", Symbol, query["stock_id"]) if "stock_id" in query else None,
        since=moment_of(query["since"], "since") if "since" in query else None,
        until=moment_of(query["until"], "until") if "until" in query else None,
    )
    rows = Source(
        lambda page: signals.find(wanted, page),
        lambda up_to: signals.count(wanted, up_to),
        _mark,
        signal_view,
    )
    return listing(call, rows, newest_first=descending(call))


def get(call: Call) -> Reply:
    """Show a signal of the caller's; somebody else's is not there."""
    name = call.path["signal_id"]
    seen = call.services.signals.get(name) if name.isascii() and name.isprintable() else None
    if seen is None or seen.signal.account != call.who.account:
        raise NotFound("signal", name[:64])
    return reply(signal_view(seen))


def _mark(seen: SeenSignal) -> Mark:
    return Mark(seen.signal.received_at, seen.signal.id)


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/signals",),
        summary="List the signals",
        tag="Signals",
        description=(
            "What came in, with what became of each: an order and where it stands now, or a refusal with its code and "
            "the place in the text."
        ),
        handler=find,
        scope=Scope.READ,
        query=(
            Parameter(
                name="status",
                meaning="Signals of which this became.",
                choices=tuple(fate.value for fate in SignalFate),
            ),
            Parameter(name="stock_id", meaning="Signals of this product.", pattern=pattern_of(Symbol)),
            Parameter(name="since", meaning="From this moment on.", kind="date-time"),
            Parameter(name="until", meaning="Up to this moment.", kind="date-time"),
            ordering("received_at"),
            *PAGING,
        ),
        answers={200: Signals},
    ),
    Endpoint(
        method="GET",
        paths=("/api/signals/{signal_id:str}",),
        summary="Show a signal",
        tag="Signals",
        handler=get,
        scope=Scope.READ,
        in_path=(Parameter(name="signal_id", meaning="The signal's id."),),
        answers={200: SignalView},
    ),
)
