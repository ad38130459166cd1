"""Bars of products, posted by operators and read by everybody."""

from __future__ import annotations

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import MaybeAmount, Moment, Number, Ticker, amount_or_none, naming, price_of
from entrypoints.http.idempotency import key_of
from entrypoints.http.lists import ALWAYS, PAGING, descending, listing, ordering, remembered
from entrypoints.http.reading import absent
from entrypoints.http.times import moment_of, shown
from entrypoints.http.writing import once
from trading_core.domain.exact import ZERO, plain
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.errors import AlreadyExists, InvalidInput, InvalidValue, NotFound
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import Mark


class BarBody(msgspec.Struct, forbid_unknown_fields=True):
    """Open, high, low, close and volume of a product; of now, unless a time is stated."""

    ticker: Ticker
    open_price: Number
    close_price: Number
    high: Number
    low: Number
    volume: MaybeAmount = msgspec.field(default_factory=absent)
    timestamp: Moment | None = None


class BarView(msgspec.Struct, frozen=True):
    """A bar."""

    ticker: str
    open_price: str
    close_price: str
    high: str
    low: str
    volume: str
    timestamp: str


class Bars(msgspec.Struct, frozen=True):
    """A page of the latest bars, one of each product."""

    count: int
    next: str | None
    previous: str | None
    results: list[BarView]
    count_exact: bool = True


RESERVED = frozenset({"USERS", "STOCKS", "TRANSACTIONS"})


def append(call: Call) -> Reply:
    """Append a bar, and look for significant moves in it."""
    bar = _bar(call)

    def record() -> Reply:
        (recorded,) = call.services.record_bars([bar])
        # after a crash between the bar and its answer, the same bar under the same key is that bar
        repeated = key_of(call) is not None and bar in call.services.bars.between(
            bar.symbol, bar.start, bar.start, 1
        )
        if not recorded.new and not repeated:
            raise AlreadyExists("bar", f"{bar.symbol} {shown(bar.start)}")
        return reply(_view(bar), 201)

    return once(call, record)


def latest(call: Call) -> Reply:
    """Show the latest bar of each product."""
    rows = remembered(call.services.bars.latest_of_all(), lambda bar: Mark(ALWAYS, bar.symbol), _view)
    return listing(call, rows, newest_first=descending(call, usual=False))


def get(call: Call) -> Reply:
    """Show the latest bar of one product."""
    text = call.path["ticker"]
    try:
        bar = call.services.bars.latest(Symbol(text))
    except InvalidInput:
        bar = None
    if bar is None:
        raise NotFound("stock", text[:32])
    return reply(_view(bar))


def _bar(call: Call) -> Bar:
    body: BarBody = call.body
    with naming("ticker"):
        symbol = Symbol(body.ticker)
        if symbol in RESERVED:
            raise InvalidValue("ticker", symbol, "a ticker, and this word names a list")
    start = call.now if body.timestamp is None else moment_of(body.timestamp, "timestamp")
    return Bar(
        symbol,
        start,
        price_of(body.open_price, "open_price"),
        price_of(body.high, "high"),
        price_of(body.low, "low"),
        price_of(body.close_price, "close_price"),
        amount_or_none(body.volume, "volume") or ZERO,
    )


def _view(bar: Bar) -> BarView:
    return BarView(
        bar.symbol,
        str(bar.open),
        str(bar.close),
        str(bar.high),
        str(bar.low),
        plain(bar.volume),
        shown(bar.start),
    )


EXAMPLE = {
    "ticker": "2330",
    "open_price": 850,
    "close_price": 860.5,
    "high": 862,
    "low": 849.5,
    "volume": 31000000,
}

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/stocks", "/stocks/stocks"),
        summary="Append a bar",
        tag="Prices",
        handler=append,
        scope=Scope.OPERATE,
        body=BarBody,
        example=EXAMPLE,
        answers={201: BarView},
        refusals=(409,),
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=("/stocks", "/stocks/stocks"),
        summary="List the latest bars",
        tag="Prices",
        handler=latest,
        scope=Scope.READ,
        query=(ordering("ticker"), *PAGING),
        answers={200: Bars},
    ),
    Endpoint(
        method="GET",
        paths=("/stocks/{ticker:str}", "/stocks/stocks/{ticker:str}"),
        summary="Show the latest bar of a product",
        tag="Prices",
        handler=get,
        scope=Scope.READ,
        in_path=(Parameter(name="ticker", meaning="The code of a product."),),
        answers={200: BarView},
    ),
)
