"""What products cost now, and what they have cost."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

import msgspec

from adapters.prices.listed import find_listing
from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import Naming, pattern_of
from entrypoints.http.history import day_of, history_of, quiet_days, stretch_of
from entrypoints.http.lists import PAGING, descending, listing, ordering, remembered, wrong
from entrypoints.http.times import shown
from entrypoints.http.views.prices import NOT_TRADED, SILENT, BarView, PriceView, bar_view, price_view
from trading_core.domain.ids import Symbol
from trading_core.domain.product import Product
from trading_core.domain.quotes import Quote
from trading_core.errors import NotFound, Unavailable
from trading_core.ports.api_keys import Scope
from trading_core.ports.bar_source import Interval
from trading_core.ports.paging import Mark

# Whoever waits for a price rather has an old one than waits any longer.
PATIENCE: Final = 5.0
PART: Final = "The source of prices"
RETRY: Final = 5
BACKFILL: Final = (
    "Nothing is kept of this stretch: `trading prices backfill {}` brings it where the source has it."
)


class Prices(msgspec.Struct, frozen=True):
    """A page of a product's history; on ``days_without_trade`` the exchange was open and nobody traded it."""

    count: int
    next: str | None
    previous: str | None
    results: list[BarView]
    stock_id: str
    name: str
    interval: str
    since: str
    until: str
    days_without_trade: list[str]
    note: str | None = None
    count_exact: bool = True


async def price(call: Call) -> Reply:
    """Ask for a price, and tell the last one known when nobody answers in time."""
    symbol, services = _symbol(call), call.services
    quote: Quote | None = None
    failure: Unavailable | None = None
    try:
        asked = services.in_thread(services.askers, partial(services.sources.shown.quotes, {symbol}))
        quote = (await asyncio.wait_for(asked, PATIENCE)).get(symbol)
    except Unavailable as silence:
        failure = silence
    except TimeoutError:
        failure = Unavailable(PART, RETRY)
    return await services.in_thread(services.readers, partial(_told, call, symbol, quote, failure))


def _told(call: Call, symbol: Symbol, quote: Quote | None, failure: Unavailable | None) -> Reply:
    services, product = call.services, call.services.products.get(symbol)
    note = None
    if quote is None:
        quote = services.sources.last.quotes([symbol]).get(symbol)
        note = None if quote is None else NOT_TRADED if failure is None else SILENT
        if quote is None and failure is not None:
            raise failure
        if quote is None and not _exists(symbol, product):
            raise NotFound("product", symbol)
    earlier = () if quote is None or quote.previous_close else services.bars.before(symbol, quote.as_of, 1)
    view = price_view(
        symbol,
        _name(symbol, product),
        quote,
        call.now,
        stale=failure is not None,
        note=note,
        before=next(iter(earlier), None),
    )
    return reply(view)


def history(call: Call) -> Reply:
    """Show what a product has cost."""
    symbol = _symbol(call)
    product, stretch = call.services.products.get(symbol), stretch_of(call, symbol)
    found = history_of(call, stretch)
    if not found and not _exists(symbol, product) and call.services.bars.latest(symbol) is None:
        raise NotFound("product", symbol)
    rows = remembered(
        found.values(),
        lambda row: Mark(row[0].start, symbol),
        lambda row: bar_view(row[0], row[1], day_of(row[0], stretch)),
    )
    more = {
        "stock_id": symbol,
        "name": _name(symbol, product),
        "interval": stretch.interval,
        "since": shown(stretch.since),
        "until": shown(stretch.until),
        "days_without_trade": quiet_days(call, stretch),
        "note": None if found else BACKFILL.format(symbol),
    }
    return listing(call, rows, newest_first=descending(call, usual=False), more=more)


def _symbol(call: Call) -> Symbol:
    text = call.query.get("stock_id")
    if text is None:
        raise wrong("stock_id", "is missing: name a product, as ?stock_id=2330")
    with Naming("stock_id"):
        return Symbol(text)


def _name(symbol: Symbol, product: Product | None) -> str:
    """What an operator has called it, else what its exchange calls it."""
    listed = find_listing(symbol)
    if product is not None and (product.name != symbol or listed is None):
        return product.name
    return str(symbol) if listed is None else listed.name


def _exists(symbol: Symbol, product: Product | None) -> bool:
    return product is not None or find_listing(symbol) is not None


STOCK_ID: Final = Parameter(
    name="stock_id",
    meaning="The code of a product.",
    pattern=pattern_of(Symbol),
    example="2330",
    required=True,
)
EXAMPLE: Final = {
    "stock_id": "2330",
    "name": "台積電",
    "price": "1870",
    "open": "1875",
    "high": "1880",
    "low": "1860",
    "previous_close": "1845",
    "volume": "26754183",
    "as_of": "2026-03-17T05:30:00Z",
    "age_seconds": 4,
    "source": "twse",
    "stale": False,
    "basis": "trade",
    "note": None,
}
HISTORY: Final = {
    "count": 1,
    "next": None,
    "previous": None,
    "results": [
        {
            "timestamp": "2018-04-23T01:00:00Z",
            "open": "12",
            "high": "12.05",
            "low": "11.95",
            "close": "12",
            "volume": "1000",
            "source": "kept",
            "day": "2018-04-23",
        }
    ],
    "stock_id": "2888",
    "name": "2888",
    "interval": "1d",
    "since": "2018-04-22T16:00:00Z",
    "until": "2018-04-24T15:59:59.999999Z",
    "days_without_trade": ["2018-04-24"],
    "note": None,
}

ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/price",),
        summary="Show a price",
        tag="Prices",
        description="When the source of prices does not answer, the last price known is told with its age and `stale`.",
        handler=price,
        scope=Scope.READ,
        query=(STOCK_ID,),
        answers={200: PriceView},
        examples={200: EXAMPLE},
    ),
    Endpoint(
        method="GET",
        paths=("/api/price/history",),
        summary="Show what a product has cost",
        tag="Prices",
        description="Bars that the house keeps, and where it keeps none, those that the source of prices tells.",
        handler=history,
        scope=Scope.READ,
        query=(
            STOCK_ID,
            Parameter(
                name="from",
                meaning="From this moment or day on.",
                example="2026-01-31",
                kind="date or date-time",
            ),
            Parameter(
                name="to",
                meaning="Up to this moment, or the end of this day; now unless said.",
                kind="date or date-time",
            ),
            Parameter(
                name="interval", meaning="The length of a bar; a day unless said.", choices=tuple(Interval)
            ),
            ordering("timestamp"),
            *PAGING,
        ),
        answers={200: Prices},
        examples={200: HISTORY},
    ),
)
