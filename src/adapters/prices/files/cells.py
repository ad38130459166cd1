"""Cells of files: moments and numbers, of text or of the types that Parquet has."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import isfinite

from adapters.prices.hours import hours_of
from trading_core.domain.exact import decimal_of
from trading_core.domain.ids import Symbol
from trading_core.errors import InvalidValue

EXPECTED = "a time with its offset, as 2026-01-31T09:00:00+08:00, or a day, as 2026-01-31"


def moment_in(cell: object, symbol: Symbol) -> datetime:
    """Read when a bar starts; a day alone is the opening of that day where the product is traded."""
    if isinstance(cell, str):
        text = cell.strip()
        try:
            cell = datetime.fromisoformat(text) if text.isascii() else None
        except ValueError:
            cell = None
        if cell is None:
            raise _wrong(text)
    if isinstance(cell, datetime):
        if cell.tzinfo is not None:
            return cell.astimezone(UTC)
        # a column of moments is how many tools write days
        if cell.time() != time.min:
            raise _wrong(cell.isoformat())
        cell = cell.date()
    if not isinstance(cell, date):
        raise _wrong(cell)
    try:
        return hours_of(symbol).opening(cell)
    except OverflowError:
        raise _wrong(cell) from None


def number_in(cell: object, name: str) -> Decimal:
    """Read a number exactly; a binary fraction stands for the shortest decimal that it can be written as."""
    if isinstance(cell, float):
        cell = Decimal(repr(cell)) if isfinite(cell) else repr(cell)
    return decimal_of(cell.strip() if isinstance(cell, str) else cell, name)


def _wrong(found: object) -> InvalidValue:
    return InvalidValue("timestamp", repr(found)[:40], EXPECTED)
