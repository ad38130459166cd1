"""
What a product cost for sure: its latest bar, else what was first stated of it.

A trade at a stated price is a matter between its owner and the paper broker. If later ones counted, anybody could move the
market for everybody; the first one only says where the price of a product begins that nobody knew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from threading import Lock
from typing import Final

from adapters.prices.hours import hours_of
from adapters.prices.listed import is_listed
from adapters.prices.waves import Anchor
from trading_core.domain.ids import Symbol
from trading_core.domain.product import PLAIN, TW, product_for
from trading_core.domain.quotes import Bar
from trading_core.ports.bars import Bars
from trading_core.ports.first_prices import FirstPrices
from trading_core.ports.paging import Page
from trading_core.ports.trades import TradeFilter, Trades

SECONDS: Final = 5.0
# What a listed security costs is known without a bar, too; but its first bar should not wait to be seen.
SECONDS_WITHOUT: Final = 1.0


class KnownPrices:
    """Asks the database for each product now and then; in between a simulated market moves on by itself."""

    def __init__(
        self,
        bars: Bars,
        trades: Trades,
        first_prices: FirstPrices,
        seconds: float = SECONDS,
        lists: Callable[[Symbol], bool] = is_listed,
    ) -> None:
        """Remember nothing yet."""
        self._bars, self._trades, self._first_prices = bars, trades, first_prices
        self._seconds, self._lists = seconds, lists
        self._lock = Lock()
        self._known: dict[Symbol, tuple[float, Anchor | None]] = {}

    def __call__(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Anchor]:
        """The anchors of those products that have any."""
        now = time.monotonic()
        with self._lock:
            found = {
                symbol: kept[1] for symbol in symbols if (kept := self._known.get(symbol)) and kept[0] > now
            }
        for symbol in set(symbols) - found.keys():
            anchor = found[symbol] = self._look(symbol)
            seconds = self._seconds if anchor is not None else self._seconds_without(symbol)
            if seconds:
                with self._lock:
                    self._known[symbol] = (now + seconds, anchor)
        return {symbol: anchor for symbol, anchor in found.items() if anchor is not None}

    def _seconds_without(self, symbol: Symbol) -> float:
        """For how long it is believed that a product has no anchor: whatever needs one to have a price is asked for again."""
        return min(self._seconds, SECONDS_WITHOUT) if self._is_listed(symbol) else 0.0

    def _look(self, symbol: Symbol) -> Anchor | None:
        bar = self._bars.latest(symbol)
        if bar is not None:
            return Anchor(bar.close.value, _closed(bar))
        stated = self._stated(symbol)
        return min(stated, key=lambda anchor: anchor.at) if stated else None

    def _stated(self, symbol: Symbol) -> list[Anchor]:
        """What was stated first: of a listed security nothing counts, of what has a price anyway no trade does."""
        if self._is_listed(symbol):
            return []
        market = product_for(symbol).market
        first = self._first_prices.find((symbol,)).get(symbol)
        found = [] if first is None else [Anchor(first.price.value, first.at)]
        if market in {PLAIN, TW}:
            trades = self._trades.find(TradeFilter(symbol=symbol), Page(limit=1, newest_first=False))
            found += [Anchor(trade.price.value, trade.executed_at) for trade in trades]
        return found

    def _is_listed(self, symbol: Symbol) -> bool:
        return product_for(symbol).market == TW and self._lists(symbol)


def _closed(bar: Bar) -> datetime:
    """When its close was the price: one that starts as a session opens is of that day, any other of its moment."""
    hours = hours_of(bar.symbol)
    day = hours.day_of(bar.start)
    return hours.ending(day) if bar.start == hours.opening(day) else bar.start
