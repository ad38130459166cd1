"""What many rows add up to: equal for equal rows, in whatever order and from whichever kind of database they come."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from adapters.sql.columns import Kind, Process

if TYPE_CHECKING:
    from sqlalchemy import Table

    from adapters.sql.rowset import Row

BYTES: Final = 16
SPAN: Final = 2 ** (8 * BYTES)
# Names in a document come in another order from one database than from the other.
_encoder = msgspec.json.Encoder(order="sorted")


class Total(NamedTuple):
    """What is compared: how many rows there are, and the sum of their digests."""

    rows: int
    digest: str

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.digest}"


class RowSum:
    """Adds up the rows of a table; every digit of every column counts."""

    def __init__(self, table: Table) -> None:
        """Begin with no row."""
        self._rows = self._sum = 0
        self._columns: Final = [
            (column.name, column.type.packing() if isinstance(column.type, Kind) else None)
            for column in table.columns
        ]

    def add(self, rows: Collection[Row]) -> Collection[Row]:
        """Add some rows, and hand them on."""
        for row in rows:
            written = _encoder.encode([_written(row[name], pack) for name, pack in self._columns])
            digest = hashlib.blake2b(written, digest_size=BYTES).digest()
            self._sum = (self._sum + int.from_bytes(digest)) % SPAN
        self._rows += len(rows)
        return rows

    @property
    def total(self) -> Total:
        """What they have come to so far."""
        return Total(self._rows, f"{self._sum:0{2 * BYTES}x}")


def _written(value: Any, pack: Process | None) -> Any:  # noqa: ANN401 - whatever a column holds
    return value if value is None or pack is None else pack(value)
