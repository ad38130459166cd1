"""How prices look: what a product costs, how sure that is, and what it has cost."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from entrypoints.showing import price_text, shown
from trading_core.domain.exact import plain
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, PriceBasis, Quote

WORDS = {
    PriceBasis.TRADE: None,
    PriceBasis.INDICATIVE: "Nobody has traded at this moment: the price is the middle of the best bid and ask.",
    PriceBasis.PREVIOUS_CLOSE: "Nobody has traded today: the price is the close of the trading day before.",
}
NOT_TRADED = (
    "The source has no price of it at the moment: it is suspended or not traded. This is the last one known."
)
SILENT = "The source does not answer: this is the last price known."
NONE_YET = "It is listed, and no price of it is known: it is suspended, or nobody has told a price yet."


class PriceView(msgspec.Struct, frozen=True, kw_only=True):
    """A product's price; what is not known is null, and ``stale`` says that the source could not be asked."""

    stock_id: str
    name: str
    price: str | None
    open: str | None
    high: str | None
    low: str | None
    previous_close: str | None
    volume: str | None
    as_of: str | None
    age_seconds: int | None
    source: str | None
    stale: bool
    basis: PriceBasis | None
    note: str | None


class BarView(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    A bar, and whether it is kept in the house or told by the source of prices.

    ``day`` is the day of its market that a bar of a day stands for. ``reference_price`` is what the exchange measures the
    day's change from, where it was stated; ``ex_dividend`` is there on a day that the exchange compares with no day before.
    """

    timestamp: str
    open: str
    high: str
    low: str
    close: str
    volume: str
    source: str
    day: str | None = None
    reference_price: str | None = None
    ex_dividend: bool = False


def price_view(
    symbol: Symbol,
    name: str,
    quote: Quote | None,
    now: datetime,
    *,
    stale: bool = False,
    note: str | None = None,
    before: Bar | None = None,
) -> PriceView:
    """Show a quote, or that there is none."""
    if quote is None:
        return PriceView(
            stock_id=symbol, name=name, price=None, open=None, high=None, low=None, previous_close=None, volume=None,
            as_of=None, age_seconds=None, source=None, stale=stale, basis=None, note=note or NONE_YET,
        )  # fmt: skip
    close = quote.previous_close or (None if before is None else before.close)
    return PriceView(
        stock_id=symbol,
        name=name,
        price=str(quote.last),
        open=price_text(quote.open),
        high=price_text(quote.high),
        low=price_text(quote.low),
        previous_close=price_text(close),
        volume=None if quote.volume is None else plain(quote.volume),
        as_of=shown(quote.as_of),
        age_seconds=int(quote.age(now).total_seconds()),
        source=quote.source,
        stale=stale,
        basis=quote.basis,
        note=note or WORDS[quote.basis],
    )


def bar_view(bar: Bar, source: str, day: date | None = None) -> BarView:
    """Show a bar, and which day it stands for."""
    return BarView(
        shown(bar.start),
        str(bar.open),
        str(bar.high),
        str(bar.low),
        str(bar.close),
        plain(bar.volume),
        source,
        None if day is None else day.isoformat(),
        price_text(bar.reference),
        not bar.comparable,
    )
