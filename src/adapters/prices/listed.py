"""
What is listed in Taiwan, by the table that comes with the library twstock.

The library itself is not imported for it: that would read 46,000 rows, nearly all of them warrants that live for months,
into every process. The rows of shares, funds and receipts are read once, when the first name is asked for.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.words import Word
from trading_core.errors import InvalidInput

WARRANT: Final = "權證"


class Exchange(Word):
    """Where a security is listed."""

    TWSE = "twse"
    TPEX = "tpex"


@frozen
class Listing:
    """A security that is listed, and since when."""

    symbol: Symbol
    name: str
    exchange: Exchange
    since: date | None


def find_listing(symbol: Symbol) -> Listing | None:
    """What the table says of a code."""
    return _listings().get(symbol)


def is_listed(symbol: Symbol) -> bool:
    """Whether the table has a code."""
    return symbol in _listings()


@cache
def _listings() -> Mapping[Symbol, Listing]:
    folder = _folder()
    if folder is None:
        return {}
    return {
        one.symbol: one
        for exchange in Exchange
        for one in _rows(folder / f"{exchange.value}_equities.csv", exchange)
    }


def _folder() -> Path | None:
    found = find_spec("twstock")
    places = [] if found is None else found.submodule_search_locations or []
    return next((Path(place) / "codes" for place in places), None)


def _rows(file: Path, exchange: Exchange) -> Iterator[Listing]:
    with file.open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if WARRANT not in line.partition(",")[0])
        for row in csv.DictReader(kept):
            try:
                yield Listing(Symbol(row["code"].strip()), row["name"].strip(), exchange, _day(row["start"]))
            except InvalidInput:
                continue


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
