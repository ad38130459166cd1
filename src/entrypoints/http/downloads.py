"""Lists as files for table programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import msgspec

from entrypoints.http.endpoint import Call, Reply
from entrypoints.http.media import asks_for

CSV: Final = "text/csv"
_SAFE: Final = "'"


def wants_csv(call: Call) -> bool:
    """Whether a caller asks for a file; whoever takes anything gets JSON."""
    return asks_for(call.headers, CSV)


def download(
    call: Call,
    name: str,
    columns: Sequence[str],
    read: Callable[[Any], Sequence[Any]],
    cells: Callable[[Sequence[Any]], Iterator[Sequence[str]]],
) -> Reply:
    """Answer with everything that fits; ``read`` gives the rows behind one, the first of all behind None."""
    file = f"{name}-{call.now:%Y%m%d}.csv"
    return Reply(
        stream=_lines(columns, read, cells),
        media=CSV,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def values_of(view: msgspec.Struct) -> list[str]:
    """What a view shows, in the order of its fields."""
    return [getattr(view, name) for name in view.__struct_fields__]


def _lines(
    columns: Sequence[str],
    read: Callable[[Any], Sequence[Any]],
    cells: Callable[[Sequence[Any]], Iterator[Sequence[str]]],
) -> Iterator[bytes]:
    """All rows as lines, so many of them in memory at a time."""
    yield _line(columns)
    last: Any = None
    while found := read(last):
        yield b"".join(map(_line, cells(found)))
        last = found[-1]


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return text.getvalue().encode()


def _cell(text: str) -> str:
    """A table program would run a text that begins like a formula; a number stays a number."""
    return _SAFE + text if text[:1] in "=+@\t\r" else text
