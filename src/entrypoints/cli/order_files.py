"""Files of orders: what each row says, or what is wrong with it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path
from typing import Any

from trading_core.domain.commands import ImportOrder
from trading_core.domain.exact import decimal_of
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import InvalidInput, InvalidValue

Row = tuple[int, str, ImportOrder | str]
Tell = Callable[[int], None]

FIELDS = frozenset({"order_number", "total_price", "created_time", "products", "access_token", "token"})
LINE = frozenset({"sku", "stock_id", "name", "quantity", "unit_price"})


def rows_of(file: Path, tell: Tell) -> Iterator[Row]:
    """Read a file row by row; ``tell`` hears how many bytes of it have been read."""
    return _csv_rows(file, tell) if file.suffix.lower() == ".csv" else _json_rows(file, tell)


def _json_rows(file: Path, tell: Tell) -> Iterator[Row]:
    read = 0
    with file.open("rb") as lines:
        for place, line in enumerate(lines, 1):
            read += len(line)
            tell(read)
            if line.strip():
                yield _json_row(place, line)


def _json_row(place: int, line: bytes) -> Row:
    try:
        found = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return place, "", "the line is no JSON: write one JSON object a line"
    if not isinstance(found, dict):
        return place, "", "the line is no JSON object: write one JSON object a line"
    return _row(place, found)


def _csv_rows(file: Path, tell: Tell) -> Iterator[Row]:
    with file.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        numbered = enumerate(reader, 2)
        for number, group in groupby(numbered, key=lambda pair: pair[1].get("order_number") or ""):
            rows = list(group)
            place, first = rows[0]
            tell(raw.tell())
            lines = [
                {name: value for name, value in row.items() if name in LINE and value}
                for _, row in rows
                if row.get("quantity")
            ]
            order = {name: value for name, value in first.items() if name in FIELDS and value}
            yield _row(place, {**order, "order_number": number, "products": lines})


def _row(place: int, found: dict[str, Any]) -> Row:
    number = str(found.get("order_number", ""))[:64]
    try:
        return place, number, _order(found)
    except InvalidInput as wrong:
        return place, number, str(wrong)


def _order(found: dict[str, Any]) -> ImportOrder:
    unknown = sorted(found.keys() - FIELDS)
    if unknown:
        raise InvalidValue(unknown[0], "there", f"one of {', '.join(sorted(FIELDS))}")
    products = found.get("products") or []
    if not isinstance(products, list):
        raise InvalidValue("products", "no list", "a list of products")
    terms = OrderTerms(
        number=found.get("order_number"),
        source=Source.IMPORT,
        lines=[_line(place, line) for place, line in enumerate(products)],
        total_price=decimal_of(found.get("total_price"), "total_price"),
    )
    return ImportOrder(terms, _moment(found.get("created_time")))


def _line(place: int, line: Any) -> OrderLine:  # noqa: ANN401 - whatever the file says
    field = f"products[{place}]"
    if not isinstance(line, dict) or (unknown := line.keys() - LINE):
        what = "no JSON object" if not isinstance(line, dict) else f"one with {min(unknown)!r}"
        raise InvalidValue(field, what, f"an object of {', '.join(sorted(LINE))}")
    return OrderLine(
        line.get("stock_id") or line.get("sku"),
        decimal_of(line.get("quantity"), f"{field}.quantity"),
        decimal_of(line.get("unit_price"), f"{field}.unit_price"),
        line.get("name"),
    )


def _moment(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidValue(
            "created_time", repr(text)[:40], "a time with its offset, as 2026-01-31T09:00:00+08:00"
        )
    return moment.astimezone(UTC)
