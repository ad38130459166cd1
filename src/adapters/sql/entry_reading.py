"""Reading entries together with the trades that they carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from adapters.sql.rows.entry import entry_from
from adapters.sql.rows.trade import trade_behind
from adapters.sql.tables.journal import entries, trades

if TYPE_CHECKING:
    from trading_core.domain.journal import Entry

WIDTH: Final = len(entries.c)

with_trades: Final = select(*entries.c, *trades.c).select_from(
    entries.outerjoin(trades, trades.c.id == entries.c.trade)
)


def entries_from(rows: Iterable[Any]) -> tuple[Entry, ...]:
    """Read entries, each with its trade."""
    return tuple(entry_from(row, trade_behind(row, WIDTH)) for row in rows)
