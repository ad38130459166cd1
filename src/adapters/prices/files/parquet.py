"""Parquet, by pyarrow where it is installed: it is larger than everything else that the service needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from adapters.prices.files.wrong import WrongFile

Tell = Callable[[int], None]

AT_ONCE: Final = 4_096
HINT: Final = "Parquet needs the package pyarrow: install it with `pip install pyarrow`, or use CSV."


def rows_in(file: Path) -> int:
    """How many rows a file has."""
    opened, _ = _open(file)
    with opened:
        count: int = opened.metadata.num_rows
        return count


def parquet_rows(file: Path, tell: Tell) -> tuple[Sequence[str], Iterator[tuple[int, dict[str, Any]]]]:
    """The columns of a file, and its rows by number."""
    opened, arrow = _open(file)
    columns = [str(name).strip().lower() for name in opened.schema_arrow.names]
    return columns, _rows(file, opened, arrow, columns, tell)


def _rows(
    file: Path,
    opened: Any,  # noqa: ANN401 - the package has no types
    arrow: Any,  # noqa: ANN401 - same
    columns: Sequence[str],
    tell: Tell,
) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    with opened:
        try:
            for batch in opened.iter_batches(AT_ONCE):
                lists = [_plain(arrow, column) for column in batch.columns]
                for cells in zip(*lists, strict=True):
                    number += 1
                    yield number, dict(zip(columns, cells, strict=True))
                tell(number)
        except (arrow.ArrowException, OSError, ValueError) as wrong:
            raise _wrong_file(file, wrong) from wrong


def _plain(arrow: Any, column: Any) -> list[Any]:  # noqa: ANN401 - as above
    """The values of a column; moments finer than Python's are cut to its microseconds."""
    kind = column.type
    if arrow.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(arrow.timestamp("us", kind.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


def _open(file: Path) -> tuple[Any, Any]:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as missing:
        raise WrongFile(HINT) from missing
    try:
        return parquet.ParquetFile(file), arrow
    except (arrow.ArrowException, OSError, ValueError) as wrong:
        raise _wrong_file(file, wrong) from wrong


def _wrong_file(file: Path, wrong: Exception) -> WrongFile:
    said = str(wrong).splitlines()[0][:120] if str(wrong) else type(wrong).__name__
    return WrongFile(f"{file} cannot be read as Parquet ({said.rstrip('.')}): write it again.")
