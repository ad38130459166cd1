"""The equity of the caller's account over time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, Where, reply
from entrypoints.http.history import Stretch, history_of
from entrypoints.http.resources.account import account_of, quotes_for
from entrypoints.showing import shown
from trading_core.domain.account import Account
from trading_core.domain.curve import balances_at, curve, held_in
from trading_core.domain.exact import plain
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import Entry
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.api_keys import Scope
from trading_core.ports.bar_source import Interval
from trading_core.use_cases.explain_balance import MOST_READ, backwards

# From the length of a step to how many of them are shown.
STEPS: Final = {
    Interval.MINUTE: (timedelta(minutes=1), 120),
    Interval.HOUR: (timedelta(hours=1), 168),
    Interval.DAY: (timedelta(days=1), 365),
}


class Point(msgspec.Struct, frozen=True):
    """What the account came to at a moment, and what had been put in until then."""

    at: str
    equity: str
    paid_in: str


class EquityView(msgspec.Struct, frozen=True):
    """The points from the opening of the account on, the oldest first; the last one is now."""

    interval: str
    currency: str
    points: list[Point]


def show(call: Call) -> Reply:
    """Unfold the journal and value it at the prices of each moment."""
    account = account_of(call, call.who.account)
    interval = Interval(call.query.get("interval", Interval.DAY))
    length, most = STEPS[interval]
    since = call.now - length * most
    entries = _entries_since(call, account, since)
    # an account that was opened with nothing has no entry yet
    booked = [entry.at for entry in entries] or [call.now]
    begin = max(booked[-1], since)
    moments = [call.now - length * back for back in range(most, 0, -1)]
    moments = [begin, *(at for at in moments if begin < at), max(call.now, booked[0], begin)]
    past = list(balances_at(account, entries, moments))[::-1]
    symbols = frozenset[Symbol]().union(*(held_in(balances) for _, balances in past))
    known = {symbol: _Closes(call, symbol, begin, interval) for symbol in symbols}
    last = quotes_for(call, set(held_in(past[-1][1])))

    def prices(at: datetime, held: frozenset[Symbol]) -> Mapping[Symbol, Quote]:
        found = {symbol: quote for symbol in held if (quote := known[symbol].at(at)) is not None}
        return found | last if at == moments[-1] else found

    points = [Point(shown(one.at), plain(one.equity), plain(one.paid_in)) for one in curve(past, prices)]
    return reply(EquityView(interval, account.currency, _turning(points)))


def _entries_since(call: Call, account: Account, since: datetime) -> list[Entry]:
    """The newest entries, to the one that has made the account what it was at that moment, or as far as is read at once."""
    found: list[Entry] = []
    for entry in islice(backwards(call.services.journal, account.id, account.sequence + 1), MOST_READ):
        found.append(entry)
        if entry.at <= since:
            break
    return found


def _turning(points: list[Point]) -> list[Point]:
    """Where nothing moves, two points say as much as all between them."""
    still = [
        before.equity == one.equity == behind.equity and before.paid_in == one.paid_in == behind.paid_in
        for (before, one), (_, behind) in pairwise(pairwise(points))
    ]
    return [points[0], *(one for one, same in zip(points[1:-1], still, strict=True) if not same), points[-1]]


class _Closes:
    """What a product had last cost at any moment of a stretch."""

    def __init__(self, call: Call, symbol: Symbol, since: datetime, interval: Interval) -> None:
        length, _ = STEPS[interval]
        found = history_of(call, Stretch(symbol, since - length, call.now, interval))
        self._bars: list[Bar] = [bar for _, (bar, _) in sorted(found.items())]
        self._ends = [bar.start + length for bar in self._bars]

    def at(self, moment: datetime) -> Quote | None:
        """The close of the last bar that was over."""
        place = bisect_right(self._ends, moment)
        if not place:
            return None
        bar = self._bars[place - 1]
        return Quote(bar.symbol, bar.close, bar.start, "history")


EXAMPLE: Final = {
    "interval": "1d",
    "currency": "TWD",
    "points": [
        {"at": "2026-03-16T05:30:00Z", "equity": "1000000", "paid_in": "1000000"},
        {"at": "2026-03-17T05:30:00Z", "equity": "1000250", "paid_in": "1000000"},
    ],
}

ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/account/equity",),
        summary="Show the equity of the account over time",
        tag="Accounts and tokens",
        description=(
            "The journal, folded to each moment and valued at the closes of that moment: 120 minutes, 168 hours or 365 days "
            "back, and no further than the account or its last 10000 entries. Points between which nothing moves are left out."
        ),
        handler=show,
        where=Where.ASKING,
        scope=Scope.READ,
        remembered=2,
        query=(
            Parameter(
                name="interval", meaning="From point to point; a day unless said.", choices=tuple(Interval)
            ),
        ),
        answers={200: EquityView},
        examples={200: EXAMPLE},
    ),
)
