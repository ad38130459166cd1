"""Months of trading days in SQL: the place where what an exchange has told of a month that is over stays for ever."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from adapters.sql.bulk import putting
from adapters.sql.columns import Day, Named, Words
from adapters.sql.rows.market import month_from, month_row
from adapters.sql.tables.market import months
from trading_core.ports.months import Month, Months

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.domain.ids import Symbol

_ONE: Final = select(months).where(
    months.c.source == bindparam("source", type_=Words()),
    months.c.symbol == bindparam("symbol", type_=Named()),
    months.c.month == bindparam("month", type_=Day()),
)
_MONTH: Final = months.c.month
_QUIET: Final = select(months.c.quiet).where(months.c.symbol == bindparam("symbol", type_=Named()))


class SqlMonths(Months):
    """Reads and puts months."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        self._put: Final = putting(months, is_sqlite=database.is_sqlite)

    def get(self, source: str, symbol: Symbol, month: date) -> Month | None:
        """Read a month."""
        wanted = {"source": source, "symbol": symbol, "month": month}
        with self._database.alone() as connection:
            row = connection.execute(_ONE, wanted).one_or_none()
        return None if row is None else month_from(row)

    def put(self, month: Month) -> None:
        """Keep a month."""
        with self._database.writing() as connection:
            self._put(connection, [month_row(month)])

    def quiet_days(self, symbol: Symbol, months: Collection[date]) -> tuple[date, ...]:
        """Read the quiet days of some months."""
        if not months:
            return ()
        statement = _QUIET.where(_MONTH.in_(sorted(months)))
        with self._database.alone() as connection:
            found = [row.quiet for row in connection.execute(statement, {"symbol": symbol})]
        return tuple(sorted({date.fromisoformat(day) for days in found for day in days}))
