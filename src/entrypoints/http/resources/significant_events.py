"""Significant events: what prices did that is worth telling, for everybody who is logged in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

import msgspec
from attrs import field, frozen

from entrypoints.http.downloads import CSV, download, wants_csv
from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import named, pattern_of
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering, wrong
from entrypoints.http.times import date_of, moment_of
from entrypoints.http.views.events import EventKey, EventView, event_view, key_in
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MoveType, PriceMove
from trading_core.errors import NotFound
from trading_core.ports.api_keys import Scope
from trading_core.ports.moves import MoveFilter, MoveOrder, MovePage, MovePlace
from trading_core.ports.paging import MOST_ROWS, Mark, Page

ORDERS: Final = {
    "timestamp": MoveOrder.TIME,
    "symbol__ticker": MoveOrder.SYMBOL,
    "event_type": MoveOrder.TYPE,
}
COLUMNS: Final = "id ticker name event_type timestamp previous_price price change_percent".split()
INSTANT: Final = timedelta(microseconds=1)


class Events(msgspec.Struct, frozen=True):
    """A page of events."""

    count: int
    next: str | None
    previous: str | None
    results: list[EventView]
    count_exact: bool = True


@frozen
class Shown:
    """The events of one request, with the names of their products."""

    call: Call
    wanted: MoveFilter
    order: MoveOrder = MoveOrder.TIME
    names: dict[Symbol, str] = field(factory=dict)

    def page(self, page: Page) -> Sequence[PriceMove]:
        """Read a page behind a mark."""
        after = None if page.after is None else _place(page.after)
        return self.read(
            MovePage(limit=page.limit, after=after, order=self.order, descending=page.newest_first)
        )

    def read(self, page: MovePage) -> Sequence[PriceMove]:
        """Read a page, and the names on it by one more question."""
        return self.named(self.call.services.moves.find(self.wanted, page))

    def named(self, moves: Sequence[PriceMove]) -> Sequence[PriceMove]:
        """Learn the names of these moves' products."""
        unknown = {move.symbol for move in moves} - self.names.keys()
        known = self.call.services.products.find(unknown) if unknown else {}
        self.names.update({symbol: known[symbol].name if symbol in known else symbol for symbol in unknown})
        return moves

    def view(self, move: PriceMove) -> EventView:
        """Show a move that was read."""
        return event_view(move, self.names)


def find(call: Call) -> Reply:
    """Show events, the newest first."""
    order = ORDERS[call.query.get("ordering", "timestamp").removeprefix("-")]
    shown, falling = Shown(call, _filter(call), order), descending(call)
    if wants_csv(call):

        def read(last: PriceMove | None) -> Sequence[PriceMove]:
            after = None if last is None else MovePlace.of(last)
            return shown.read(MovePage(limit=MOST_ROWS // 10, after=after, order=order, descending=falling))

        return download(
            call,
            "significant-events",
            COLUMNS,
            read,
            lambda rows: (_cells(shown.view(move)) for move in rows),
        )
    source = Source(
        shown.page, lambda up_to: call.services.moves.count(shown.wanted, up_to), _mark, shown.view
    )
    return listing(call, source, newest_first=falling)


def get(call: Call) -> Reply:
    """Show one event."""
    text = call.path["event_id"]
    key = key_in(text)
    moves = call.services.moves
    move = None if key is None else moves.get(key.symbol, key.type, key.trading_day, key.level)
    if move is None:
        raise NotFound("event", text[:64])
    shown = Shown(call, MoveFilter())
    shown.named([move])
    return reply(shown.view(move))


def _filter(call: Call) -> MoveFilter:
    query = call.query
    since = [moment_of(query[name], name) for name in ("timestamp__gte",) if name in query]
    until = [moment_of(query[name], name) for name in ("timestamp__lte",) if name in query]
    if "timestamp__date__gte" in query:
        first = date_of(query["timestamp__date__gte"], "timestamp__date__gte")
        since.append(datetime.combine(first, time(), UTC))
    if "timestamp__date__lte" in query:
        last = date_of(query["timestamp__date__lte"], "timestamp__date__lte")
        until.append(datetime.combine(last, time(), UTC) + timedelta(days=1) - INSTANT)
    return MoveFilter(
        symbol=named("symbol__ticker", Symbol, query["symbol__ticker"])
        if "symbol__ticker" in query
        else None,
        type=MoveType(query["event_type"]) if "event_type" in query else None,
        since=max(since, default=None),
        until=min(until, default=None),
    )


def _mark(move: PriceMove) -> Mark:
    return Mark(move.at, EventKey.of(move).id)


def _place(mark: Mark) -> MovePlace:
    key = key_in(mark.name)
    if key is None:
        raise wrong("cursor", "is none of ours: take it from `next` or `previous`")
    return MovePlace(mark.at, key.symbol, key.type, key.trading_day, key.level)


def _cells(view: EventView) -> list[str]:
    return [
        view.id,
        view.symbol.ticker,
        view.symbol.name,
        view.event_type,
        view.timestamp,
        view.previous_price,
        view.price,
        view.change_percent,
    ]


_DAYS: Final = "Days are those of UTC, as every timestamp here is shown in UTC."

ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/stocks/significant-events",),
        summary="List the significant events",
        tag="Prices",
        description=(
            "What prices did that is worth telling: moves of some percent from the reference of the day, gaps at the open, "
            "the limits of the day, and heavy trading. `previous_price` is the reference that `price` is measured from, and "
            "`change_percent` is rounded towards zero. An event is told once for each product, type, trading day and level, "
            "and never changes. With `Accept: text/csv` all events that fit are downloaded. " + _DAYS
        ),
        handler=find,
        scope=Scope.READ,
        query=(
            Parameter(
                name="symbol__ticker",
                meaning="Events of this product.",
                pattern=pattern_of(Symbol),
                example="2330",
            ),
            Parameter(
                name="event_type",
                meaning="Events of this kind.",
                choices=tuple(kind.value for kind in MoveType),
            ),
            Parameter(name="timestamp__gte", meaning="From this moment on.", kind="date-time"),
            Parameter(name="timestamp__lte", meaning="Up to this moment.", kind="date-time"),
            Parameter(
                name="timestamp__date__gte",
                meaning=f"From the beginning of this day on. {_DAYS}",
                kind="date",
            ),
            Parameter(
                name="timestamp__date__lte", meaning=f"Up to the end of this day. {_DAYS}", kind="date"
            ),
            ordering(*ORDERS),
            *PAGING,
        ),
        answers={200: Events},
        media=("application/json", CSV),
    ),
    Endpoint(
        method="GET",
        paths=("/api/stocks/significant-events/{event_id:str}",),
        summary="Show a significant event",
        tag="Prices",
        handler=get,
        scope=Scope.READ,
        in_path=(Parameter(name="event_id", meaning="The event's id."),),
        answers={200: EventView},
    ),
)
