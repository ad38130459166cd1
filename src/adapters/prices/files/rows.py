"""Files of bars: what each row says, or what is wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from adapters.prices.files.cells import moment_in, number_in
from adapters.prices.files.parquet import Tell, parquet_rows, rows_in
from adapters.prices.files.wrong import WrongFile
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.errors import InvalidInput, InvalidValue

KINDS: Final = (".csv", ".parquet")
# What people call the columns; the first that a file has counts.
COLUMNS: Final = {
    "stock_id": ("stock_id", "symbol", "ticker", "code"),
    "timestamp": ("timestamp", "start", "time", "datetime", "date"),
    "open": ("open", "open_price"),
    "high": ("high", "high_price", "max"),
    "low": ("low", "low_price", "min"),
    "close": ("close", "close_price"),
    "volume": ("volume", "trading_volume", "capacity"),
}
NEEDED: Final = ("timestamp", "open", "high", "low", "close")


@frozen
class Row:
    """A row by its number, with its bar or the reason why it is none."""

    number: int
    bar: Bar | None
    reason: str = ""


def size_of(file: Path) -> int:
    """How far ``tell`` will count."""
    if file.suffix.lower() == ".parquet":
        return rows_in(file)
    return file.stat().st_size


def rows_of(file: Path, symbol: Symbol | None = None, tell: Tell = lambda _: None) -> Iterator[Row]:
    """Read a file row by row; ``symbol`` is the product of a file that names none."""
    if file.suffix.lower() not in KINDS:
        raise WrongFile(f"{file} is neither {' nor '.join(KINDS)}: name a file of bars by its kind.")
    if file.suffix.lower() == ".parquet":
        columns, rows = parquet_rows(file, tell)
        named = _named(file, columns, symbol)
        yield from (_row(number, cells, named, symbol) for number, cells in rows)
        return
    yield from _csv_rows(file, symbol, tell)


def _csv_rows(file: Path, symbol: Symbol | None, tell: Tell) -> Iterator[Row]:
    # what is no text of ours becomes cells that are refused by their rows
    with (
        file.open("rb") as raw,
        TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="") as text,
    ):
        reader = csv.reader(text, strict=True)
        try:
            columns = [name.strip().lower() for name in next(reader, [])]
        except csv.Error:
            columns = []
        named = _named(file, columns, symbol)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield Row(number, None, f"the row is no CSV ({wrong}): write one row a line")
                continue
            tell(raw.tell())
            if not cells:
                continue
            if len(cells) != len(columns):
                reason = f"the row has {len(cells)} cells and the header {len(columns)}"
                yield Row(number, None, f"{reason}: write one cell for each column")
                continue
            yield _row(number, dict(zip(columns, cells, strict=True)), named, symbol)


def _named(file: Path, columns: Sequence[str], symbol: Symbol | None) -> Mapping[str, str]:
    """Which column is what."""
    found = {name: [one for one in spellings if one in columns] for name, spellings in COLUMNS.items()}
    named = {name: spellings[0] for name, spellings in found.items() if spellings}
    missing = [name for name in NEEDED if name not in named]
    if "stock_id" not in named and symbol is None:
        missing.insert(0, "stock_id")
    if missing == ["stock_id"]:
        raise WrongFile(
            f"{file} has no column stock_id: add it, or give --stock-id to a command that reads bars of one product."
        )
    if missing:
        raise WrongFile(
            f"{file} has no column {', '.join(missing)}: its first row names stock_id, timestamp, open, high, low, "
            "close and volume."
        )
    return named


def _row(number: int, cells: Mapping[str, Any], named: Mapping[str, str], symbol: Symbol | None) -> Row:
    try:
        return Row(number, _bar({name: cells[column] for name, column in named.items()}, symbol))
    except InvalidInput as wrong:
        return Row(number, None, str(wrong))


def _bar(cells: Mapping[str, Any], given: Symbol | None) -> Bar:
    symbol = given or Symbol(
        cells["stock_id"].strip() if isinstance(cells["stock_id"], str) else cells["stock_id"]
    )
    if given is not None and "stock_id" in cells and str(cells["stock_id"]).strip().upper() != given:
        raise InvalidValue(
            "stock_id", repr(cells["stock_id"])[:40], f"{given}, the product that was asked for"
        )
    start, volume = moment_in(cells["timestamp"], symbol), cells.get("volume")
    first, high, low, last = (number_in(cells[name], name) for name in ("open", "high", "low", "close"))
    return Bar(symbol, start, first, high, low, last, number_in(volume or 0, "volume"))
