"""
What the exchanges' own page of the moment says: one snapshot of each security, five seconds old or less.

A snapshot in which nobody traded has a dash for its price. Then the middle of the best bid and ask stands for it, else the
close of the day before, and the quote says which.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from adapters.prices.exchange.answers import Answer
from adapters.prices.exchange.cells import Unreadable, is_nothing, number_in, object_of, show
from adapters.prices.exchange.reports import TAIPEI, THOUSAND
from adapters.prices.exchange.wrong import LATER, unusable
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import PriceBasis, Quote
from trading_core.errors import InvalidValue

PART: Final = "The exchanges' page of current prices"
GOOD: Final = "0000"
MILLISECOND: Final = timedelta(milliseconds=1)
LONGEST_STAMP: Final = 14
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TWO: Final = Decimal(2)


def quotes_in(answer: Answer, asked: Collection[Symbol], source: str) -> Mapping[Symbol, Quote]:
    """Read the snapshots of the securities that were asked for."""
    return quotes_of(object_of(PART, answer), asked, source)


def quotes_of(found: Mapping[str, Any], asked: Collection[Symbol], source: str) -> Mapping[Symbol, Quote]:
    """Read what the page has said; a security without a moment is known to nobody."""
    rows = found.get("msgArray")
    if found.get("rtcode") != GOOD:
        raise unusable(PART, f"it says {show(found.get('rtmessage'))}", LATER)
    if not isinstance(rows, list):
        raise unusable(PART, "its answer has no list of snapshots")
    quotes: dict[Symbol, Quote] = {}
    for row in rows:
        try:
            quote = quote_in(row, asked, source)
        except (Unreadable, InvalidValue) as wrong:
            raise unusable(PART, f"a snapshot is wrong ({str(wrong).rstrip('.')})") from None
        if quote is not None:
            quotes.setdefault(quote.symbol, quote)
    return quotes


def quote_in(row: object, asked: Collection[Symbol], source: str) -> Quote | None:
    """Read one snapshot, or nothing where the exchange knows nothing."""
    if not isinstance(row, dict):
        raise Unreadable(f"{show(row)} is no object")
    code = row.get("c")
    if not code or "tlong" not in row:
        return None
    if code not in asked:
        raise Unreadable(f"it is about {show(code)}, which nobody asked for")
    bid, ask = _first(row, "b"), _first(row, "a")
    if bid is not None and ask is not None and bid > ask:
        bid = ask = None  # offers overlap while a call auction gathers them: nobody can trade at them
    yesterday, last, basis = _price(row, "y"), _price(row, "z"), PriceBasis.TRADE
    if last is None and bid is not None and ask is not None:
        last, basis = (bid + ask) / TWO, PriceBasis.INDICATIVE
    if last is None:
        last, basis = yesterday, PriceBasis.PREVIOUS_CLOSE
    if last is None:
        return None
    return Quote(
        code,
        last,
        _moment(row),
        source,
        bid,
        ask,
        yesterday,
        _price(row, "o"),
        _price(row, "h"),
        _price(row, "l"),
        _volume(row),
        basis,
    )


def _moment(row: dict[str, Any]) -> datetime:
    stamp, day = row["tlong"], row.get("d")
    if (
        not isinstance(stamp, str)
        or not stamp.isascii()
        or not stamp.isdecimal()
        or len(stamp) > LONGEST_STAMP
    ):
        raise Unreadable(f"{show(stamp)} is no moment")
    moment = EPOCH + int(stamp) * MILLISECOND
    if isinstance(day, str) and day != f"{moment + TAIPEI:%Y%m%d}":
        raise Unreadable(f"it is of {show(day)} and of {moment + TAIPEI:%Y%m%d} at the same time")
    return moment


def _price(row: dict[str, Any], name: str) -> Decimal | None:
    return _number(row.get(name, "-"))


def _first(row: dict[str, Any], name: str) -> Decimal | None:
    """The best of the offers, which stand in one text; an offer at any price is written as zero."""
    cell = row.get(name, "-")
    if not isinstance(cell, str):
        raise Unreadable(f"{show(cell)} is no list of offers")
    return _number(cell.partition("_")[0])


def _number(cell: object) -> Decimal | None:
    if is_nothing(cell):
        return None
    return number_in(cell) or None


def _volume(row: dict[str, Any]) -> Decimal | None:
    """Shares of the day so far; the page counts lots of a thousand."""
    cell = row.get("v", "-")
    return None if is_nothing(cell) else number_in(cell) * THOUSAND
