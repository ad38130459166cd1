"""Trades in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.ports.trades import TradeFilter, Trades
from trading_core.testing.fakes.listing import page_of, within

if TYPE_CHECKING:
    from trading_core.domain.trades import Trade
    from trading_core.ports.paging import Page
    from trading_core.testing.fakes.store import MemoryStore


class MemoryTrades(Trades):
    """Reads the trades of a store."""

    def __init__(self, store: MemoryStore) -> None:
        """Read this store."""
        self._store = store

    def find(self, wanted: TradeFilter, page: Page) -> tuple[Trade, ...]:
        """Read a page of the trades that fit."""
        return page_of(self._fitting(wanted), page, lambda trade: (trade.executed_at, trade.id))

    def count(self, wanted: TradeFilter, up_to: int) -> int:
        """Count the trades that fit."""
        return min(len(self._fitting(wanted)), up_to)

    def _fitting(self, wanted: TradeFilter) -> list[Trade]:
        with self._store.guard:
            return [trade for trade in self._store.trades.values() if _fits(trade, wanted)]


def _fits(trade: Trade, wanted: TradeFilter) -> bool:
    stated = (
        (wanted.account, trade.account),
        (wanted.symbol, trade.symbol),
        (wanted.side, trade.side),
    )
    fits = all(bound is None or bound == found for bound, found in stated)
    return fits and within(trade.executed_at, wanted.since, wanted.until)
