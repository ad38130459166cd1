"""Bars in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from adapters.sql.bulk import adding
from adapters.sql.columns import Named, Utc
from adapters.sql.listing import LIMIT
from adapters.sql.rows.market import bar_from, bar_row
from adapters.sql.tables.market import bars
from trading_core.ports.bars import Bars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Bar

_OF: Final = select(bars).where(bars.c.symbol == bindparam("symbol", type_=Named())).limit(LIMIT)
_LATEST: Final = _OF.order_by(bars.c.start.desc())
_BETWEEN: Final = _OF.where(
    bars.c.start >= bindparam("since", type_=Utc()), bars.c.start <= bindparam("until", type_=Utc())
).order_by(bars.c.start)
_BEFORE: Final = _LATEST.where(bars.c.start < bindparam("moment", type_=Utc()))

# From one symbol to the next by the index: a look at each product, and not at each of its bars.
_symbols = select(func.min(bars.c.symbol).label("symbol")).cte("symbols", recursive=True)
_following = select(func.min(bars.c.symbol)).where(bars.c.symbol > _symbols.c.symbol).scalar_subquery()
_every = _symbols.union_all(select(_following).where(_symbols.c.symbol.is_not(None)))
_other = bars.alias("other")
_last = select(func.max(_other.c.start)).where(_other.c.symbol == _every.c.symbol).scalar_subquery()
_LATEST_OF_ALL: Final = (
    select(bars)
    .join(_every, (bars.c.symbol == _every.c.symbol) & (bars.c.start == _last))
    .order_by(bars.c.symbol)
)


class SqlBars(Bars):
    """Keeps bars, any number by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._add: Final = adding(bars, is_sqlite=database.is_sqlite)

    def append(self, bars: Sequence[Bar]) -> tuple[Bar, ...]:
        """Keep those that are new."""
        first: dict[tuple[Symbol, datetime], Bar] = {}
        for bar in bars:
            first.setdefault((bar.symbol, bar.start), bar)
        if not first:
            return ()
        with self._database.writing() as connection:
            added = self._add(connection, [bar_row(bar) for bar in first.values()])
            new = set() if added is None else {(row.symbol, row.start) for row in added}
        return tuple(bar for key, bar in first.items() if key in new)

    def latest(self, symbol: Symbol) -> Bar | None:
        """Read the latest bar of a product."""
        return next(iter(self._read(_LATEST, {"symbol": symbol, "limit": 1})), None)

    def latest_of_all(self) -> tuple[Bar, ...]:
        """Read the latest bar of each product."""
        return self._read(_LATEST_OF_ALL, {})

    def between(self, symbol: Symbol, since: datetime, until: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the bars that start between two moments."""
        return self._read(_BETWEEN, {"symbol": symbol, "since": since, "until": until, "limit": limit})

    def before(self, symbol: Symbol, moment: datetime, limit: int) -> tuple[Bar, ...]:
        """Read the last bars before a moment."""
        return self._read(_BEFORE, {"symbol": symbol, "moment": moment, "limit": limit})

    def _read(self, statement: Select[Any], wanted: dict[str, Any]) -> tuple[Bar, ...]:
        with self._database.alone() as connection:
            return tuple(bar_from(row) for row in connection.execute(statement, wanted))
