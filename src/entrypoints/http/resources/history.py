"""Trades of the caller, page by page or all of them as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

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

CSV = "text/csv"
SAFE = "'"


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
    if CSV in call.headers.get("accept", ""):
        name = f"trades-{call.now:%Y%m%d}.csv"
        return Reply(
            stream=_csv(call, wanted, newest_first=newest_first),
            media=CSV,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
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


def _csv(call: Call, wanted: TradeFilter, *, newest_first: bool) -> Iterator[bytes]:
    """All trades as lines, so many of them in memory at a time."""
    yield _line(list(TradeView.__struct_fields__))
    after: Mark | None = None
    while found := call.services.trades.find(
        wanted, Page(limit=MOST_ROWS // 10, after=after, newest_first=newest_first)
    ):
        yield b"".join(
            _line([getattr(view, name) for name in view.__struct_fields__]) for view in map(trade_view, found)
        )
        after = _mark(found[-1])


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return text.getvalue().encode()


def _cell(text: str) -> str:
    """A table program would run a text that begins like a formula; a number stays a number."""
    return SAFE + text if text[:1] in "=+@\t\r" else text


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
