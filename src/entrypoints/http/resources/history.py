"""Trades of the caller, page by page or all of them as CSV."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from entrypoints.http.downloads import CSV, download, values_of, wants_csv
from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply
from entrypoints.http.fields import named, pattern_of
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering
from entrypoints.http.times import moment_of
from entrypoints.http.views.holdings import TradeView, trade_view
from trading_core.domain.ids import Symbol
from trading_core.domain.trades import Trade
from trading_core.domain.words import Side
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import MOST_ROWS, Mark, Page
from trading_core.ports.trades import TradeFilter


class History(msgspec.Struct, frozen=True):
    """A page of trades."""

    count: int
    next: str | None
    previous: str | None
    results: list[TradeView]
    count_exact: bool = True


def history(call: Call) -> Reply:
    """Show trades, the newest first."""
    wanted, newest_first = _filter(call), descending(call)
    trades = call.services.trades
    if wants_csv(call):

        def read(last: Trade | None) -> Sequence[Trade]:
            after = None if last is None else _mark(last)
            return trades.find(wanted, Page(limit=MOST_ROWS // 10, after=after, newest_first=newest_first))

        return download(
            call,
            "trades",
            TradeView.__struct_fields__,
            read,
            lambda rows: (values_of(trade_view(trade)) for trade in rows),
        )
    source = Source(
        lambda page: trades.find(wanted, page), lambda up_to: trades.count(wanted, up_to), _mark, trade_view
    )
    return listing(call, source, newest_first=newest_first)


def _filter(call: Call) -> TradeFilter:
    query = call.query
    return TradeFilter(
        account=call.who.account,
        symbol=named("stock_id", Symbol, query["stock_id"]) if "stock_id" in query else None,
        side=Side(query["side"]) if "side" in query else None,
        since=moment_of(query["executed_at__gte"], "executed_at__gte")
        if "executed_at__gte" in query
        else None,
        until=moment_of(query["executed_at__lte"], "executed_at__lte")
        if "executed_at__lte" in query
        else None,
    )


def _mark(trade: Trade) -> Mark:
    return Mark(trade.executed_at, trade.id)


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/history",),
        summary="List the trades",
        tag="Trading",
        description="With `Accept: text/csv` all trades that fit are downloaded.",
        handler=history,
        scope=Scope.READ,
        remembered=600,
        query=(
            Parameter(name="stock_id", meaning="Trades of this product.", pattern=pattern_of(Symbol)),
            Parameter(name="side", meaning="Purchases or sales.", choices=("buy", "sell")),
            Parameter(name="executed_at__gte", meaning="From this moment on.", kind="date-time"),
            Parameter(name="executed_at__lte", meaning="Up to this moment.", kind="date-time"),
            ordering("executed_at"),
            *PAGING,
        ),
        answers={200: History},
        media=("application/json", CSV),
    ),
)
