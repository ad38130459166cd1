"""What is held: read from the cache or the database, and recomputed from the journal on request."""

from __future__ import annotations

import msgspec
from attrs import evolve

from entrypoints.http.endpoint import Call, Endpoint, Reply, Where, reply
from entrypoints.http.resources.account import quotes_for
from entrypoints.http.times import shown
from entrypoints.http.views.holdings import HoldingView, holding_views
from entrypoints.http.writing import once
from trading_core.ports.api_keys import Scope
from trading_core.use_cases.read_holdings import ReadFrom


class Holdings(msgspec.Struct, frozen=True):
    """Everything that is held, and where the answer comes from."""

    holdings: list[HoldingView]
    as_of: str
    source: str


class Drift(msgspec.Struct, frozen=True):
    """Something that was not as the journal has it."""

    law: str
    subject: str
    expected: str
    found: str


class Synced(msgspec.Struct, frozen=True):
    """Whether everything agreed with the journal, and what did not."""

    synced: bool
    drift: list[Drift]


def holdings(call: Call) -> Reply:
    """Show what is held at the last known prices."""
    found = call.services.read_holdings(call.who.account, call.revision)
    quotes = quotes_for(call, {one.symbol for one in found.positions})
    views, as_of = holding_views(found.at(quotes)), shown(call.now)
    again = reply(Holdings(views, as_of, ReadFrom.CACHE.value)).content
    return evolve(reply(Holdings(views, as_of, found.source.value)), kept=again)


def recompute(call: Call) -> Reply:
    """Fold the journal again, and mend the cache and the tables so that all three agree."""

    def repair() -> Reply:
        account = call.who.account
        found = call.services.repair_account(account)
        call.services.read_holdings.forget(account)
        call.services.read_holdings(account)
        drift = [Drift(one.law, one.subject, one.expected, one.found) for one in found]
        return reply(Synced(True, drift))

    return once(call, repair)


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/holdings",),
        summary="List the holdings",
        tag="Trading",
        handler=holdings,
        where=Where.ASKING,
        scope=Scope.READ,
        # prices move on while the account stands still
        remembered=1,
        answers={200: Holdings},
    ),
    Endpoint(
        method="POST",
        paths=("/api/holdings",),
        summary="Recompute the holdings from the journal",
        tag="Trading",
        handler=recompute,
        scope=Scope.TRADE,
        answers={200: Synced},
        keyed=True,
    ),
)
