"""Months in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.ports.months import Month, Months

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from trading_core.domain.ids import Symbol


class MemoryMonths(Months):
    """Keeps months by source, product and month."""

    def __init__(self) -> None:
        """Begin with none."""
        self._months: dict[tuple[str, Symbol, date], Month] = {}

    def get(self, source: str, symbol: Symbol, month: date) -> Month | None:
        """Read a month."""
        return self._months.get((source, symbol, month))

    def put(self, month: Month) -> None:
        """Keep a month."""
        self._months[month.source, month.symbol, month.month] = month

    def quiet_days(self, symbol: Symbol, months: Collection[date]) -> tuple[date, ...]:
        """Read the quiet days of some months."""
        kept = [
            one for one in list(self._months.values()) if one.symbol == symbol and one.month in set(months)
        ]
        return tuple(sorted({day for one in kept for day in one.quiet}))
