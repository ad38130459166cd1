"""Bars of products, posted by operators and read by everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import (
    MaybeAmount,
    MaybeNumber,
    Moment,
    Naming,
    Number,
    Ticker,
    amount_or_none,
    price_of,
    price_or_none,
)
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

MOST_BARS: Final = 1_000
BYTES_OF_A_BAR: Final = 512


class BarBody(msgspec.Struct, forbid_unknown_fields=True):
    """
    Open, high, low, close and volume of a product; of now, unless a time is stated.

    ``reference_price`` is what the exchange measures the day's change from, where that is not the last close, as on an
    ex-dividend day. ``ex_dividend`` says that it is not and nobody knows it: then the day is compared with no other.
    """

    ticker: Ticker
    open_price: Number
    close_price: Number
    high: Number
    low: Number
    volume: MaybeAmount = msgspec.field(default_factory=absent)
    timestamp: Moment | None = None
    reference_price: MaybeNumber = msgspec.field(default_factory=absent)
    ex_dividend: bool = False


ManyBars = Annotated[
    list[BarBody],
    msgspec.Meta(
        min_length=1,
        max_length=MOST_BARS,
        description=f"Up to {MOST_BARS:,} bars, all of which are kept, or none if one of them cannot be.",
    ),
]


class BarView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A bar; the last two are there where they were stated."""

    ticker: str
    open_price: str
    close_price: str
    high: str
    low: str
    volume: str
    timestamp: str
    reference_price: str | None = None
    ex_dividend: bool = False


class BarFate(msgspec.Struct, frozen=True):
    """What became of one bar: it was added, or known as it is, or another one stands at its time."""

    ticker: str
    timestamp: str
    result: Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["added", "known", "different"]})]


class BarFates(msgspec.Struct, frozen=True):
    """What became of many bars, in the order in which they came."""

    added: int
    known: int
    different: int
    results: list[BarFate]


class Bars(msgspec.Struct, frozen=True):
    """A page of the latest bars, one of each product."""

    count: int
    next: str | None
    previous: str | None
    results: list[BarView]
    count_exact: bool = True


def append(call: Call) -> Reply:
    """Append a bar, or many, and look for significant moves in them."""
    if isinstance(call.body, list):
        bars = [_bar(call, body, f"[{place}].") for place, body in enumerate(call.body)]
        return once(call, lambda: _many(call, bars))
    bar = _bar(call, call.body)

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


def _many(call: Call, bars: Sequence[Bar]) -> Reply:
    """Record many bars; whoever sends them again learns that they are there."""
    outcomes = call.services.record_bars(bars)
    standing = set(call.services.bars.standing([one.bar for one in outcomes if not one.new]))
    results = ["added" if one.new else "known" if one.bar in standing else "different" for one in outcomes]
    body = BarFates(
        results.count("added"),
        results.count("known"),
        results.count("different"),
        [
            BarFate(one.bar.symbol, shown(one.bar.start), result)
            for one, result in zip(outcomes, results, strict=True)
        ],
    )
    return reply(body, 201 if body.added else 200)


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


def _bar(call: Call, body: BarBody, where: str = "") -> Bar:
    """Read a bar; ``where`` is its place among many, which a refusal names."""
    with Naming(f"{where}ticker"):
        symbol = Symbol(body.ticker)
    at = f"{where}timestamp"
    start = call.now if body.timestamp is None else moment_of(body.timestamp, at)
    opened, high, low, close = (
        price_of(raw, f"{where}{name}")
        for raw, name in (
            (body.open_price, "open_price"),
            (body.high, "high"),
            (body.low, "low"),
            (body.close_price, "close_price"),
        )
    )
    volume = amount_or_none(body.volume, f"{where}volume") or ZERO
    reference = price_or_none(body.reference_price, f"{where}reference_price")
    try:
        return Bar(
            symbol,
            start,
            opened,
            high,
            low,
            close,
            volume,
            reference,
            comparable=reference is not None or not body.ex_dividend,
        )
    except InvalidValue as wrong:
        raise InvalidValue(f"{where}{wrong.field}", wrong.found, wrong.expected) from None


def _view(bar: Bar) -> BarView:
    return BarView(
        bar.symbol,
        str(bar.open),
        str(bar.close),
        str(bar.high),
        str(bar.low),
        plain(bar.volume),
        shown(bar.start),
        None if bar.reference is None else str(bar.reference),
        not bar.comparable,
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
        summary="Append a bar, or many",
        tag="Prices",
        description=(
            f"A list of up to {MOST_BARS:,} bars is kept whole or not at all: one that cannot be a bar is refused with its "
            "place, as `[3].high`. What is there already is no fault: the answer tells of each bar whether it was `added`, "
            "was `known` as it is, or whether a `different` one stands at its time, which then stays. 201 if any was added, "
            "else 200. Significant moves are looked for in each new bar, in the order of their times."
        ),
        handler=append,
        scope=Scope.OPERATE,
        body=BarBody | ManyBars,
        example=EXAMPLE,
        answers={200: BarFates, 201: (BarView, BarFates)},
        most_bytes=MOST_BARS * BYTES_OF_A_BAR,
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
